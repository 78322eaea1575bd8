using Delight.Experiments.Records;

namespace Delight.Reports.Runs;

/// <summary>The runs of one estimator in a report.</summary>
/// <param name="Style">Class of its colour and dashes, the same all over the page.</param>
/// <param name="Summary">What its runs come to.</param>
/// <param name="Runs">Its runs, one a seed.</param>
internal sealed record ReportGroup(string Style, EstimatorSummary Summary, IReadOnlyList<RunRecord> Runs)
{
    /// <summary>The estimator as written.</summary>
    public string Name => Summary.Estimator;
}
