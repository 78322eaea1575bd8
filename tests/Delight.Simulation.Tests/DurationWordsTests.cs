namespace Delight.Simulation.Tests;

public sealed class DurationWordsTests
{
    [Theory]
    [InlineData(0, "0 s")]
    [InlineData(1, "0.1 µs")]
    [InlineData(99, "9.9 µs")]
    [InlineData(2500, "250 µs")]
    [InlineData(9_994, "999 µs")]
    [InlineData(9_996, "1 ms")]
    [InlineData(15_000, "1.5 ms")]
    [InlineData(3_400_000, "340 ms")]
    [InlineData(9_994_000, "999 ms")]
    [InlineData(9_996_000, "1 s")]
    public void Of_BelowASecond_IsInTheLargestUnitThatFits(long ticks, string words) =>
        Assert.Equal(words, DurationWords.Of(TimeSpan.FromTicks(ticks)));

    [Theory]
    [InlineData(1.04, "1 s")]
    [InlineData(12.46, "12.5 s")]
    [InlineData(59.94, "59.9 s")]
    [InlineData(59.96, "1 min")]
    [InlineData(60.4, "1 min")]
    [InlineData(128, "2 min 08 s")]
    [InlineData(600, "10 min")]
    [InlineData(3599.4, "59 min 59 s")]
    [InlineData(3599.6, "1 h")]
    [InlineData(3900, "1 h 05 min")]
    [InlineData(7199.9, "2 h")]
    [InlineData(7259, "2 h")]
    [InlineData(7260, "2 h 01 min")]
    [InlineData(4_442_700, "1,234 h 05 min")]
    public void Of_ASecondOrMore_HasAtMostTwoUnits(double seconds, string words) =>
        Assert.Equal(words, DurationWords.Of(TimeSpan.FromSeconds(seconds)));

    [Fact]
    public void Of_Negative_HasAMinus()
    {
        Assert.Equal("-1.5 s", DurationWords.Of(TimeSpan.FromSeconds(-1.5)));
        Assert.StartsWith("-256,204,778 h", DurationWords.Of(TimeSpan.MinValue), StringComparison.Ordinal);
    }
}
