using Delight.Actors.Recording;
using Delight.Experiments.Records;
using Delight.Experiments.Text;

namespace Delight.Experiments.Sweeps;

/// <summary>A number that a run ends with.</summary>
/// <param name="Name">As experiments write it.</param>
/// <param name="Label">Head of tables and axes.</param>
/// <param name="IsShare">True where it is written in percent.</param>
/// <param name="Of">NaN where the run does not have it.</param>
public sealed record Metric(string Name, string Label, bool IsShare, Func<CellResult, double> Of)
{
    /// <summary>Why rows are dropped that come when the run has all its updates; no friction.</summary>
    public const string AfterEnd = "after-end";

    /// <summary>Seeds of shares that part by more than that stand one by one: a tenth.</summary>
    private const double SpreadShown = 0.1;

    private static readonly Metric[] All =
    [
        new("error", "error at the end", true, result => Finished(result, result.Error)),
        new("errorLastFifth", "median error of the last fifth of the evaluations", true, LastFifth),
        new("solved", "seeds that solve the task", true, Solved) { IsCounted = true, IsGain = true },
        new("tokenError", "token error at the end", true, result => Finished(result, result.TokenError)),
        new("rewardLoss", "1 − reward at the end", true, result => Finished(result, 1 - result.RewardMean)),
        new("trainingLoss", "1 − reward of the rows trained on, last measurements", true,
            result => Finished(result, 1 - Last(result, "reward"))),
        new("clippedShare", "decisions clipped away", true, result => Pooled(
            result, age => age.Decisions, age => age.ClippedShare)),
        new("gradientNorm", "norm of the gradient, mean over training", false, result => Mean(result, "gradientNorm")),
        new("solvedStep", "first evaluation with an error of at most 1 %, learner steps", false, SolvedStep),
        new("reward", "reward of the rows trained on, last measurements", false, result => Last(result, "reward"))
        {
            IsGain = true,
        },
        new("staleness", "staleness of the rows, mean, learner steps", false, result => Staleness(result, 0)),
        new("stalenessP95", "staleness of the rows, 95th percentile", false, result => Staleness(result, 2)),
        new("stalenessMax", "staleness of the rows, most", false, result => Staleness(result, 3)),
        new("cosineToPolicyGradient", "cosine with the policy gradient, mean over training", false,
            result => Mean(result, "cosineToPolicyGradient")) { IsGain = true },
        new("cosineToCrossEntropy", "cosine with cross-entropy, mean over training", false,
            result => Mean(result, "cosineToCrossEntropy")) { IsGain = true },
        new("backwardShare", "rows passed backward", true,
            result => result.RowsBackward is { } rows ? rows / result.RowsForward : double.NaN),
        new("seconds", "wall time, s", false, result => result.RecordedWith is null ? result.WallSeconds : double.NaN),
        new("droppedShare", "rows produced and not trained on", true, DroppedShare),
        new("solvedTrained", "solved rows among those trained on", true, result => Solved(result.Consumption?.Rows))
        {
            IsGain = true,
        },
        new("solvedDropped", "solved rows among those dropped", true, result => Solved(result.DroppedRows)),
        new("restarts", "restarts of actors", false, result => result.Restarts),
        new("recoveries", "recoveries of the learner", false, result => result.Recoveries),
        new("updatesUndone", "updates undone", false, result => result.UpdatesUndone),
        new("virtualSeconds", "virtual time, s", false, result => result.VirtualSeconds),
    ];

    /// <summary>True where runs have it or not, and tables count those that do.</summary>
    public bool IsCounted { get; private init; }

    /// <summary>True where more is better; else less is.</summary>
    public bool IsGain { get; private init; }

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

        if (IsCounted)
        {
            return NumberText.Text($"{sample.Values.Sum():0} of {sample.N}");
        }

        return ShowsSeeds(sample) ? string.Join(", ", sample.Values.Select(share => NumberText.Percent(share)))
            : IsShare ? NumberText.PercentWithError(sample.Mean, sample.StandardError)
            : sample.StandardError is { } error ? $"{NumberText.Short(sample.Mean)} ± {NumberText.Short(error)}"
            : NumberText.Short(sample.Mean);
    }

    /// <summary>True where seeds part so that a mean would mislead.</summary>
    public bool ShowsSeeds(Sample sample) => IsShare && !IsCounted && sample.IsBimodal(SpreadShown);

    // Results of earlier builds have the curve alone, of which at most 50 points.
    private static double LastFifth(CellResult result) => Finished(
        result, result.ErrorLastFifth
            ?? EvaluationHistory.MedianOfLastFifth(result.Evaluations.GetValueOrDefault("error", [])));

    private static double Solved(CellResult result) =>
        result.Status != RunStatus.Finished ? 0 : LastFifth(result) <= EstimatorSummary.SolvedAt ? 1 : 0;

    private static double Pooled(
        CellResult result, Func<AgeMeasurement, double> weight, Func<AgeMeasurement, double> value)
    {
        double all = result.ByAge.Sum(weight);
        return all > 0 ? result.ByAge.Sum(age => weight(age) * value(age)) / all : double.NaN;
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
        int index = Array.FindIndex(result.Evaluations["error"], error => error <= EstimatorSummary.SolvedAt);
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
