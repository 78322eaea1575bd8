using Delight.Actors.Simulation;
using Delight.Benchmarks.Simulation;

namespace Delight.Benchmarks.Tests.Simulation;

public sealed class IdleActorBenchmarksTests
{
    [Fact]
    public void Spawn_EveryCall_StartsAsManyActorsAsItIsDividedBy()
    {
        IdleActorBenchmarks benchmarks = new();
        benchmarks.Setup();

        SimulatedRuntime runtime = benchmarks.Spawn();

        Assert.True(runtime.IsAlive);
        Assert.Equal(BenchmarkBody.Of(nameof(IdleActorBenchmarks)).Single().OperationsPerInvoke, benchmarks.Count);
    }
}
