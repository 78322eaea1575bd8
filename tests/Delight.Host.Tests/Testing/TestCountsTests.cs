using Delight.Development.Testing;

namespace Delight.Host.Tests.Testing;

public sealed class TestCountsTests
{
    [Theory]
    [InlineData(12, 0, 0, "12 passed, 0 failed")]
    [InlineData(1200, 3, 1, "1200 passed, 3 failed, 1 skipped")]
    public void ToString_Counts_IsTheClosingLine(int passed, int failed, int skipped, string line) =>
        Assert.Equal(line, new TestCounts(passed, failed, skipped).ToString());

    [Fact]
    public void Addition_TwoRuns_AddsEachCount() =>
        Assert.Equal(new TestCounts(11, 22, 33), new TestCounts(1, 2, 3) + new TestCounts(10, 20, 30));
}
