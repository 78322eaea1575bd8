using Delight.Actors.Recording;

namespace Delight.Actors.Tests.Recording;

public sealed class StalenessHistogramTests
{
    private readonly StalenessHistogram _histogram = new();

    [Fact]
    public void Add_SeveralAges_CountsMeanMaxAndQuantiles()
    {
        _histogram.Add(0, 50);
        _histogram.Add(2, 45);
        _histogram.Add(100, 5);
        Assert.Equal((100L, 100L, 101), (_histogram.Total, _histogram.Max, _histogram.Counts.Length));
        Assert.Equal(5.9, _histogram.Mean, 12); // (2·45 + 100·5) / 100
        Assert.Equal((0L, 0L, 2L, 2L, 100L, 100L), (
            _histogram.Quantile(0), _histogram.Quantile(0.5), _histogram.Quantile(0.51), _histogram.Quantile(0.95),
            _histogram.Quantile(0.96), _histogram.Quantile(1)));
    }

    [Fact]
    public void Quantile_Empty_IsZero() =>
        Assert.Equal((0L, 0L, 0.0, 0L), (_histogram.Quantile(0.5), _histogram.Max, _histogram.Mean, _histogram.Total));

    [Fact]
    public void Add_NoRows_ChangesNothing()
    {
        _histogram.Add(5, 0);
        Assert.Equal((0L, 0.0, 0), (_histogram.Max, _histogram.Mean, _histogram.Counts.Length));
    }

    [Theory]
    [InlineData(-1, 1, "staleness")]
    [InlineData(1, -1, "rows")]
    public void Add_Negative_IsRefused(long staleness, long rows, string name) =>
        Assert.Equal(name, Assert.Throws<ArgumentOutOfRangeException>(() => _histogram.Add(staleness, rows)).ParamName);
}
