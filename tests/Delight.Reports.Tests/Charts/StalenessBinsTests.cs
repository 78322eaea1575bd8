using Delight.Experiments.Records;
using Delight.Reports.Charts;

namespace Delight.Reports.Tests.Charts;

public sealed class StalenessBinsTests
{
    [Fact]
    public void Of_StalenessOfOneSize_HasTheSameBins()
    {
        (List<HistogramBins> bins, bool isShared) = StalenessBins.Of([Counts(0, 30), Counts(20, 60)], 40);
        Assert.True(isShared);
        Assert.Equal([(0, 2, 62, 31), (0, 2, 62, 41)], bins.Select(one => (one.First, one.Width, one.End, one.Total)));
        Assert.Equal(2 / 31.0, bins[0].ShareMax);
    }

    [Fact]
    public void Of_StalenessApartByDecades_HasBinsOfItsOwn()
    {
        (List<HistogramBins> bins, bool isShared) = StalenessBins.Of([Counts(0, 3), Counts(0, 1000)], 40);
        Assert.False(isShared);
        Assert.Equal([(1, 4), (50, 1050)], bins.Select(one => (one.Width, one.End)));
    }

    private static StalenessCount[] Counts(int first, int last) =>
        [.. Enumerable.Range(first, last - first + 1).Select(staleness => new StalenessCount(staleness, 1))];
}
