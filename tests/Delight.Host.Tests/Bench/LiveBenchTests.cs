using Delight.Development.Bench;

namespace Delight.Host.Tests.Bench;

public sealed class LiveBenchTests
{
    [Fact]
    public void Run_TinySizes_MeasuresThreePlacesAndNoMessageTooEarly()
    {
        BenchResult result = LiveBench.Run(tells: 1000, delayed: 5, rounds: 1);

        Assert.Equal(
            ["live-tell-outside", "live-tell-node", "live-tell-link"], result.Rows.Select(row => row.Name));
        Assert.All(result.Rows, row => Assert.True(row is { Ours: > 0, Reference: > 0, Unit: "ns" }, row.ToString()));
        Assert.InRange((double)result.Details["lateMilliseconds"]!["min"]!, 0, 60_000);
    }
}
