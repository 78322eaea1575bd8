using Delight.Experiments.Records;
using Delight.Reports.Charts;

namespace Delight.Reports.Runs;

/// <summary>The runs of a report by estimator.</summary>
/// <param name="Runs">All runs, in the order given.</param>
/// <param name="Groups">Estimators in the order of their first run.</param>
internal sealed record ReportGroups(IReadOnlyList<RunRecord> Runs, IReadOnlyList<ReportGroup> Groups)
{
    /// <summary>What is common to all runs.</summary>
    public RunSummary Common => Runs[0].Summary;

    /// <summary>Groups runs by estimator.</summary>
    public static ReportGroups Of(IReadOnlyList<RunRecord> runs)
    {
        ILookup<string, RunRecord> byEstimator = runs.ToLookup(run => run.Summary.Estimator, StringComparer.Ordinal);
        EstimatorStyles styles = EstimatorStyles.Of(byEstimator.Select(group => group.Key));
        return new ReportGroups(runs, [.. byEstimator.Select(group => new ReportGroup(
            styles[group.Key],
            new EstimatorSummary(group.Key, [.. group.Select(run => run.Summary with { Error = run.Error })]),
            [.. group]))]);
    }
}
