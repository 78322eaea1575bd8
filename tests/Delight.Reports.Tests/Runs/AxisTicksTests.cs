using Delight.Reports.Charts;

namespace Delight.Reports.Tests.Runs;

public sealed class AxisTicksTests
{
    // Worked by hand: the finest step of 1, 2, 5 times a power of ten with no more ticks than wanted.
    [Theory]
    [InlineData(0, 10_000, 6, new double[] { 0, 2000, 4000, 6000, 8000, 10_000 })]
    [InlineData(0, 1, 6, new[] { 0, 0.2, 0.4, 0.6, 0.8, 1 })]
    [InlineData(0, 1, 5, new[] { 0, 0.5, 1 })]
    [InlineData(0.13, 0.47, 5, new[] { 0.2, 0.3, 0.4 })]
    [InlineData(-3, 3, 4, new double[] { -2, 0, 2 })]
    [InlineData(992, 1016, 6, new double[] { 995, 1000, 1005, 1010, 1015 })]
    [InlineData(0, 3e-7, 4, new[] { 0, 1e-7, 2e-7, 3e-7 })]
    public void Linear_Range_HasRoundSteps(double min, double max, int countMax, double[] expected) =>
        Assert.Equal(expected, AxisTicks.Linear(min, max, countMax));

    [Theory]
    [InlineData(0.02, 1, 9, new[] { 0.02, 0.05, 0.1, 0.2, 0.5, 1 })]
    [InlineData(0.001, 1, 6, new[] { 0.001, 0.01, 0.1, 1 })]
    [InlineData(1e-6, 1, 4, new[] { 1e-6, 1e-4, 1e-2, 1 })]
    [InlineData(3, 4, 5, new double[0])]
    public void Logarithmic_Range_HasOneTwoFiveOrPowers(double min, double max, int countMax, double[] expected) =>
        Assert.Equal(expected, AxisTicks.Logarithmic(min, max, countMax));

    [Theory]
    [InlineData(0.024, 0.02, 0.05)]
    [InlineData(0.05, 0.05, 0.05)]
    [InlineData(999, 500, 1000)]
    [InlineData(1, 1, 1)]
    public void Round_Number_IsTheNextOneTwoOrFive(double value, double down, double up)
    {
        Assert.Equal(down, AxisTicks.RoundDown(value));
        Assert.Equal(up, AxisTicks.RoundUp(value));
    }

    [Fact]
    public void Linear_ManyRanges_StaysInsideAndBelowTheCount()
    {
        for (int i = 1; i <= 400; i++)
        {
            double min = -7 + (i * 0.37), max = min + Math.Pow(1.07, i - 200);
            IReadOnlyList<double> ticks = AxisTicks.Linear(min, max, 5);
            Assert.InRange(ticks.Count, 1, 5);
            Assert.All(ticks, tick => Assert.InRange(tick, min - (1e-6 * (max - min)), max + (1e-6 * (max - min))));
        }
    }

    [Fact]
    public void Ticks_EmptyRangeOrZeroOnALogarithm_AreRefused()
    {
        Assert.Throws<ArgumentException>(() => AxisTicks.Linear(1, 1, 5));
        Assert.Throws<ArgumentException>(() => AxisTicks.Linear(0, double.NaN, 5));
        Assert.Throws<ArgumentException>(() => AxisTicks.Logarithmic(0, 1, 5));
        Assert.Throws<ArgumentOutOfRangeException>(() => AxisTicks.Linear(0, 1, 1));
    }
}
