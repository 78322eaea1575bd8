using Delight.Simulation;
using Delight.Simulation.Faults;

namespace Delight.Actors.Testing.Training;

/// <summary>Lets the faults of a training happen.</summary>
/// <remarks>Faults that recur without an end are drawn in spans of time that double. A resumed run goes on with the
/// faults as if it had never stopped.</remarks>
internal sealed class TrainingFaults
{
    private static readonly TimeSpan Span = TimeSpan.FromHours(1);

    private readonly IFrictions _system;
    private readonly Fault[] _faults;
    private readonly ulong _seed;

    private TrainingFaults(IFrictions system, ulong seed, TrainingActors actors, IReadOnlyList<Fault> faults)
    {
        (_system, _seed) = (system, seed);
        _faults = [.. faults.Select(fault => Of(fault, actors))];
    }

    /// <summary>Plays them from now on. Faults of actors that run in another process are left to it.</summary>
    /// <param name="system">Where.</param>
    /// <param name="seed">Of the training.</param>
    /// <param name="now">Time of the run's clock.</param>
    /// <param name="actors">Those that run here.</param>
    /// <param name="faults">By plan.</param>
    public static void Play(
        IFrictions system, ulong seed, TimeSpan now, TrainingActors actors, IReadOnlyList<Fault> faults)
    {
        TrainingFaults played = new(system, seed, actors, faults);
        if (faults.Count > 0)
        {
            TimeSpan until = Span;
            while (until <= now)
            {
                until += until;
            }

            played.Play(now, until, isFirst: true);
        }
    }

    /// <summary>The fault as the system knows it: roles are paths, and the other side of links is a list of nodes. The
    /// node of the record belongs to no side.</summary>
    private static Fault Of(Fault fault, TrainingActors actors)
    {
        if (fault.IsOfActors)
        {
            string[] paths = fault.Every is null
                ? [.. fault.Targets.SelectMany(actors.PathsOf).DefaultIfEmpty(TrainingActors.Elsewhere)]
                : [.. fault.Targets.SelectMany(actors.PlacesOf)];
            return fault with { Targets = [.. paths.Distinct(StringComparer.Ordinal)] };
        }

        return fault is { IsOfLinks: true, Against.Count: 0 }
            ? fault with { Against = [.. actors.Nodes.Except(fault.Targets, StringComparer.Ordinal)] }
            : fault;
    }

    private void Play(TimeSpan from, TimeSpan until, bool isFirst)
    {
        FaultSchedule drawn = Here(FaultSchedule.Draw(_seed, _faults, until));
        _system.Play(isFirst ? drawn.From(from, includesUnderWay: true) : Recurring(drawn).From(from));
        if (_faults.Any(fault => fault is { Every: not null, Until: null }))
        {
            _system.At(until - from, () => Play(until, until + until, isFirst: false));
        }
    }

    /// <summary>Faults of other processes are drawn all the same, so that those that concern several processes happen
    /// at one time in all of them.</summary>
    private static FaultSchedule Here(FaultSchedule drawn) => drawn.Without(drawn.Occurrences
        .Where(fault => fault.Targets.All(
            target => target.StartsWith(TrainingActors.Elsewhere, StringComparison.Ordinal)))
        .Select(fault => fault.Number).ToHashSet());

    /// <summary>A fault that happens once knows no horizon: the first span has it.</summary>
    private static FaultSchedule Recurring(FaultSchedule drawn) => drawn.Without(
        drawn.Occurrences.Where(fault => fault.Fault.Every is null).Select(fault => fault.Number).ToHashSet());
}
