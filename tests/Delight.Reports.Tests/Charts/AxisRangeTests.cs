using Delight.Experiments.Text;
using Delight.Reports.Charts;

namespace Delight.Reports.Tests.Charts;

public sealed class AxisRangeTests
{
    [Fact]
    public void OfShares_ErrorsOverDecades_IsLogarithmicBetweenRoundNumbers()
    {
        Assert.Equal(
            new AxisRange(0.02, 1, AxisKind.Logarithmic), AxisRange.OfShares([new(0, 0.9), new(1, 0.024)]));
        Assert.Equal(new AxisRange(0, 0.5), AxisRange.OfShares([new(0, 0.4), new(1, 0.3)]));
        Assert.Equal(new AxisRange(0, 1), AxisRange.OfShares([new(0, 0.4), new(1, 0.3)], 0.9));
        Assert.Equal(new AxisRange(0, 0.01), AxisRange.OfShares([new(0, 0)]));
    }

    [Fact]
    public void OfShares_AnErrorOfZeroAmongDecades_HasAPlaceOfItsOwn()
    {
        AxisRange range = AxisRange.OfShares([new(0, 0.9), new(1, 0.0011), new(2, 0)]);
        Assert.Equal((0.0, 1.0, AxisKind.Symmetric, 0.001), (range.Min, range.Max, range.Kind, range.LinearTo));
        // Half a decade up to 0.1 %, three decades from there to 100 %.
        Assert.Equal([0, 0.5 / 3.5, 1.5 / 3.5, 1],
            ((double[])[0, 0.001, 0.01, 1]).Select(value => Math.Round(range.Place(value), 12)),
            (expected, actual) => Math.Abs(expected - actual) < 1e-9);
        Assert.Equal(", logarithmic above 0.1 %", range.Note(NumberText.PercentTick).Replace('\u00a0', ' '));
        Assert.Equal([0, 0.001, 0.01, 0.1, 1], range.Ticks(9).Where(tick => tick is 0 or 0.001 or 0.01 or 0.1 or 1));
    }

    [Fact]
    public void OfOutliers_WithinFiveTimesTheUsual_IsLinearFromZero()
    {
        Assert.Equal(new AxisRange(0, 1), AxisRange.OfOutliers([0.3, 0.9], usual: 1, least: 1));
        Assert.Equal(new AxisRange(0, 5), AxisRange.OfOutliers([0.3, 4.1, double.NaN], usual: 1, least: 1));
        Assert.Equal(new AxisRange(-0.5, 1), AxisRange.OfOutliers([-0.3, 0.9], usual: 1, least: 1));
    }

    [Fact]
    public void OfOutliers_FourteenDecadesAboveTheUsual_LeavesTwoFifthsToIt()
    {
        AxisRange range = AxisRange.OfOutliers([0.5, 151_348_659_725_761], usual: 1, least: 1);
        Assert.Equal((0.0, 2e14, AxisKind.Symmetric), (range.Min, range.Max, range.Kind));
        Assert.Equal(0.4, range.Place(1), 9);
        Assert.Equal(0.2, range.Place(0.5), 9);
        Assert.InRange(range.Place(151_348_659_725_761), 0.98, 1);
        IReadOnlyList<double> ticks = range.Ticks(6);
        Assert.Equal((0.0, 1.0), (ticks[0], ticks.Single(tick => tick == 1)));
        Assert.InRange(ticks.Count, 4, 7);
        Assert.Equal("10⁹", range.TickText(1e9, NumberText.Short));
        Assert.Equal("0.5", range.TickText(0.5, NumberText.Short));
    }

    [Fact]
    public void OfOutliers_ValuesBelowZero_AreMirrored()
    {
        AxisRange range = AxisRange.OfOutliers([-1e6, 1e6], usual: 1, least: 1);
        Assert.Equal(0.5, range.Place(0), 9);
        Assert.Equal(1 - range.Place(1e3), range.Place(-1e3), 9);
        Assert.Contains(-1, range.Ticks(9));
    }

    [Theory]
    [InlineData(new[] { 0, 0.1, 0.3, 0.5 }, 0)]
    [InlineData(new[] { 2.0, 4, 5, 6, 8, 10, 13, 16, 20 }, 0)]
    [InlineData(new[] { 0.05, 0.1, 0.2, 0.5, 1 }, 1)]
    [InlineData(new[] { 0.0, 10, 30, 100, 300, 1000 }, 2)]
    public void OfPlaces_GapsOfDecades_AreLogarithmic(double[] places, int kind)
    {
        AxisRange range = AxisRange.OfPlaces(places);
        Assert.Equal((AxisKind)kind, range.Kind);
        Assert.Equal(places[^1], range.Max);
        Assert.Equal(kind == 1 ? places[0] : 0, range.Min);
    }

    [Fact]
    public void With_TwoRanges_ShowsWhatBothShow()
    {
        Assert.Equal(new AxisRange(-1, 3), new AxisRange(0, 3).With(new AxisRange(-1, 2)));
        Assert.Equal(
            new AxisRange(0.02, 1, AxisKind.Logarithmic),
            new AxisRange(0.02, 0.5, AxisKind.Logarithmic).With(new AxisRange(0.1, 1, AxisKind.Logarithmic)));
        AxisRange mixed = new AxisRange(0.02, 1, AxisKind.Logarithmic).With(new AxisRange(0, 0.5));
        Assert.Equal((0.0, 1.0, AxisKind.Symmetric, 0.02), (mixed.Min, mixed.Max, mixed.Kind, mixed.LinearTo));
    }

    [Fact]
    public void Note_LinearAxisAboveZero_SaysWhereItBegins()
    {
        Assert.Equal(", axis begins at 0.94", new AxisRange(0.94, 1).Note(NumberText.Short));
        Assert.Equal(string.Empty, new AxisRange(0, 1).Note(NumberText.Short));
        Assert.Equal(", logarithmic", new AxisRange(1, 10, AxisKind.Logarithmic).Note(NumberText.Short));
    }
}
