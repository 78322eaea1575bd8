using System.Globalization;
using BenchmarkDotNet.Attributes;
using Delight.Actors.Port;
using Delight.Actors.Simulation;
using Delight.Benchmarks.Configuration;

namespace Delight.Benchmarks.Simulation;

/// <summary>What an actor costs that has nothing to do: Allocated is bytes an actor, its place in the system's
/// directory included.</summary>
/// <remarks>
/// <para>Size: 10,000 workers in one process are the most that the design asks for.</para>
/// <para>Ceiling: an address with a node and a path, the actor's own state, its life and its instance are four objects,
/// about 300 bytes; the path's text is 60 more. Mailbox, timers and stash come into being when first used.</para>
/// </remarks>
[MemoryDiagnoser]
public class IdleActorBenchmarks : IShrinkable
{
    private const int Actors = 10_000;

    private static readonly ActorSpec Spec = new() { Create = () => new Player() };

    private string[] _names = [];

    /// <summary>Actors of one call: as the constant says unless a test shrinks it.</summary>
    internal int Count { get; private set; } = Actors;

    void IShrinkable.UseTinySizes() => Count = 100;

    [GlobalSetup]
    public void Setup() => _names =
    [
        .. Enumerable.Range(0, Count).Select(index => string.Create(CultureInfo.InvariantCulture, $"worker-{index}")),
    ];

    [Benchmark(OperationsPerInvoke = Actors)]
    public SimulatedRuntime Spawn()
    {
        SimulatedRuntime runtime = new(new SimulationOptions { Seed = 1 });
        foreach (string name in _names)
        {
            runtime.Spawn(name, Spec);
        }

        return runtime;
    }
}
