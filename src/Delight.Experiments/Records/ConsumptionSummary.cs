using Delight.Actors.Recording;

namespace Delight.Experiments.Records;

/// <summary>Means over the rows that a run trained on, beside their staleness at the start of generation, and how well
/// they had done.</summary>
/// <param name="AtEnd">Staleness of the policy that chose the last action, in learner steps.</param>
/// <param name="OverDecisions">Mean over the decisions of each row.</param>
/// <param name="InFlight">Part of the staleness at the start until the row arrived at the learner.</param>
/// <param name="InQueue">Part of it while the row waited for its update; both parts sum to the whole.</param>
/// <param name="Rows">The rows trained on, by how well they had done.</param>
public sealed record ConsumptionSummary(
    double AtEnd, double OverDecisions, double InFlight, double InQueue, DifficultyCounts Rows)
{
    /// <summary>Copies what the recorder summed up.</summary>
    public static ConsumptionSummary Of(ConsumedRows consumed)
    {
        double rows = Math.Max(1, consumed.Rows);
        ReadOnlySpan<long> counts = consumed.ByDifficulty;
        return new ConsumptionSummary(
            consumed.AtEndSum / rows, consumed.OverDecisionsSum / rows, consumed.InFlightSum / rows,
            consumed.InQueueSum / rows, new DifficultyCounts(
                counts[(int)RowDifficulty.Unsolved], counts[(int)RowDifficulty.Partial],
                counts[(int)RowDifficulty.Solved]));
    }

    /// <summary>Of all rows of several runs; null where no run wrote it.</summary>
    public static ConsumptionSummary? Pooled(IEnumerable<RunSummary> runs)
    {
        List<(ConsumptionSummary Of, double Rows)> known = [.. runs
            .Where(run => run.Consumption is not null && run.Episodes > 0)
            .Select(run => (run.Consumption!, (double)run.Episodes))];
        if (known.Count == 0)
        {
            return null;
        }

        double Mean(Func<ConsumptionSummary, double> figure) =>
            known.Sum(entry => figure(entry.Of) * entry.Rows) / known.Sum(entry => entry.Rows);
        return new ConsumptionSummary(
            Mean(one => one.AtEnd), Mean(one => one.OverDecisions), Mean(one => one.InFlight), Mean(one => one.InQueue),
            new DifficultyCounts(
                known.Sum(entry => entry.Of.Rows.Unsolved), known.Sum(entry => entry.Of.Rows.Partial),
                known.Sum(entry => entry.Of.Rows.Solved)));
    }
}
