using Delight.Reports.Charts;

namespace Delight.Reports.Tests.Runs;

public sealed class HistogramBinsTests
{
    [Fact]
    public void Of_FewValues_HasABinEach()
    {
        HistogramBins bins = HistogramBins.Of([new(3, 10), new(5, 1)], 40);

        Assert.Equal((3, 1), (bins.First, bins.Width));
        Assert.Equal([10, 0, 1], bins.Rows);
        Assert.Equal(6, bins.End);
    }

    [Fact]
    public void Of_ManyValues_PutsThemIntoRoundBins()
    {
        // 7 to 93 in at most 10 bins: width 10 gives bins 0-9 to 90-99, ten of them; width 5 would give 18.
        HistogramBins bins = HistogramBins.Of([new(7, 1), new(9, 2), new(10, 4), new(93, 8)], 10);

        Assert.Equal((0, 10), (bins.First, bins.Width));
        Assert.Equal([3, 4, 0, 0, 0, 0, 0, 0, 0, 8], bins.Rows);
    }

    [Theory]
    [InlineData(20, 1)]
    [InlineData(40, 2)]
    [InlineData(99, 5)]
    [InlineData(390, 20)]
    [InlineData(991, 50)]
    public void Of_ValuesFromZero_HasAWidthOfOneTwoOrFive(long largest, long width)
    {
        HistogramBins bins = HistogramBins.Of([new(0, 1), new(largest - 1, 1)], 20);

        Assert.Equal(width, bins.Width);
        Assert.InRange(bins.Rows.Count, 2, 20);
        Assert.Equal(2, bins.Total);
    }
}
