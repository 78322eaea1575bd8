using Delight.Experiments.Records;
using Delight.Experiments.Text;

namespace Delight.Reports.Runs;

/// <summary>The runs of a report by estimator.</summary>
/// <param name="Runs">All runs, in the order given.</param>
/// <param name="Groups">Estimators in the order of their first run, which is also the order of their colours.</param>
internal sealed record ReportGroups(IReadOnlyList<RunRecord> Runs, IReadOnlyList<ReportGroup> Groups)
{
    // Colours that the page's style has; further estimators begin again.
    private const int StyleCount = 7;

    // Further colours come too near to one of the first under one form of colour blindness or another.
    private const int SolidCount = 4;

    /// <summary>What is common to all runs.</summary>
    public RunSummary Common => Runs[0].Summary;

    /// <summary>Groups runs by estimator.</summary>
    public static ReportGroups Of(IReadOnlyList<RunRecord> runs)
    {
        ILookup<string, RunRecord> byEstimator = runs.ToLookup(run => run.Summary.Estimator, StringComparer.Ordinal);
        return new ReportGroups(runs, [.. byEstimator.Select((group, index) => new ReportGroup(
            StyleOf(index),
            new EstimatorSummary(group.Key, [.. group.Select(run => run.Summary with { Error = run.Error })]),
            [.. group]))]);
    }

    /// <summary>Colour and dashes of the n-th estimator: four colours apart for everybody, then three more, dashed;
    /// then again.</summary>
    internal static string StyleOf(int index)
    {
        int colour = index % StyleCount;
        string dashes = index >= StyleCount ? " again" : colour >= SolidCount ? " dashed" : string.Empty;
        return NumberText.Text($"s{colour}{dashes}");
    }
}
