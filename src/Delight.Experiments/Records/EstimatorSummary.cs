using Delight.Experiments.Text;

namespace Delight.Experiments.Records;

/// <summary>What the runs of one estimator in a comparison come to.</summary>
/// <param name="Estimator">The estimator as written.</param>
/// <param name="Runs">Its runs, in the order given.</param>
/// <remarks>Sums in double, in the order given. Runs that failed, were never evaluated, or were interrupted where
/// others were not have no final error and do not count in <see cref="N"/>; whoever shows a mean shows
/// <see cref="FailedCount"/> and <see cref="InterruptedCount"/> with it.</remarks>
public sealed record EstimatorSummary(string Estimator, IReadOnlyList<RunSummary> Runs)
{
    /// <summary>The error up to which a task counts as solved.</summary>
    public const double SolvedAt = 0.01;

    private IReadOnlyList<double> Errors { get; } = [.. CountedOf(Runs)
        .Where(run => run.Error is { } error && double.IsFinite(error)).Select(run => run.Error!.Value)];

    /// <summary>Runs that means are over.</summary>
    public IEnumerable<RunSummary> Counted => CountedOf(Runs);

    /// <summary>Runs whose final error is known.</summary>
    public int N => Errors.Count;

    /// <summary>Runs whose median error of the last fifth of the evaluations is at most
    /// <see cref="SolvedAt"/>.</summary>
    public int SolvedCount => Counted.Count(run => run.ErrorLastFifth <= SolvedAt);

    /// <summary>Runs that failed.</summary>
    public int FailedCount => Runs.Count(run => run.Status == RunStatus.Failed);

    /// <summary>Runs that were interrupted, where others were not.</summary>
    public int InterruptedCount => Runs.Any(run => run.Status == RunStatus.Finished)
        ? Runs.Count(run => run.Status == RunStatus.Interrupted)
        : 0;

    /// <summary>What stands behind <see cref="N"/>: <c> (1 failed, 2 interrupted)</c>; empty where all runs
    /// count.</summary>
    public string LeftOut
    {
        get
        {
            string[] parts =
            [
                .. (FailedCount > 0 ? (string[])[NumberText.Text($"{FailedCount} failed")] : []),
                .. (InterruptedCount > 0 ? (string[])[NumberText.Text($"{InterruptedCount} interrupted")] : []),
            ];
            return parts.Length == 0 ? string.Empty : $" ({string.Join(", ", parts)})";
        }
    }

    /// <summary>Mean of the final errors, 0 to 1; null for n = 0.</summary>
    public double? ErrorMean => N > 0 ? Errors.Average() : null;

    /// <summary><c>sqrt(Σ (e − mean)² / (n − 1)) / sqrt(n)</c>; null for n &lt; 2, where nothing is known of the
    /// spread.</summary>
    public double? ErrorStandardError
    {
        get
        {
            if (N < 2)
            {
                return null;
            }

            double mean = Errors.Average();
            return Math.Sqrt(Errors.Sum(error => (error - mean) * (error - mean)) / (N - 1) / N);
        }
    }

    /// <summary>Staleness of all rows of all runs.</summary>
    public StalenessSummary Staleness { get; } = StalenessSummary.Pooled(Runs.Select(run => run.Staleness));

    /// <summary>Mean wall time of a run.</summary>
    public TimeSpan WallTimeMean => TimeSpan.FromTicks((long)Runs.Average(run => run.WallTime.Ticks));

    private static IEnumerable<RunSummary> CountedOf(IReadOnlyList<RunSummary> runs)
    {
        bool isAnyFinished = runs.Any(run => run.Status == RunStatus.Finished);
        return runs.Where(run => run.Status != RunStatus.Failed
            && (run.Status != RunStatus.Interrupted || !isAnyFinished));
    }

    /// <summary>Groups runs by estimator, in the order in which the estimators first appear.</summary>
    public static IReadOnlyList<EstimatorSummary> Group(IEnumerable<RunSummary> runs) =>
        [.. runs.GroupBy(run => run.Estimator, StringComparer.Ordinal)
            .Select(group => new EstimatorSummary(group.Key, [.. group]))];
}
