using Delight.Experiments.Text;

namespace Delight.Reports.Tests.Runs;

public sealed class NumberTextTests
{
    [Theory]
    [InlineData(0.024, "2.4 %")]
    [InlineData(0.9, "90.0 %")]
    [InlineData(0, "0.0 %")]
    [InlineData(1, "100.0 %")]
    [InlineData(0.0003, "0.03 %")]
    [InlineData(0.99996, "99.996 %")]
    public void Percent_Share_NeverRoundsToNothingOrAll(double share, string expected) =>
        Assert.Equal(expected, Plain(NumberText.Percent(share)));

    [Theory]
    [InlineData(0.024, 0.0013, "2.4 ± 0.1 %")]
    [InlineData(0.0243, 0.0004, "2.43 ± 0.04 %")]
    [InlineData(0.9, 1e-18, "90.0 ± 0.0 %")]
    [InlineData(0.024, null, "2.4 %")]
    public void PercentWithError_Spread_DecidesTheDecimals(double mean, double? spread, string expected) =>
        Assert.Equal(expected, Plain(NumberText.PercentWithError(mean, spread)));

    [Theory]
    [InlineData(0, "0")]
    [InlineData(30.54, "30.5")]
    [InlineData(99.96, "100")]
    [InlineData(1004.2, "1,004")]
    [InlineData(double.NaN, "–")]
    public void Mean_Staleness_HasADecimalBelowAHundred(double value, string expected) =>
        Assert.Equal(expected, NumberText.Mean(value));

    [Theory]
    [InlineData(0, "0")]
    [InlineData(10_000, "10,000")]
    [InlineData(2.5, "2.5")]
    [InlineData(0.847, "0.847")]
    [InlineData(0.002, "0.002")]
    [InlineData(3e-7, "3×10⁻⁷")]
    [InlineData(9_999_999, "9,999,999")]
    [InlineData(151_348_659_725_761, "1.51×10¹⁴")]
    public void Short_Number_HasNoNeedlessDigits(double value, string expected) =>
        Assert.Equal(expected, NumberText.Short(value));

    [Theory]
    [InlineData(1e12, "10¹²")]
    [InlineData(-1e-3, "-10⁻³")]
    [InlineData(-2.5e20, "-2.5×10²⁰")]
    [InlineData(9.999e8, "10⁹")]
    [InlineData(0, "0")]
    [InlineData(double.NaN, "NaN")]
    public void Power_Number_HasItsExponentRaised(double value, string expected) =>
        Assert.Equal(expected, NumberText.Power(value));

    [Theory]
    [InlineData(0.34, "340 ms")]
    [InlineData(4.24, "4.2 s")]
    [InlineData(12.46, "12.5 s")]
    [InlineData(42, "42 s")]
    [InlineData(185, "3 min 05 s")]
    [InlineData(59.97, "1 min")]
    [InlineData(7620, "2 h 07 min")]
    public void Duration_Seconds_AreReadable(double seconds, string expected) =>
        Assert.Equal(expected, Plain(NumberText.Duration(TimeSpan.FromSeconds(seconds))));

    private static string Plain(string text) => text.Replace('\u00a0', ' ');
}
