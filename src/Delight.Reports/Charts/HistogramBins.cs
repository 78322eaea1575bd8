using Delight.Experiments.Records;

namespace Delight.Reports.Charts;

/// <summary>Staleness in bins of equal, round width.</summary>
/// <param name="First">Smallest staleness of the first bin, a multiple of <paramref name="Width"/>.</param>
/// <param name="Width">Learner steps that share a bin: 1, 2 or 5 times a power of ten.</param>
/// <param name="Rows">Rows by bin; bin i holds First + i·Width up to, not including, First + (i + 1)·Width.</param>
internal sealed record HistogramBins(long First, long Width, IReadOnlyList<long> Rows)
{
    /// <summary>Share of the rows in the fullest bin, 0 to 1.</summary>
    public double ShareMax => Rows.Max() / (double)Total;

    /// <summary>Rows in all bins.</summary>
    public long Total => Rows.Sum();

    /// <summary>One more than the largest staleness that has a bin.</summary>
    public long End => First + (Rows.Count * Width);

    /// <summary>Puts counts into the narrowest bins that are few enough.</summary>
    /// <param name="counts">Ascending, at least one.</param>
    /// <param name="binsMax">Most bins wanted, at least 2.</param>
    public static HistogramBins Of(IReadOnlyList<StalenessCount> counts, int binsMax) =>
        Of(counts, binsMax, counts[0].Staleness, counts[^1].Staleness);

    /// <summary>Puts counts into the bins of a range, so that several histograms have the same ones.</summary>
    /// <param name="counts">Ascending, none outside of the range.</param>
    /// <param name="binsMax">Most bins wanted, at least 2.</param>
    /// <param name="smallest">Lower end of the range.</param>
    /// <param name="largest">Upper end, not below the lower one.</param>
    public static HistogramBins Of(
        IReadOnlyList<StalenessCount> counts, int binsMax, long smallest, long largest)
    {
        long width = 1;
        for (int i = 1; (largest / width) - (smallest / width) + 1 > binsMax; i++)
        {
            // 1, 2, 5, 10, 20, 50 and so on.
            width = (i % 3 == 2 ? width / 2 * 5 : width * 2);
        }

        long first = smallest / width * width;
        long[] rows = new long[((largest - first) / width) + 1];
        foreach (StalenessCount count in counts)
        {
            rows[(count.Staleness - first) / width] += count.Rows;
        }

        return new HistogramBins(first, width, rows);
    }
}
