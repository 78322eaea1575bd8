using BenchmarkDotNet.Attributes;
using Delight.Benchmarks.Configuration;

namespace Delight.Benchmarks.Simulation;

/// <summary>Messages that a simulation of Akka.NET delivers: Mean is the time of one message, Op/s is messages a
/// second.</summary>
/// <remarks>
/// <para>Layers: two actors on one node, where a message only goes through the queue and into the digest; the same
/// between nodes with 100 messages under way, which adds links and a heap by time; a burst to 10,000
/// workers, whose state no longer fits into a cache.</para>
/// <para>Sizes: 10,000 workers are the most that the design asks for; 1 ms is a data centre's latency.</para>
/// <para>Ceiling: a delivery hashes five words, passes the queue twice and runs one turn of Akka's mailbox: some
/// 100 ns. Each burst message misses the caches for its actor, two or three times 10 ns.</para>
/// </remarks>
[MemoryDiagnoser, OperationsPerSecond]
public class SimulationBenchmarks : IShrinkable
{
    private const int Messages = 20_000;
    private const int Workers = 10_000;
    private const int BallsUnderWay = 100;

    private Match? _pair;
    private Match? _pool;
    private Match? _link;

    /// <summary>Messages of one call, and workers: as the constants say unless a test shrinks them.</summary>
    internal (int Messages, int Workers, int Balls) Size { get; private set; } = (Messages, Workers, BallsUnderWay);

    /// <summary>Virtual time that the messages between nodes have taken so far.</summary>
    internal TimeSpan LinkElapsed => _link!.Elapsed;

    void IShrinkable.UseTinySizes() => Size = (100, 50, 5);

    [GlobalSetup]
    public void Setup()
    {
        _pair = new Match(players: 1, latency: TimeSpan.Zero);
        _pool = new Match(Size.Workers, latency: TimeSpan.Zero);
        _link = new Match(Size.Balls, TimeSpan.FromMilliseconds(1));
    }

    [Benchmark(Baseline = true, OperationsPerInvoke = Messages)]
    public long PingPong() => _pair!.Play(Size.Messages);

    [Benchmark(OperationsPerInvoke = Messages)]
    public long FanOut() => _pool!.Play(Size.Messages);

    [Benchmark(OperationsPerInvoke = Messages)]
    public long CrossNode() => _link!.Play(Size.Messages);
}
