using System.Text.Json.Nodes;
using Delight.Host.Bench;

namespace Delight.Host.Tests.Bench;

[Collection(AloneCollection.Name)]
public sealed class ActorBenchTests
{
    [Fact]
    public void Run_TinySizes_MeasuresBothWaysAndVirtualTime()
    {
        BenchResult result = ActorBench.Run(new ActorBench.Sizes(Tells: 200, Exchanges: 100, Actors: 500, Rounds: 1));
        Assert.Equal(
            ["akka-port-tell", "akka-port-ping-pong"],
            result.Rows.Select(row => row.Name));
        Assert.All(result.Rows, row =>
        {
            Assert.True(row is { Ours: > 0, Reference: > 0, Unit: "ns" }, row.ToString());
            Assert.Equal(row.Ours / row.Reference, row.Ratio);
        });
        Assert.True((double)result.Details["simulated"]!["deliveriesPerSecond"]! > 0);
        JsonNode bytes = result.Details["bytesPerIdleActor"]!;

        // The promise is 2 KB; a tiny system spreads its own memory over few actors.
        Assert.InRange((long)bytes["simulated"]!, 100, 2048);
    }
}
