using Delight.Actors.Rollouts;

namespace Delight.Actors.Tests.Rollouts;

public sealed class WorkerNameTests
{
    [Theory]
    [InlineData("rollout-0", "rollout")]
    [InlineData("far-away-12", "far-away")]
    [InlineData("-3", "-3")]
    [InlineData("probe", "probe")]
    [InlineData("far-away", "far-away")]
    [InlineData("far-", "far-")]
    public void PoolOf_Name_IsWhatStandsBeforeTheNumber(string name, string pool) =>
        Assert.Equal(pool, WorkerName.PoolOf(name));

    [Fact]
    public void PoolOf_NameOfAWorker_IsItsPool() => Assert.Equal("b-2", WorkerName.PoolOf(WorkerName.Of("b-2", 17)));
}
