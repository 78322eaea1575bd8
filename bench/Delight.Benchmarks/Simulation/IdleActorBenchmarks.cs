using Akka.Actor;
using BenchmarkDotNet.Attributes;
using Delight.Benchmarks.Configuration;
using Simulated = Delight.Simulation.Simulation;

namespace Delight.Benchmarks.Simulation;

/// <summary>What an Akka.NET actor in a simulation costs that has nothing to do: Allocated is bytes an actor.</summary>
/// <remarks>
/// <para>Size: 10,000 workers in one process are the most that the design asks for.</para>
/// <para>Ceiling: reference, path, cell, mailbox, instance and its place among the children are about 850 bytes that
/// stay; making them takes about as much again.</para>
/// </remarks>
[MemoryDiagnoser]
public class IdleActorBenchmarks : IShrinkable
{
    private const int Actors = 10_000;

    private static readonly Props Idle = Props.Create<Player>();

    /// <summary>Actors of one call: as the constant says unless a test shrinks it.</summary>
    internal int Count { get; private set; } = Actors;

    void IShrinkable.UseTinySizes() => Count = 100;

    [Benchmark(OperationsPerInvoke = Actors)]
    public int Spawn()
    {
        using Simulated simulation = Simulated.Create(seed: 1);
        for (int actor = 0; actor < Count; actor++)
        {
            simulation.System.ActorOf(Idle);
        }

        simulation.RunUntilIdle();
        return simulation.Mailboxes.Count;
    }
}
