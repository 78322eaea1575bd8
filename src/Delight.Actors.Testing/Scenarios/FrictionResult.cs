using System.Globalization;
using Delight.Actors.Recording;
using Delight.Simulation;

namespace Delight.Actors.Testing.Scenarios;

/// <summary>What a scenario's run came to.</summary>
public sealed class FrictionResult
{
    /// <summary>What was run; run it again and the same comes out.</summary>
    public required FrictionScenario Scenario { get; init; }

    /// <summary>Everything that was counted in rows.</summary>
    public required RunTotals Totals { get; init; }

    /// <summary>Everything that was counted in messages.</summary>
    public required RunCounters Counters { get; init; }

    /// <summary>What became of each row.</summary>
    public required RowTally Rows { get; init; }

    /// <summary>Measurements of updates and evaluations.</summary>
    public required RecordedRun Record { get; init; }

    /// <summary>Restarts, stops, faults: what happened to the system, in order.</summary>
    public required IReadOnlyList<RunEvent> Events { get; init; }

    /// <summary>Hash over every delivery and the final parameters: equal exactly where two runs are the same.</summary>
    public required ulong Digest { get; init; }

    /// <summary>Virtual time at the end.</summary>
    public required TimeSpan VirtualTime { get; init; }

    /// <summary>[Layout.Length] the final parameters.</summary>
    public required IReadOnlyList<float> Parameters { get; init; }

    /// <summary>Final share of wrong answers on held-out contexts, 0 to 1.</summary>
    public double Error => Totals.EvaluationLast!.Error;

    /// <summary>Rows trained on, by staleness in learner steps.</summary>
    public StalenessHistogram Staleness => Totals.Staleness;

    /// <summary>Rows that were never trained on, by reason: <c>stale</c>, <c>lost</c>, <c>unknown-request</c>,
    /// <c>earlier-term</c>, <c>crash</c>, <c>after-end</c>.</summary>
    /// <remarks>A row that is lost with its worker and generated again counts here, and again where it is
    /// trained on.</remarks>
    public IReadOnlyDictionary<string, long> Dropped => Totals.Dropped;

    /// <summary>Restarts of actors.</summary>
    public long Restarts => Counters.Restarts;

    /// <summary>Times that the learner went on from a checkpoint, or from the beginning.</summary>
    public int Recoveries => Totals.Recoveries;

    /// <summary>Times of the updates, those that were undone among them; only as fine as
    /// <see cref="Learners.LearnerOptions.MeasureEvery"/>.</summary>
    public IReadOnlyList<TimeSpan> UpdateTimes => [.. Record.Updates.Select(update => update.Time)];

    /// <summary>The events of one kind, in order.</summary>
    /// <param name="kind">For example <c>actor-restarted</c>, <c>actor-stopped</c>, <c>partition-healed</c>.</param>
    public IReadOnlyList<RunEvent> EventsOf(string kind) =>
        [.. Events.Where(happened => happened.Kind == kind)];

    /// <summary>The time of the first update after a time; null where there was none.</summary>
    public TimeSpan? FirstUpdateAfter(TimeSpan time)
    {
        foreach (UpdateMeasurement update in Record.Updates)
        {
            if (update.Time > time)
            {
                return update.Time;
            }
        }

        return null;
    }

    /// <summary>A few lines for the message of a failed assertion: seed, totals, last events.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Scenario.Estimator.Name}, seed {Scenario.Seed}, digest {Digest:x16}: error {Error:0.####} after "
        + $"{Totals.Updates} updates and {Totals.Episodes} rows in {DurationWords.Of(VirtualTime)}; "
        + $"staleness mean {Staleness.Mean:0.##}, max {Staleness.Max}; {Restarts} restarts, {Recoveries} recoveries; "
        + $"dropped {DroppedText}. {RunEventText.Last(Events)}");

    private string DroppedText => Dropped.Count == 0
        ? "nothing"
        : string.Join(", ", Dropped.Select(drop => string.Create(
            CultureInfo.InvariantCulture, $"{drop.Value} {drop.Key}")));
}
