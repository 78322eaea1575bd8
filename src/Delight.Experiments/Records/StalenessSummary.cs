using Delight.Actors.Recording;

namespace Delight.Experiments.Records;

/// <summary>The staleness of every row that a run trained on, in learner steps: newest version minus version at the
/// start.</summary>
/// <param name="Mean">Mean over rows; 0 where nothing was trained.</param>
/// <param name="P50">Smallest staleness that half of the rows do not exceed.</param>
/// <param name="P95">Smallest staleness that 95 % of the rows do not exceed.</param>
/// <param name="Max">Largest staleness.</param>
/// <param name="Counts">Rows by staleness, ascending, only where there are any.</param>
public sealed record StalenessSummary(
    double Mean, long P50, long P95, long Max, IReadOnlyList<StalenessCount> Counts)
{
    /// <summary>Of a run that has trained on nothing yet.</summary>
    public static StalenessSummary Empty { get; } = new(0, 0, 0, 0, []);

    /// <summary>Rows counted in all.</summary>
    public long Rows => Counts.Sum(count => count.Rows);

    /// <summary>Copies what an actor's histogram holds now.</summary>
    public static StalenessSummary Of(StalenessHistogram histogram)
    {
        List<StalenessCount> counts = [];
        ReadOnlySpan<long> rows = histogram.Counts;
        for (int staleness = 0; staleness < rows.Length; staleness++)
        {
            if (rows[staleness] > 0)
            {
                counts.Add(new StalenessCount(staleness, rows[staleness]));
            }
        }

        return new StalenessSummary(
            histogram.Mean, histogram.Quantile(0.5), histogram.Quantile(0.95), histogram.Max, counts);
    }

    /// <summary>Counts the rows of several runs together.</summary>
    public static StalenessSummary Pooled(IEnumerable<StalenessSummary> summaries)
    {
        StalenessHistogram histogram = new();
        foreach (StalenessCount count in summaries.SelectMany(summary => summary.Counts))
        {
            histogram.Add(count.Staleness, count.Rows);
        }

        return Of(histogram);
    }
}
