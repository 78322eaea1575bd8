using Delight.Simulation.Failures;
using Delight.Simulation.Faults;

namespace Delight.Simulation.Exploration;

/// <summary>Runs a trial over many seeds and finds the lowest one that fails.</summary>
public static class Explorer
{
    /// <summary>Explores.</summary>
    /// <param name="options">Which seeds.</param>
    /// <param name="trial">One run: makes a simulation from the trial, runs it, and throws where something is wrong.
    /// Called from several threads at once.</param>
    /// <returns>How far it came, and what it found.</returns>
    /// <exception cref="ArgumentException">An option or an environment variable is out of its range.</exception>
    public static ExplorationResult Run(ExplorationOptions options, Action<Trial> trial)
    {
        ExplorationOptions effective = options.Effective();
        Search search = new(effective, trial);
        Thread[] threads = [.. Enumerable.Range(0, Math.Min(effective.Jobs, effective.Seeds))
            .Select(_ => new Thread(search.Work) { IsBackground = true })];
        foreach (Thread thread in threads)
        {
            thread.Start();
        }

        foreach (Thread thread in threads)
        {
            thread.Join();
        }

        Violation? found = search.Found;
        return new ExplorationResult(
            search.Seeds, found is null || !effective.Shrinks ? found : Shrink(found, trial));
    }

    /// <summary>Leaves faults out one by one while the trial still fails in the same way.</summary>
    private static Violation Shrink(Violation found, Action<Trial> trial)
    {
        HashSet<int> leftOut = [];
        Violation least = found;
        bool hasShrunk = true;
        while (hasShrunk)
        {
            hasShrunk = false;
            foreach (FaultOccurrence fault in least.Faults.ToArray())
            {
                leftOut.Add(fault.Number);
                if (Try(found.Seed, leftOut, trial) is { } smaller && IsSame(smaller.Cause, found.Cause))
                {
                    least = smaller with { FaultsDrawn = found.FaultsDrawn };
                    hasShrunk = true;
                }
                else
                {
                    leftOut.Remove(fault.Number);
                }
            }
        }

        return least;
    }

    /// <summary>The same failure as far as one can tell: leaving a fault out must not find another one.</summary>
    private static bool IsSame(Exception left, Exception right) => left.GetType() == right.GetType()
        && left.InnerException?.GetType() == right.InnerException?.GetType()
        && (left as SimulationException)?.Kind == (right as SimulationException)?.Kind;

    /// <returns>Null where the trial holds.</returns>
    private static Violation? Try(ulong seed, IReadOnlySet<int> leftOut, Action<Trial> act)
    {
        Trial trial = new(seed, leftOut);
        try
        {
            act(trial);
            return null;
        }
        catch (Exception failure)
        {
            // Whatever a trial throws is what the exploration looks for.
            return new Violation(seed, failure, trial.Faults, trial.Faults.Count);
        }
    }

    /// <summary>Hands out seeds until one fails; lower ones that are under way end first.</summary>
    private sealed class Search(ExplorationOptions options, Action<Trial> trial)
    {
        private readonly Lock _gate = new();
        private int _next;

        public Violation? Found { get; private set; }

        public int Seeds { get; private set; }

        public void Work()
        {
            while (Take() is { } seed)
            {
                Violation? violation = Try(seed, new HashSet<int>(), trial);
                lock (_gate)
                {
                    Seeds++;
                    if (violation is not null && (Found is null || violation.Seed < Found.Seed))
                    {
                        Found = violation;
                    }
                }
            }
        }

        private ulong? Take()
        {
            lock (_gate)
            {
                return Found is null && _next < options.Seeds ? options.FirstSeed + (ulong)_next++ : null;
            }
        }
    }
}

/// <summary>What an exploration found.</summary>
/// <param name="Seeds">Seeds that were run.</param>
/// <param name="Violation">The lowest seed that fails; null where all hold.</param>
public sealed record ExplorationResult(int Seeds, Violation? Violation)
{
    /// <summary>Throws where a seed failed.</summary>
    /// <exception cref="ExplorationException">With seed, cause, the faults that it needs, and how to run it
    /// again.</exception>
    public void ThrowIfViolated()
    {
        if (Violation is { } violation)
        {
            throw new ExplorationException(violation);
        }
    }
}
