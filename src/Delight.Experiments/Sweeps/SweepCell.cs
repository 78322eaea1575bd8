namespace Delight.Experiments.Sweeps;

/// <summary>One combination of a sweep's values with one estimator, over its seeds.</summary>
/// <param name="Values">A value of each axis, in the order of the axes.</param>
/// <param name="Estimator">With its options.</param>
/// <param name="Results">Of the seeds that are done, by seed.</param>
/// <param name="Sample">The sweep's metric over them; runs that failed do not count.</param>
public sealed record SweepCell(
    IReadOnlyList<string> Values, string Estimator, IReadOnlyList<CellResult> Results, Sample Sample)
{
    /// <summary>Runs that failed.</summary>
    public int FailedCount => Results.Count(result => result.Status == Records.RunStatus.Failed);

    /// <summary>The metric less that of the best cell, paired by seed; null for the best cell, and where a seed that
    /// both have is missing.</summary>
    public Sample? Difference { get; init; }

    /// <summary>True where the interval of <see cref="Difference"/> holds 0: the seeds do not tell the cell from the
    /// best one.</summary>
    public bool IsTied => Difference is { Interval: { } half } difference && Math.Abs(difference.Mean) <= half;
}
