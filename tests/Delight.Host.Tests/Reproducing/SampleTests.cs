using Delight.Host.Reproducing;

namespace Delight.Host.Tests.Reproducing;

public sealed class SampleTests
{
    // Quantiles have four decimals.
    private const int Digits = 4;

    [Fact]
    public void OfDifferences_ThreeSeeds_IsTheIntervalWorkedByHand()
    {
        // Differences 1, 2, 6: mean 3, deviations -2, -1, 3, squares 4 + 1 + 9 = 14, variance 14 / 2 = 7,
        // standard error sqrt(7 / 3) = 1.527525, t(2) = 4.3027, half width 6.572482.
        Sample sample = Sample.OfDifferences(
            new Dictionary<ulong, double> { [1] = 11, [2] = 22, [3] = 36, [4] = 5 },
            new Dictionary<ulong, double> { [3] = 30, [1] = 10, [2] = 20, [5] = 1 });
        Assert.Equal((3, 3.0), (sample.N, sample.Mean));
        Assert.Equal(1.5275, sample.StandardError!.Value, Digits);
        Assert.Equal(6.5725, sample.Interval!.Value, Digits);
    }

    [Fact]
    public void Of_OneNumber_KnowsNothingOfItsSpread()
    {
        Sample sample = Sample.Of([0.25, double.NaN]);
        Assert.Equal((1, 0.25, null, null), (sample.N, sample.Mean, sample.StandardError, sample.Interval));
    }

    [Fact]
    public void Of_NoNumber_HasNoMean()
    {
        Sample sample = Sample.Of([double.NaN]);
        Assert.Equal(0, sample.N);
        Assert.True(double.IsNaN(sample.Mean));
    }

    [Theory]
    [InlineData(1, 12.7062)]
    [InlineData(4, 2.7764)]
    [InlineData(30, 2.0423)]
    [InlineData(31, 2.0395)]
    [InlineData(60, 2.0003)]
    [InlineData(1000, 1.9623)]
    public void Quantile975_DegreesOfFreedom_IsThatOfTheTables(int degrees, double expected) =>
        Assert.Equal(expected, StudentT.Quantile975(degrees), Digits);
}
