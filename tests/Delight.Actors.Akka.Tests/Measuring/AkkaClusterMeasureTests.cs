using Delight.Actors.Akka.Measuring;

namespace Delight.Actors.Akka.Tests.Measuring;

public sealed class AkkaClusterMeasureTests
{
    [Fact]
    public void Broadcast_OfAPolicyInPieces_ReachesEveryNodeInEveryRound()
    {
        (double[] seconds, long bytes) = AkkaClusterMeasure.Broadcast(nodes: 2, parameters: 40_000, rounds: 3);
        Assert.Equal(3, seconds.Length);
        Assert.All(seconds, time => Assert.InRange(time, 1e-6, 60));
        Assert.InRange(bytes, 1_000, 100_000_000);
    }
}
