using Delight.Actors.Recording;
using Delight.Experiments.Records;
using Delight.Experiments.Runs;
using Delight.Experiments.Scenarios;

namespace Delight.Experiments.Sweeps;

/// <summary>Makes the compact result of a run from its record.</summary>
internal static class CellResults
{
    /// <summary>Most points of a curve.</summary>
    public const int PointsMax = 50;

    private const int SharesMax = 40;

    private static readonly (string Name, Func<UpdateMeasurement, double?> Of)[] Measured =
    [
        ("reward", update => update.RewardMean),
        ("gradientNorm", update => update.GradientNorm),
        ("entropy", update => update.Entropy),
        ("backwardShare", update => update.BackwardShare),
        ("cosineToPolicyGradient", update => update.CosineToPolicyGradient),
        ("cosineToCrossEntropy", update => update.CosineToCrossEntropy),
    ];

    /// <summary>Reads what the run recorded.</summary>
    /// <param name="cell">Which run it was.</param>
    /// <param name="experiment">For whom.</param>
    /// <param name="record">What it left.</param>
    /// <param name="seconds">Wall time since its start at each evaluation, in their order; null where unknown.</param>
    /// <param name="command">What runs it alone.</param>
    public static CellResult Of(
        ExperimentCell cell, string experiment, RunRecord record, IReadOnlyList<double>? seconds, string command)
    {
        RunSummary run = record.Summary;
        EffectiveScenario scenario = cell.Scenario;
        BackwardRows backward = new([.. record.UpdatesKept], scenario.Settings.Learner.BatchRows);
        return new CellResult
        {
            Key = cell.Key,
            Experiment = experiment,
            Command = command,
            RecordedWith = cell.Variant.RecordedWith,
            Estimator = run.Estimator,
            Seed = run.Seed,
            Status = run.Status,
            Failure = DivergedBatchRecord.WithoutFolder(run.Failure),
            Steps = run.Steps,
            Error = run.Error,
            ErrorLastFifth = run.ErrorLastFifth,
            TokenError = run.TokenError,
            RewardMean = run.RewardMean,
            ByAge = [.. AgeMeasurement.Pooled(record.UpdatesKept.SelectMany(update => update.ByAge)).Select(Rounded)],
            RowsForward = run.Episodes,
            RowsBackward = backward.At(record.Steps),
            Staleness = [Round(run.Staleness.Mean), run.Staleness.P50, run.Staleness.P95, run.Staleness.Max],
            StalenessShares = Shares(run.Staleness),
            Consumption = run.Consumption,
            Dropped = run.Dropped,
            DroppedRows = new DifficultyCounts(
                Arrived(run, RowDifficulty.Unsolved), Arrived(run, RowDifficulty.Partial),
                Arrived(run, RowDifficulty.Solved)),
            Restarts = run.Restarts,
            Recoveries = run.Recoveries,
            UpdatesUndone = run.UpdatesUndone,
            RealisedRates = run.RealisedRates,
            Digest = run.Digest,
            VirtualSeconds = run.VirtualTime.TotalSeconds,
            WallSeconds = Math.Round(run.WallTime.TotalSeconds, 2),
            Evaluations = Evaluated(record, seconds, backward),
            Measurements = Measurements(record),
            Scenario = run.EffectiveScenario,
        };
    }

    /// <summary>Six digits: enough for a figure, and short.</summary>
    public static double Round(double value) =>
        double.IsFinite(value) && value != 0 ? double.Parse(
            value.ToString("G6", System.Globalization.CultureInfo.InvariantCulture),
            System.Globalization.CultureInfo.InvariantCulture) : value;

    private static AgeMeasurement Rounded(AgeMeasurement age) => age with
    {
        ClippedShare = Round(age.ClippedShare), GradientNorm = Round(age.GradientNorm),
    };

    private static long Arrived(RunSummary run, RowDifficulty difficulty) =>
        run.DroppedByClass
            .Where(count => count.Difficulty == difficulty && count.Reason != Metric.AfterEnd)
            .Sum(count => count.Rows);

    /// <summary>The last evaluation of each step, every n-th of them and the last.</summary>
    private static Dictionary<string, double[]> Evaluated(
        RunRecord record, IReadOnlyList<double>? seconds, BackwardRows backward)
    {
        (EvaluationMeasurement Measured, double Seconds)[] all = [.. record.Evaluations
            .Select((evaluation, index) => (Measured: evaluation, Seconds: seconds?[index] ?? double.NaN))
            .Where(entry => entry.Measured.Step <= record.Steps)
            .GroupBy(entry => entry.Measured.Step)
            .Select(step => step.Last())
            .OrderBy(entry => entry.Measured.Step)];
        int every = Math.Max(1, (all.Length + PointsMax - 2) / (PointsMax - 1));
        (EvaluationMeasurement Measured, double Seconds)[] kept =
            [.. all.Where((_, index) => index % every == 0 || index == all.Length - 1)];
        Dictionary<string, double[]> curves = new(StringComparer.Ordinal)
        {
            ["step"] = [.. kept.Select(entry => (double)entry.Measured.Step)],
            ["error"] = [.. kept.Select(entry => entry.Measured.Error)],
        };
        if (seconds is not null)
        {
            curves["seconds"] = [.. kept.Select(entry => Math.Round(entry.Seconds, 3))];
        }

        if (kept.All(entry => backward.At(entry.Measured.Step) is not null))
        {
            curves["backward"] = [.. kept.Select(entry => Round(backward.At(entry.Measured.Step)!.Value))];
        }

        return curves;
    }

    private static Dictionary<string, double[]> Measurements(RunRecord record)
    {
        UpdateMeasurement[] updates = [.. record.UpdatesKept];
        int size = Math.Max(1, (updates.Length + PointsMax - 1) / PointsMax);
        UpdateMeasurement[][] stretches = [.. updates.Chunk(size)];
        Dictionary<string, double[]> curves = new(StringComparer.Ordinal)
        {
            ["step"] = [.. stretches.Select(stretch => (double)stretch[^1].Step)],
        };
        foreach ((string name, Func<UpdateMeasurement, double?> of) in Measured)
        {
            if (updates.Any(update => of(update) is not null))
            {
                curves[name] = [.. stretches.Select(stretch => Round(
                    stretch.Select(of).Where(value => value is not null).Select(value => value!.Value)
                        .DefaultIfEmpty(double.NaN).Average()))];
            }
        }

        return curves;
    }

    /// <summary>The cumulative distribution at no more values than a figure needs; the last one is 1.</summary>
    private static double[][] Shares(StalenessSummary staleness)
    {
        double rows = Math.Max(1, staleness.Rows);
        int count = staleness.Counts.Count;
        int every = Math.Max(1, (count + SharesMax - 2) / (SharesMax - 1));
        List<double[]> shares = [];
        long sum = 0;
        for (int i = 0; i < count; i++)
        {
            sum += staleness.Counts[i].Rows;
            if (i % every == 0 || i == count - 1)
            {
                shares.Add([staleness.Counts[i].Staleness, Math.Round(sum / rows, 5)]);
            }
        }

        return [.. shares];
    }
}
