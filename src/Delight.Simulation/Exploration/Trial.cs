using Delight.Simulation.Faults;

namespace Delight.Simulation.Exploration;

/// <summary>One run of an exploration.</summary>
/// <param name="seed">Its seed.</param>
/// <param name="leftOut">Numbers of the faults that are left out of this run.</param>
public sealed class Trial(ulong seed, IReadOnlySet<int> leftOut)
{
    private readonly List<FaultOccurrence> _faults = [];
    private int _lines;
    private int _drawn;

    /// <summary>The seed; hand it to all that is random.</summary>
    public ulong Seed => seed;

    /// <summary>The faults that this run has played.</summary>
    public IReadOnlyList<FaultOccurrence> Faults => _faults;

    /// <summary>A simulation with the trial's seed, whose failures say how to run the trial again.</summary>
    /// <param name="options">Default: all defaults.</param>
    public Simulation CreateSimulation(SimulationOptions? options = null) => Simulation.Create(
        seed, (options ?? new SimulationOptions()) with { Replay = Violation.ReplayOf(seed) });

    /// <summary>Draws the faults of a plan from the seed and lets them happen.</summary>
    /// <param name="frictions">Where.</param>
    /// <param name="plan">The lines.</param>
    /// <param name="horizon">No recurring fault begins at or after this time.</param>
    /// <exception cref="ArgumentException">A line has a value out of its range.</exception>
    public void Play(INodeFrictions frictions, IReadOnlyList<Fault> plan, TimeSpan horizon)
    {
        FaultSchedule all = FaultSchedule.Draw(seed, plan, horizon, (_lines, _drawn));
        (_lines, _drawn) = (_lines + plan.Count, _drawn + all.Occurrences.Count);
        FaultSchedule schedule = all.Without(leftOut);
        _faults.AddRange(schedule.Occurrences);
        frictions.Play(schedule);
    }
}
