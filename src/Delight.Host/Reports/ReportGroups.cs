using Delight.Host.Records;

namespace Delight.Host.Reports;

/// <summary>The runs of a report by estimator.</summary>
/// <param name="Runs">All runs, in the order given.</param>
/// <param name="Groups">Estimators in the order of their first run, which is also the order of their colours.</param>
internal sealed record ReportGroups(IReadOnlyList<RunRecord> Runs, IReadOnlyList<ReportGroup> Groups)
{
    /// <summary>Colours that the page's style has; further estimators begin again.</summary>
    public const int StyleCount = 7;

    /// <summary>What is common to all runs.</summary>
    public RunSummary Common => Runs[0].Summary;

    /// <summary>Groups runs by estimator.</summary>
    public static ReportGroups Of(IReadOnlyList<RunRecord> runs)
    {
        ILookup<string, RunRecord> byEstimator = runs.ToLookup(run => run.Summary.Estimator, StringComparer.Ordinal);
        return new ReportGroups(runs, [.. byEstimator.Select((group, index) => new ReportGroup(
            NumberText.Text($"s{index % StyleCount}{(index >= StyleCount ? " again" : string.Empty)}"),
            new EstimatorSummary(group.Key, [.. group.Select(run => run.Summary with { Error = run.Error })]),
            [.. group]))]);
    }
}
