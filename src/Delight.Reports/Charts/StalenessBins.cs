using Delight.Experiments.Records;

namespace Delight.Reports.Charts;

/// <summary>Bins of several histograms that are compared.</summary>
internal static class StalenessBins
{
    // A histogram of fewer bins than this shows no shape.
    private const int BinsMin = 4;

    /// <summary>The same bins for all, or bins of their own where the common ones would leave one of them without a
    /// shape.</summary>
    /// <param name="counts">Of each, ascending, at least one.</param>
    /// <param name="binsMax">Most bins wanted.</param>
    public static (List<HistogramBins> Bins, bool IsShared) Of(
        IReadOnlyList<IReadOnlyList<StalenessCount>> counts, int binsMax)
    {
        long smallest = counts.Min(one => one[0].Staleness), largest = counts.Max(one => one[^1].Staleness);
        List<HistogramBins> shared = [.. counts.Select(one => HistogramBins.Of(one, binsMax, smallest, largest))];
        List<HistogramBins> own = [.. counts.Select(one => HistogramBins.Of(one, binsMax))];
        bool isShared = shared.Zip(own).All(pair => Filled(pair.First) >= Math.Min(BinsMin, Filled(pair.Second)));
        return (isShared ? shared : own, isShared);
    }

    private static int Filled(HistogramBins bins) => bins.Rows.Count(rows => rows > 0);
}
