using Delight.Samples.AkkaClusterPartitions;

namespace Delight.Simulation.Cluster.Tests;

public sealed class PartitionSampleTests
{
    private static readonly Partition TwoFromThree = new(
        ["a", "b"], PartitionWay.Both, TimeSpan.FromSeconds(50), Oldest: "a");

    [Theory]
    [InlineData("keep-majority", 3)]
    [InlineData("keep-oldest", 2)]
    [InlineData("static-quorum", 3)]
    [InlineData("down-all", 0)]
    public void Of_TwoNodesWithTheOldestCutOff_TheStrategyDecidesWhoSurvives(string strategy, int survivors)
    {
        PartitionOutcome outcome = PartitionRun.Of(strategy, 1, TwoFromThree);

        Assert.Equal(survivors, outcome.Survivors);
        Assert.Equal(strategy == "keep-oldest", outcome.SecondsWithoutLeader == 0);
    }

    [Fact]
    public void Of_ShortCut_ChangesNothing() => Assert.Equal(
        new PartitionOutcome(5, 0, 0),
        PartitionRun.Of("keep-majority", 1, TwoFromThree with { Lasts = TimeSpan.FromSeconds(2) }));

    [Fact]
    public void Table_OfKnownOutcomes_HasMeansSharesAndIntervals()
    {
        PartitionOutcome[] outcomes = [new(5, 0, 0), new(3, 10, 4), new(5, 0, 0), new(3, 10, 6)];

        string table = Page.Table([("keep-majority", outcomes)]);

        Assert.Contains(
            "| keep-majority | 4.00 ± 1.13 | 0.0 % (0.0 to 49.0) | 5.00 ± 5.66 | 50.0 % (15.0 to 85.0) | 5.00 ± 1.96 |",
            table, StringComparison.Ordinal);
    }

    [Fact]
    public void Draw_OfManySeeds_CoversAllWaysAndBounds()
    {
        Partition[] drawn = [.. Enumerable.Range(0, 300).Select(Partition.Draw)];

        Assert.Equal(Partition.Draw(5).ToString(), drawn[5].ToString());
        Assert.All(drawn, one => Assert.InRange(one.Side.Count, 1, 4));
        Assert.All(drawn, one => Assert.InRange(one.Lasts.TotalSeconds, 2, 60));
        Assert.Equal(3, drawn.Select(one => one.Direction).Distinct().Count());
        Assert.Equal(5, drawn.Select(one => one.Oldest).Distinct(StringComparer.Ordinal).Count());
    }
}
