using Delight.Experiments.Text;

namespace Delight.Experiments.Tests.Scenarios;

public sealed class DurationTextTests
{
    [Theory]
    [InlineData("0ms", 0, "0ms")]
    [InlineData("0.1us", 1, "0.1us")]
    [InlineData("1us", 10, "1us")]
    [InlineData("250ms", 2_500_000, "250ms")]
    [InlineData("1.5s", 15_000_000, "1500ms")]
    [InlineData("60 s", 600_000_000, "1min")]
    [InlineData(".5h", 18_000_000_000, "30min")]
    [InlineData("90min", 54_000_000_000, "90min")]
    [InlineData("2h", 72_000_000_000, "2h")]
    public void Read_NumberAndUnit_IsExactAndHasOneCanonicalForm(string text, long ticks, string canonical)
    {
        Assert.Null(DurationText.Read(text, out TimeSpan duration));
        Assert.Equal(ticks, duration.Ticks);
        Assert.Equal(canonical, DurationText.Of(duration));
    }
}
