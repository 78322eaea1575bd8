using Akka.Actor;
using Delight.Simulation.Cluster.Connections;
using Delight.Simulation.Cluster.Systems;
using Delight.Simulation.Digests;
using Delight.Simulation.Dispatch;
using Delight.Simulation.Entropy;
using Delight.Simulation.Failures;
using Delight.Simulation.Faults;
using Delight.Simulation.Network;
using Delight.Simulation.Observing;
using Delight.Simulation.Time;

namespace Delight.Simulation.Cluster;

/// <summary>Whole Akka.NET systems in virtual time, with the real Akka.Remote and Akka.Cluster: the same seed gives the
/// same run.</summary>
/// <remarks>
/// <para>A node is an actor system: what <see cref="AddSystem"/> starts. One thread runs the actors of all systems, and
/// one event queue orders all that happens. Systems reach each other by connections over links with latency and
/// faults, as over TCP.</para>
/// <para>Not thread-safe: all calls, and messages from outside, come from one thread at a time. A call that runs the
/// simulation moves it to the calling thread.</para>
/// </remarks>
public sealed partial class ClusterSimulation : INodeFrictions, IDisposable, IAsyncDisposable
{
    private readonly SimulationLoop _loop;
    private readonly LoopRunner _runner;
    private readonly ActorFaults _actors;
    private readonly SystemLives _lives;
    private readonly DigestLog? _log;
    private readonly List<SimulatedSystem> _systems = [];
    private FaultPlayer? _player;
    private bool _isDisposed;

    private ClusterSimulation(ulong seed, SimulationOptions options, ConnectionOptions connections)
    {
        string? file = Environment.GetEnvironmentVariable(DigestLog.Variable);
        _log = string.IsNullOrEmpty(file) ? null : new DigestLog(file);
        string again = FormattableString.Invariant($"ClusterSimulation.Create(seed: {seed})");
        Options = options with { Log = _log, Replay = options.Replay ?? again };
        Seed = seed;
        _loop = new SimulationLoop(seed, Options);
        _runner = new LoopRunner(_loop, new SeededRandom(seed));
        _actors = new ActorFaults(_loop, Inside);
        _lives = new SystemLives(_loop, new ConnectionTable(_loop, connections));
        TimeProvider = new SimulatedTimeProvider(_loop);
    }

    /// <summary>The root of all that is random.</summary>
    public ulong Seed { get; }

    /// <inheritdoc/>
    public SimulatedNetwork Network => _loop.Network;

    /// <inheritdoc/>
    public TimeSpan Elapsed => TimeSpan.FromTicks(_loop.Now);

    /// <summary>Virtual time for <c>Task.Delay(delay, provider)</c> and whatever else takes a time provider.</summary>
    public TimeProvider TimeProvider { get; }

    /// <summary>A hash over every frame between systems and every delivery to an actor of the application. Two runs are
    /// the same run exactly where their digests agree.</summary>
    public ulong Digest => _loop.Digest.Value;

    /// <summary>What has happened so far.</summary>
    public SimulationCounters Counters => _loop.Counters;

    /// <summary>Events that are still to happen.</summary>
    public int EventsPending => _loop.Pending;

    /// <summary>The nodes, in the order in which they were added.</summary>
    public IReadOnlyList<SimulatedSystem> Systems => _systems;

    /// <inheritdoc/>
    public IReadOnlyList<string> Nodes => [.. _systems.Select(system => system.Name)];

    /// <summary>A node that has ended by itself, because it left or was downed, starts again after that much virtual
    /// time, as under an orchestrator.</summary>
    /// <value>At least 0. Default null: it stays down until <see cref="Restart"/>.</value>
    public TimeSpan? RestartsEndedAfter
    {
        get => _lives.RestartsEndedAfter;
        set
        {
            Require.NotNegative(value ?? TimeSpan.Zero, nameof(value));
            _lives.RestartsEndedAfter = value;
        }
    }

    /// <summary>Messages of the application that were sent to nobody, by node and in their order. Those of a node that
    /// is down are those of its last life.</summary>
    public IReadOnlyList<UndeliveredMessage> DeadLetters =>
        [.. _systems.SelectMany(system => system.Node.Life?.Events.DeadLetters ?? [])];

    internal SimulationOptions Options { get; }

    /// <summary>Starts a simulation without any system.</summary>
    /// <param name="seed">The root of all that is random.</param>
    /// <param name="options">Default: all defaults. <see cref="SimulationOptions.Hocon"/> and
    /// <see cref="SimulationOptions.SystemName"/> hold for all systems.</param>
    /// <param name="connections">Default: all defaults.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    public static ClusterSimulation Create(
        ulong seed, SimulationOptions? options = null, ConnectionOptions? connections = null)
    {
        options ??= new SimulationOptions();
        options.Validate();
        connections ??= new ConnectionOptions();
        connections.Validate();
        return new ClusterSimulation(seed, options, connections);
    }

    /// <summary>Adds a node and starts its system.</summary>
    /// <param name="name">Name of the node, and its host where the configuration names none.</param>
    /// <param name="hocon">Configuration of this system; it goes before that of all systems.</param>
    /// <param name="start">The program: called whenever the system has started. It starts actors, subscribes to the
    /// event stream, joins a cluster. It may wait for what needs no virtual time.</param>
    /// <param name="isReliable">True for a node beside the experiment: it never crashes, and its links lose
    /// nothing.</param>
    /// <exception cref="ArgumentException">There is such a node, or the configuration has a part that would stay
    /// live.</exception>
    /// <exception cref="SimulationException">The system did not start.</exception>
    public SimulatedSystem AddSystem(
        string name, string hocon = "", Action<ActorSystem>? start = null, bool isReliable = false)
    {
        SystemNode node = new(name, hocon, start, isReliable);
        _loop.Nodes.Add(node);
        SimulatedSystem system = new(this, node);
        _systems.Add(system);
        try
        {
            Inside(() => _lives.Start(node));
        }
        catch
        {
            _loop.Nodes.Remove(node);
            _systems.Remove(system);
            throw;
        }

        return system;
    }

    /// <summary>The node of a name.</summary>
    /// <exception cref="ArgumentException">There is none.</exception>
    public SimulatedSystem this[string name] =>
        _systems.Find(system => system.Name == name) ?? new SimulatedSystem(this, NodeOf(name));

    /// <summary>Stops all actors of the application. <c>PostStop</c> runs.</summary>
    public void Dispose()
    {
        if (_isDisposed)
        {
            return;
        }

        try
        {
            Inside(() =>
            {
                foreach (SimulatedSystem system in _systems.Where(system => !system.IsDown))
                {
                    _lives.StopActors(system.Node, system.Node.Life!);
                }
            });
        }
        catch (SimulationException)
        {
            // The run is over: what fails in its last instant is nobody's concern, as in Simulation.Dispose.
        }
        finally
        {
            _isDisposed = true;
            foreach (SimulatedSystem system in _systems.Where(system => !system.IsDown))
            {
                SystemLives.Release(system.Node.Life!);
            }

            _log?.Dispose();
        }
    }

    /// <inheritdoc cref="Dispose"/>
    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }

    private SystemNode NodeOf(string name)
    {
        if (_loop.Nodes.TryFind(name, out Delight.Simulation.Nodes.SimulatedNode? node))
        {
            return (SystemNode)node;
        }

        string known = _systems.Count == 0 ? "none" : string.Join(", ", Nodes);
        throw new ArgumentException(
            $"there is no node '{name}'; there are {known}. Call AddSystem(\"{name}\") before.", nameof(name));
    }

    private void Inside(Action act)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        _runner.Inside(act);
    }

    private T Inside<T>(Func<T> act)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        return _runner.Inside(act);
    }
}
