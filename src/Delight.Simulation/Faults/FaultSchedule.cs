using Delight.Determinism;

namespace Delight.Simulation.Faults;

/// <summary>Every single fault of a run, drawn before it begins.</summary>
/// <remarks>Since nothing of the run decides them, one can be left out and the others stay as they are: so the least
/// set that still makes a run fail is found.</remarks>
public sealed class FaultSchedule
{
    private FaultSchedule(IReadOnlyList<FaultOccurrence> occurrences) => Occurrences = occurrences;

    /// <summary>The faults in the order of their beginnings.</summary>
    public IReadOnlyList<FaultOccurrence> Occurrences { get; }

    /// <summary>Draws the faults of a plan.</summary>
    /// <param name="seed">Root seed of the run; each line of the plan has a stream of its own.</param>
    /// <param name="plan">The lines.</param>
    /// <param name="horizon">No recurring fault begins at or after this time.</param>
    /// <exception cref="ArgumentException">A line has a value out of its range.</exception>
    public static FaultSchedule Draw(ulong seed, IReadOnlyList<Fault> plan, TimeSpan horizon) =>
        Draw(seed, plan, horizon, (0, 0));

    /// <summary>The same behind plans that were drawn before.</summary>
    /// <param name="seed">Root seed of the run.</param>
    /// <param name="plan">The lines.</param>
    /// <param name="horizon">No recurring fault begins at or after this time.</param>
    /// <param name="before">Lines and faults of the plans before.</param>
    internal static FaultSchedule Draw(
        ulong seed, IReadOnlyList<Fault> plan, TimeSpan horizon, (int Lines, int Faults) before)
    {
        List<FaultOccurrence> drawn = [];
        for (int line = 0; line < plan.Count; line++)
        {
            plan[line].Validate();
            drawn.AddRange(Occur(plan[line], RandomStream.Derive(seed, "fault", before.Lines + line), horizon));
        }

        return new FaultSchedule(
        [
            .. drawn.OrderBy(fault => fault.Begin)
                .Select((fault, index) => fault with { Number = before.Faults + index + 1 }),
        ]);
    }

    /// <summary>The same faults without some of them.</summary>
    /// <param name="numbers">Numbers of those that are left out.</param>
    public FaultSchedule Without(IReadOnlySet<int> numbers) =>
        new([.. Occurrences.Where(fault => !numbers.Contains(fault.Number))]);

    private static IEnumerable<FaultOccurrence> Occur(Fault fault, RandomStream random, TimeSpan horizon)
    {
        if (fault.Every is not { } mean)
        {
            yield return new FaultOccurrence(0, fault, fault.Targets, fault.At);
            yield break;
        }

        TimeSpan begin = fault.At + Pause(ref random);
        while (begin < horizon)
        {
            IReadOnlyList<string> targets = fault.IsOfLinks
                ? fault.Targets
                : [fault.Targets[random.NextIndex(fault.Targets.Count)]];
            yield return new FaultOccurrence(0, fault, targets, begin);
            begin += Pause(ref random);
        }

        TimeSpan Pause(ref RandomStream stream) => TimeSpan.FromTicks((long)(mean.Ticks * stream.NextExponential()));
    }
}

/// <summary>A fault that happens once.</summary>
/// <param name="Number">Its place in the schedule, from 1.</param>
/// <param name="Fault">The line of the plan that it comes from.</param>
/// <param name="Targets">Those of the targets that it hits.</param>
/// <param name="Begin">Virtual time.</param>
public sealed record FaultOccurrence(int Number, Fault Fault, IReadOnlyList<string> Targets, TimeSpan Begin)
{
    /// <inheritdoc/>
    public override string ToString()
    {
        bool hasLength = Fault.Kind != FaultKind.CrashActor;
        string lasts = hasLength ? FormattableString.Invariant($" for {Fault.Lasts:c}") : string.Empty;
        string against = Fault.Against.Count > 0 ? $" against {string.Join(", ", Fault.Against)}" : string.Empty;
        return FormattableString.Invariant(
            $"{Number}. {Begin:c} {Fault.Kind} {string.Join(", ", Targets)}{against}{lasts}");
    }
}
