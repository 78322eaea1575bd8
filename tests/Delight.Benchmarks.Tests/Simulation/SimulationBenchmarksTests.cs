using Delight.Benchmarks.Configuration;
using Delight.Benchmarks.Simulation;

namespace Delight.Benchmarks.Tests.Simulation;

public sealed class SimulationBenchmarksTests
{
    private const int Start = 1; // the message that starts a call

    [Fact]
    public void Bodies_EveryCall_DeliverAsManyMessagesAsTheyAreDividedBy()
    {
        SimulationBenchmarks benchmarks = new();
        benchmarks.Setup();
        Dictionary<string, Func<long>> calls = new(StringComparer.Ordinal)
        {
            ["SimulationBenchmarks.PingPong"] = benchmarks.PingPong,
            ["SimulationBenchmarks.FanOut"] = benchmarks.FanOut,
            ["SimulationBenchmarks.CrossNode"] = benchmarks.CrossNode,
        };

        foreach (BenchmarkBody body in BenchmarkBody.Of(nameof(SimulationBenchmarks)))
        {
            Func<long> call = calls[body.Name];
            Assert.Equal(body.OperationsPerInvoke + Start, call());
            Assert.Equal(body.OperationsPerInvoke + Start, call());
        }
    }

    [Fact]
    public void CrossNode_HundredMessagesWithFiveUnderWay_TakesAMillisecondForEachRound()
    {
        SimulationBenchmarks benchmarks = new();
        ((IShrinkable)benchmarks).UseTinySizes();
        benchmarks.Setup();

        long delivered = benchmarks.CrossNode();

        Assert.Equal(100 + Start, delivered);
        Assert.Equal(TimeSpan.FromMilliseconds(100 / 5), benchmarks.LinkElapsed);
    }
}
