using Delight.Host.Records;
using Delight.Host.Reports;

namespace Delight.Host.Reproducing;

/// <summary>A number that a run ends with.</summary>
/// <param name="Name">As experiments write it.</param>
/// <param name="Label">Head of tables and axes.</param>
/// <param name="IsShare">True where it is written in percent.</param>
/// <param name="Of">NaN where the run does not have it.</param>
internal sealed record Metric(string Name, string Label, bool IsShare, Func<CellResult, double> Of)
{
    /// <summary>Why rows are dropped that come when the run has all its updates; no friction.</summary>
    public const string AfterEnd = "after-end";

    private static readonly Metric[] All =
    [
        new("error", "error at the end", true, result => Finished(result, result.Error)),
        new("solvedStep", "first evaluation with an error of at most 1 %, learner steps", false, SolvedStep),
        new("reward", "reward of the rows trained on, last measurements", false, result => Last(result, "reward")),
        new("staleness", "staleness of the rows, mean, learner steps", false, result => Staleness(result, 0)),
        new("stalenessP95", "staleness of the rows, 95th percentile", false, result => Staleness(result, 2)),
        new("stalenessMax", "staleness of the rows, most", false, result => Staleness(result, 3)),
        new("cosineToPolicyGradient", "cosine with the policy gradient, mean over training", false,
            result => Mean(result, "cosineToPolicyGradient")),
        new("cosineToCrossEntropy", "cosine with cross-entropy, mean over training", false,
            result => Mean(result, "cosineToCrossEntropy")),
        new("backwardShare", "rows passed backward", true,
            result => result.RowsBackward is { } rows ? rows / result.RowsForward : double.NaN),
        new("seconds", "wall time, s", false, result => result.RecordedWith is null ? result.WallSeconds : double.NaN),
        new("droppedShare", "rows produced and not trained on", true, DroppedShare),
        new("solvedTrained", "solved rows among those trained on", true, result => Solved(result.Consumption?.Rows)),
        new("solvedDropped", "solved rows among those dropped", true, result => Solved(result.DroppedRows)),
        new("restarts", "restarts of actors", false, result => result.Restarts),
        new("recoveries", "recoveries of the learner", false, result => result.Recoveries),
        new("updatesUndone", "updates undone", false, result => result.UpdatesUndone),
        new("virtualSeconds", "virtual time, s", false, result => result.VirtualSeconds),
    ];

    /// <summary>The names of all.</summary>
    public static IEnumerable<string> Names => All.Select(metric => metric.Name);

    /// <summary>The metric of a name; null where there is none.</summary>
    public static Metric? Find(string name) => Array.Find(All, metric => metric.Name == name);

    /// <summary>A value as tables write it.</summary>
    public string Text(Sample sample)
    {
        if (sample.N == 0)
        {
            return NumberText.None;
        }

        return IsShare ? NumberText.PercentWithError(sample.Mean, sample.StandardError)
            : sample.StandardError is { } error ? $"{NumberText.Short(sample.Mean)} ± {NumberText.Short(error)}"
            : NumberText.Short(sample.Mean);
    }

    private static double Finished(CellResult result, double? value) =>
        result.Status == RunStatus.Finished ? value ?? double.NaN : double.NaN;

    private static double Staleness(CellResult result, int index) =>
        index < result.Staleness.Length ? result.Staleness[index] : double.NaN;

    private static double Last(CellResult result, string curve) =>
        result.Measurements.TryGetValue(curve, out double[]? values) && values.Length > 0 ? values[^1] : double.NaN;

    private static double Mean(CellResult result, string curve) =>
        result.Measurements.TryGetValue(curve, out double[]? values)
            ? values.Where(double.IsFinite).DefaultIfEmpty(double.NaN).Average()
            : double.NaN;

    private static double SolvedStep(CellResult result)
    {
        int index = Array.FindIndex(result.Evaluations["error"], error => error <= Curves.SolvedAt);
        return index < 0 ? double.NaN : result.Evaluations["step"][index];
    }

    private static double DroppedShare(CellResult result)
    {
        long dropped = result.Dropped.Where(reason => reason.Key != AfterEnd).Sum(reason => reason.Value);
        return result.RowsForward + dropped == 0 ? double.NaN : dropped / (double)(result.RowsForward + dropped);
    }

    private static double Solved(DifficultyCounts? rows) => rows is null ? double.NaN
        : rows.Solved / (double)(rows.Unsolved + rows.Partial + rows.Solved);
}
