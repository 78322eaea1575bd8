using Delight.Benchmarks.Simulation;

namespace Delight.Benchmarks.Tests.Simulation;

public sealed class IdleActorBenchmarksTests
{
    [Fact]
    public void Spawn_EveryCall_StartsAsManyActorsAsItIsDividedBy() => Assert.Equal(
        BenchmarkBody.Of(nameof(IdleActorBenchmarks)).Single().OperationsPerInvoke, new IdleActorBenchmarks().Spawn());
}
