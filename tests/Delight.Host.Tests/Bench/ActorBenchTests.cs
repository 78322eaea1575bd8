using Delight.Development.Bench;

namespace Delight.Host.Tests.Bench;

[Collection(AloneCollection.Name)]
public sealed class ActorBenchTests
{
    [Fact]
    public void Run_TinySizes_MeasuresEachWayBesideBareAkka()
    {
        BenchResult result = ActorBench.Run(new ActorBench.Sizes(Tells: 200, Exchanges: 100, Rounds: 1));
        Assert.Equal(
            ["actors-tell", "actors-ping-pong-node", "actors-ping-pong-link"],
            result.Rows.Select(row => row.Name));
        Assert.All(result.Rows, row =>
        {
            Assert.True(row is { Ours: > 0, Reference: > 0, Unit: "ns" }, row.ToString());
            Assert.Equal(row.Ours / row.Reference, row.Ratio);
        });
    }
}
