using Delight.Actors.Coordination;
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

    private TrainingFaults(IFrictions system, TrainingPlan plan, TrainingActors actors, IReadOnlyList<Fault> faults)
    {
        (_system, _seed) = (system, plan.Parts.Seed);
        _faults = [.. faults.Select(fault => Of(fault, actors))];
    }

    /// <summary>Plays them from now on.</summary>
    public static void Play(
        IFrictions system, TrainingPlan plan, TrainingActors actors, IReadOnlyList<Fault> faults)
    {
        if (faults.Count > 0)
        {
            new TrainingFaults(system, plan, actors, faults).Play(
                plan.StartsAt, plan.StartsAt + Span, isFirst: true);
        }
    }

    /// <summary>The fault as the system knows it: roles are paths, and the other side of links is a list of nodes. The
    /// node of the record belongs to no side.</summary>
    private static Fault Of(Fault fault, TrainingActors actors)
    {
        if (fault.IsOfActors)
        {
            string[] paths = [.. fault.Targets.SelectMany(actors.PathsOf).Distinct(StringComparer.Ordinal)];
            return fault with { Targets = paths };
        }

        return fault is { IsOfLinks: true, Against.Count: 0 }
            ? fault with { Against = [.. actors.Nodes.Except(fault.Targets, StringComparer.Ordinal)] }
            : fault;
    }

    private void Play(TimeSpan from, TimeSpan until, bool isFirst)
    {
        FaultSchedule drawn = FaultSchedule.Draw(_seed, _faults, until);
        _system.Play(isFirst ? drawn.From(from, includesUnderWay: true) : Recurring(drawn).From(from));
        if (_faults.Any(fault => fault is { Every: not null, Until: null }))
        {
            _system.At(until - from, () => Play(until, until + until, isFirst: false));
        }
    }

    /// <summary>A fault that happens once knows no horizon: the first span has it.</summary>
    private static FaultSchedule Recurring(FaultSchedule drawn) => drawn.Without(
        drawn.Occurrences.Where(fault => fault.Fault.Every is null).Select(fault => fault.Number).ToHashSet());
}
