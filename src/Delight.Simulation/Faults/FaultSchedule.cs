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

    /// <summary>The faults from a time on, for a run that starts then. Their numbers stay.</summary>
    /// <param name="start">Time of this schedule that becomes 0; at least 0.</param>
    /// <param name="includesUnderWay">True: faults that began before <paramref name="start"/> and still last begin at 0
    /// and last for the rest of their time. A <see cref="FaultKind.CrashActor"/> does not last.</param>
    /// <exception cref="ArgumentOutOfRangeException">The start is below 0.</exception>
    public FaultSchedule From(TimeSpan start, bool includesUnderWay = false)
    {
        Require.NotNegative(start, nameof(start));
        return new FaultSchedule(
        [
            .. Occurrences.Where(fault => fault.Begin >= start || (includesUnderWay && fault.End > start))
                .Select(fault => fault.From(start)),
        ]);
    }

    /// <summary>The same faults, each changed or left out.</summary>
    /// <param name="choose">What becomes of a fault; null: it is left out.</param>
    internal FaultSchedule Select(Func<FaultOccurrence, FaultOccurrence?> choose) =>
        new([.. Occurrences.Select(choose).OfType<FaultOccurrence>()]);

    private static IEnumerable<FaultOccurrence> Occur(Fault fault, RandomStream random, TimeSpan horizon)
    {
        if (fault.Every is not { } mean)
        {
            yield return new FaultOccurrence(0, fault, fault.Targets, fault.At);
            yield break;
        }

        TimeSpan end = fault.Until < horizon ? fault.Until.Value : horizon;
        TimeSpan begin = fault.At + Pause(ref random);
        while (begin < end)
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
/// <param name="Begin">Time from the start of the schedule.</param>
public sealed record FaultOccurrence(int Number, Fault Fault, IReadOnlyList<string> Targets, TimeSpan Begin)
{
    /// <summary>When it is over. A <see cref="FaultKind.CrashActor"/> is over as it begins.</summary>
    internal TimeSpan End => Fault.Kind == FaultKind.CrashActor ? Begin : Begin + Fault.Lasts;

    /// <summary>The same fault in a schedule that starts later.</summary>
    /// <param name="start">Time that becomes 0; before <see cref="End"/>, or at or before <see cref="Begin"/>.</param>
    internal FaultOccurrence From(TimeSpan start) => Begin >= start
        ? this with { Begin = Begin - start }
        : this with { Begin = TimeSpan.Zero, Fault = Fault with { Lasts = End - start } };

    /// <inheritdoc/>
    public override string ToString()
    {
        bool hasLength = Fault.Kind != FaultKind.CrashActor;
        string lasts = hasLength ? FormattableString.Invariant($" for {DurationWords.Of(Fault.Lasts)}") : string.Empty;
        string against = Fault.Against.Count > 0 ? $" against {string.Join(", ", Fault.Against)}" : string.Empty;
        return FormattableString.Invariant(
            $"{Number}. {Begin:c} {Fault.Kind} {string.Join(", ", Targets)}{against}{lasts}");
    }
}
