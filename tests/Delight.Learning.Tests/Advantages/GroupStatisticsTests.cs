using Delight.Learning.Advantages;

namespace Delight.Learning.Tests.Advantages;

public sealed class GroupStatisticsTests
{
    [Fact]
    public void Compute_TwoGroups_SumsEachUp()
    {
        // group 0: 1, 4, 4: mean 3, deviation sqrt((4 + 1 + 1) / 3) = √2. group 1: 7 alone.
        GroupStatistics statistics = new();
        statistics.Compute([1, 7, 4, 4], [0, 1, 0, 0], 2);
        Assert.Equal(3, statistics.Mean(0));
        Near.Equal(Math.Sqrt(2), statistics.Deviation(0), Near.DoublePrecision, 0);
        Assert.Equal(4, statistics.MeanOfOthers(0, 1));
        Assert.True(statistics.IsInformative(0));
        Assert.False(statistics.IsInformative(1));
        Assert.Equal(1, statistics.UninformativeRows);
    }

    [Fact]
    public void Compute_EqualRewards_AreUninformative()
    {
        GroupStatistics statistics = new();
        statistics.Compute([0.1f, 0.1f, 0.1f], [0, 0, 0], 1);
        Assert.False(statistics.IsInformative(0));
        Assert.Equal(3, statistics.UninformativeRows);
    }

    [Fact]
    public void Compute_SmallerBatchAfterLarger_ForgetsTheLarger()
    {
        GroupStatistics statistics = new();
        statistics.Compute([9, 8, 7, 6], [0, 1, 2, 3], 4);
        statistics.Compute([1, 3], [0, 0], 1);
        Assert.Equal(2, statistics.Mean(0));
        Assert.Equal(1, statistics.Deviation(0));
        Assert.Equal(0, statistics.UninformativeRows);
    }

    [Fact]
    public void Compute_OtherLength_IsRefused()
    {
        ArgumentException error = Assert.Throws<ArgumentException>(() => new GroupStatistics().Compute([1, 2], [0], 1));
        Assert.Contains("groups has 1 elements; [B] of rewards needs 2.", error.Message, StringComparison.Ordinal);
    }
}
