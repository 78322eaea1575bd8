using Delight.Development.Bench;

namespace Delight.Host.Tests.Bench;

[Collection(AloneCollection.Name)]
public sealed class SimulationBenchTests
{
    [Fact]
    public void Run_TinySizes_MeasuresThreeGamesAndTheMemory()
    {
        BenchResult result = SimulationBench.Run(
            new SimulationBench.Sizes(Pairs: 2, Exchanges: 50, Actors: 5000, Rounds: 1));

        Assert.Equal(
            ["simulation-instant", "simulation-latency", "simulation-100k"], result.Rows.Select(row => row.Name));
        Assert.All(result.Rows, row => Assert.True(row is { Ours: > 0, Reference: > 0, Unit: "ns" }, row.ToString()));

        // So many actors that what earlier tests leave behind counts for little. Less would be less than an actor of
        // Akka.NET itself has; the promise is 2,200 for 100,000 actors.
        Assert.InRange((long)result.Details["bytesPerIdleActor"]!, 400, 2200);
    }
}
