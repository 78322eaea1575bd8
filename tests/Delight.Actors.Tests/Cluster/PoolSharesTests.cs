using Delight.Actors.Cluster;
using Delight.Actors.Rollouts;

namespace Delight.Actors.Tests.Cluster;

public sealed class PoolSharesTests
{
    [Fact]
    public void Take_WorkersOfSeveralNodes_StandInTheProportionOfTheCounts()
    {
        PoolShares shares = new([Pool("right", 3), Pool("broken", 1)]);
        // Highest of 3/(r+1) and 1/(b+1): 3 1, 1.5 1, 1 1 (the first), 0.75 1, 0.75 0.5, ...
        Assert.Equal(["right", "right", "right", "broken"], shares.Take(4, string.Empty));
        Assert.Equal(["right", "right"], shares.Take(2, string.Empty));
        Assert.Equal(["right", "broken"], shares.Take(2, string.Empty));
    }

    [Fact]
    public void Take_AfterALoss_FillsThePoolThatLost()
    {
        PoolShares shares = new([Pool("one", 1), Pool("two", 1)]);
        IReadOnlyList<string> gone = shares.Take(3, "two");
        Assert.Equal(["two", "two", "two"], gone);
        Assert.Equal(["one", "one"], shares.Take(2, string.Empty));
        shares.Return(gone);
        Assert.Equal(["two", "two", "one"], shares.Take(3, string.Empty));
    }

    [Fact]
    public void Knows_NamesOfPoolsAndNone_NothingElse()
    {
        PoolShares shares = new([Pool("one", 1)]);
        Assert.Equal((true, true, false), (shares.Knows("one"), shares.Knows(string.Empty), shares.Knows("ones")));
    }

    private static RolloutOptions Pool(string name, int count) => new()
    {
        Pool = name, Node = name, Count = count, RowsPerRequest = 1,
    };
}
