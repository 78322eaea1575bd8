using Delight.Experiments.Records;
using Delight.Reports.Charts;

namespace Delight.Reports.Runs;

/// <summary>The runs of a report by estimator.</summary>
/// <param name="Runs">All runs, in the order given.</param>
/// <param name="Groups">Estimators in the order of their first run.</param>
internal sealed record ReportGroups(IReadOnlyList<RunRecord> Runs, IReadOnlyList<ReportGroup> Groups)
{
    /// <summary>What is common to all runs, but for what <see cref="Compared"/> says.</summary>
    public RunSummary Common => Runs[0].Summary;

    /// <summary>What differs between runs of several commands; null where one command ran all.</summary>
    public ComparedRuns? Compared { get; private init; }

    /// <summary>Names of the scenarios.</summary>
    public IReadOnlyList<string> Scenarios => Distinct(summary => summary.Scenario);

    /// <summary>The runtimes.</summary>
    public IReadOnlyList<string> Runtimes => Distinct(summary => summary.Runtime);

    /// <summary>Error of an answer chosen blindly; null where the runs have several, or nobody knows it.</summary>
    public double? ChanceError => Runs.Select(run => run.Summary.ChanceError).Distinct().Count() == 1
        ? Common.ChanceError
        : null;

    /// <summary>Groups runs by estimator.</summary>
    /// <param name="runs">At least one.</param>
    /// <param name="compared">The same runs, where they are of several commands.</param>
    public static ReportGroups Of(IReadOnlyList<RunRecord> runs, ComparedRuns? compared = null)
    {
        ILookup<string, RunRecord> byEstimator = runs.ToLookup(run => run.Summary.Estimator, StringComparer.Ordinal);
        EstimatorStyles styles = EstimatorStyles.Of(byEstimator.Select(group => group.Key));
        return new ReportGroups(runs, [.. byEstimator.Select(group => new ReportGroup(
            styles[group.Key],
            new EstimatorSummary(group.Key, [.. group.Select(run => run.Summary with { Error = run.Error })]),
            [.. group]))])
        {
            Compared = compared,
        };
    }

    private IReadOnlyList<string> Distinct(Func<RunSummary, string> name) =>
        [.. Runs.Select(run => name(run.Summary)).Distinct(StringComparer.Ordinal)];
}
