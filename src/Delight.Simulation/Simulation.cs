using Akka.Actor;
using Delight.Simulation.Digests;
using Delight.Simulation.Dispatch;
using Delight.Simulation.Entropy;
using Delight.Simulation.Faults;
using Delight.Simulation.Failures;
using Delight.Simulation.Network;
using Delight.Simulation.Nodes;
using Delight.Simulation.Observing;
using Delight.Simulation.Time;

namespace Delight.Simulation;

/// <summary>An Akka.NET application in virtual time: the same seed gives the same run.</summary>
/// <remarks>
/// <para>One thread runs all actors, one event queue orders all that happens, and time jumps when nothing is due. A
/// node is what <see cref="AddNode"/> starts: a top-level actor with all that it makes. Links between nodes have
/// latency and faults, nodes crash and come back.</para>
/// <para>Not thread-safe: all calls, and messages from outside, come from one thread at a time. A call of
/// <see cref="RunFor"/>, <see cref="RunUntilIdle"/> or <see cref="RunUntil"/> moves the simulation to the calling
/// thread.</para>
/// </remarks>
public sealed partial class Simulation : IFrictions, IAsyncDisposable, IDisposable
{
    private readonly SimulationLoop _loop;
    private readonly SeededRandom _random;
    private readonly LoopRunner _runner;
    private readonly ActorFaults _actors;
    private readonly DigestLog? _log;
    private readonly long _key;
    private readonly ApplicationEvents _events;
    private bool _isDisposed;

    private Simulation(ulong seed, SimulationOptions options)
    {
        string? file = Environment.GetEnvironmentVariable(DigestLog.Variable);
        _log = string.IsNullOrEmpty(file) ? null : new DigestLog(file);
        Seed = seed;
        _loop = new SimulationLoop(seed, options with { Log = _log });
        _random = new SeededRandom(seed);
        _runner = new LoopRunner(_loop, _random);
        _actors = new ActorFaults(_loop, Inside);
        SystemHome home = new(_loop, null);
        _key = PartRegistry.Add(home);
        _events = new ApplicationEvents(home);
        TimeProvider = new SimulatedTimeProvider(_loop);
        try
        {
            using EntropyScope scope = EntropyScope.Enter(_random);
            System = CreateSystem(options);
            _loop.Lives.System = (ExtendedActorSystem)System;
            System.RegisterExtension(new ComputeTimeId(_loop));
            _events.Subscribe(System);
            while (_loop.Step(0))
            {
            }
        }
        catch
        {
            PartRegistry.Remove(_key);
            _log?.Dispose();
            throw;
        }
    }

    /// <summary>The root of all that is random.</summary>
    public ulong Seed { get; }

    /// <summary>The application's actor system.</summary>
    public ActorSystem System { get; }

    /// <summary>The links between nodes.</summary>
    public SimulatedNetwork Network => _loop.Network;

    /// <summary>Virtual time since the start.</summary>
    public TimeSpan Elapsed => TimeSpan.FromTicks(_loop.Now);

    /// <summary>Virtual time for <c>Task.Delay(delay, provider)</c> and whatever else of the application takes a time
    /// provider.</summary>
    public TimeProvider TimeProvider { get; }

    /// <summary>A hash over every delivery so far. Two runs are the same run exactly where their digests
    /// agree.</summary>
    public ulong Digest => _loop.Digest.Value;

    /// <summary>What has happened so far.</summary>
    public SimulationCounters Counters => _loop.Counters;

    /// <summary>Messages that were sent to nobody, in their order.</summary>
    public IReadOnlyList<UndeliveredMessage> DeadLetters => _events.DeadLetters;

    /// <summary>Names of the nodes, in the order in which they were added.</summary>
    public IReadOnlyList<string> Nodes => [.. _loop.Nodes.All.Select(node => node.Name)];

    /// <summary>Starts a simulation with an empty actor system.</summary>
    /// <param name="seed">The root of all that is random.</param>
    /// <param name="options">Default: all defaults.</param>
    /// <exception cref="ArgumentException">The configuration has a part that would stay live.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    public static Simulation Create(ulong seed, SimulationOptions? options = null)
    {
        options ??= new SimulationOptions();
        options.Validate();
        return new Simulation(seed, options);
    }

    /// <inheritdoc/>
    public IActorRef AddNode(string name, Props program, bool isReliable = false)
    {
        SimulatedNode node = new(name, program, isReliable);
        _loop.Nodes.Add(node);
        try
        {
            return Inside(() => _loop.Lives.Start(node));
        }
        catch
        {
            _loop.Nodes.Remove(node);
            throw;
        }
    }

    /// <summary>Stops all actors and ends the system. <c>PostStop</c> runs.</summary>
    public void Dispose()
    {
        if (_isDisposed)
        {
            return;
        }

        _isDisposed = true;
        _events.IsOver = true;
        _loop.MoveHere();
        try
        {
            using EntropyScope scope = EntropyScope.Enter(_random);
            _ = System.Terminate();
            _loop.Stop();
        }
        finally
        {
            PartRegistry.Remove(_key);
            _log?.Dispose();
        }
    }

    /// <inheritdoc cref="Dispose"/>
    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }

    private ActorSystem CreateSystem(SimulationOptions options)
    {
        (GuardianStrategyConfigurator.Making, GuardianStrategyConfigurator.Chosen) =
            (_loop, SimulationConfig.GuardianOf(options));
        try
        {
            return ActorSystem.Create(options.SystemName, SimulationConfig.Create(options, _key));
        }
        finally
        {
            (GuardianStrategyConfigurator.Making, GuardianStrategyConfigurator.Chosen) = (null, null);
        }
    }
}
