using Delight.Development.Bench;

namespace Delight.Host.Tests.Bench;

public sealed class ClusterBenchTests
{
    [Fact]
    public void Run_TinySizes_MeasuresTheBroadcast()
    {
        BenchResult result = ClusterBench.Run(new ClusterBench.Sizes(Nodes: 1, Parameters: 10, Rounds: 1));
        BenchRow row = Assert.Single(result.Rows);
        Assert.Equal(("cluster-broadcast", "ms", (double?)null), (row.Name, row.Unit, row.Ratio));
        Assert.True((double)result.Details["megabytesPerSecond"]! > 0);
    }
}
