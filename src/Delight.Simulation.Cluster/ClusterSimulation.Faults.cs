using Akka.Actor;
using Delight.Simulation.Cluster.Systems;
using Delight.Simulation.Dispatch;
using Delight.Simulation.Faults;

namespace Delight.Simulation.Cluster;

/// <content>Faults by hand and by plan. Each takes effect at the present virtual time.</content>
public sealed partial class ClusterSimulation
{
    /// <inheritdoc/>
    public bool IsDown(string node) => NodeOf(node).IsDown;

    /// <inheritdoc/>
    public bool IsPaused(string node) => NodeOf(node).IsPaused;

    /// <summary>Crashes a node: its whole system is gone in one instant, as a process that dies. Its connections are
    /// reset, and it refuses new ones.</summary>
    /// <remarks>Neither <c>PostStop</c> nor a coordinated shutdown runs. For a machine that loses its power, cut its
    /// links before.</remarks>
    /// <exception cref="ArgumentException">There is no such node, or it is reliable.</exception>
    /// <exception cref="InvalidOperationException">The node is down already.</exception>
    public void Crash(string node)
    {
        SystemNode victim = NodeOf(node);
        victim.RequireCanCrash();
        Inside(() => _lives.Crash(victim));
    }

    /// <summary>Starts a node that is down again, at the same address: a new actor system with a new uid, and its
    /// program.</summary>
    /// <exception cref="ArgumentException">There is no such node.</exception>
    /// <exception cref="InvalidOperationException">The node is up.</exception>
    public void Restart(string node)
    {
        SystemNode found = NodeOf(node);
        found.RequireDown();
        Inside(() => _lives.Restart(found));
    }

    /// <summary>The same at another address.</summary>
    /// <param name="node">Which.</param>
    /// <param name="host">Its new host.</param>
    /// <param name="port">Its new port, above 0.</param>
    /// <exception cref="ArgumentException">There is no such node.</exception>
    /// <exception cref="InvalidOperationException">The node is up.</exception>
    public void RestartAt(string node, string host, int port)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(port, 1);
        SystemNode found = NodeOf(node);
        found.RequireDown();
        (found.Host, found.Port) = (host, port);
        Inside(() => _lives.Restart(found));
    }

    /// <summary>Shuts a node down as its operator would: Akka.NET's coordinated shutdown begins, and its phases take
    /// their virtual time. The node is down when they are over.</summary>
    /// <exception cref="ArgumentException">There is no such node.</exception>
    /// <exception cref="InvalidOperationException">The node is down.</exception>
    public void ShutDown(string node)
    {
        SystemNode found = NodeOf(node);
        found.RequireUp("shut down");
        ClusterHome home = found.Life!;
        Inside(() => home.Scheduler.Run(() => _ = CoordinatedShutdown.Get(home.System!)
            .Run(CoordinatedShutdown.ActorSystemTerminateReason.Instance)));
    }

    /// <summary>Nothing happens on a node until it is resumed. Its connections stay, and others may take it for
    /// dead.</summary>
    /// <exception cref="ArgumentException">There is no such node.</exception>
    /// <exception cref="InvalidOperationException">The node is down or paused.</exception>
    public void Pause(string node)
    {
        SystemNode found = NodeOf(node);
        found.RequireRunning();
        Inside(() => _loop.Lives.Pause(found));
    }

    /// <inheritdoc/>
    public void Resume(string node)
    {
        SystemNode found = NodeOf(node);
        found.RequirePaused();
        Inside(() => _loop.Lives.Resume(found));
    }

    /// <inheritdoc/>
    public void Slow(string node, double factor)
    {
        Require.Factor(factor);
        NodeOf(node).Slowness = factor;
    }

    /// <inheritdoc/>
    public bool IsPaused(IActorRef actor) => _actors.IsPaused(actor);

    /// <inheritdoc/>
    public void Crash(IActorRef actor, Exception? cause = null) => _actors.Crash(actor, cause);

    /// <inheritdoc/>
    public void Pause(IActorRef actor) => _actors.Pause(actor);

    /// <inheritdoc/>
    public void Resume(IActorRef actor) => _actors.Resume(actor);

    /// <inheritdoc/>
    public void Slow(IActorRef actor, double factor) => _actors.Slow(actor, factor);

    /// <summary>The running actor of a path with its node.</summary>
    /// <param name="path">Such as <c>a/user/shop/desk</c>, on node a.</param>
    /// <returns>Null where there is none.</returns>
    public IActorRef? FindActor(string path) => _loop.Nodes.All.SelectMany(node => node.Cells)
        .FirstOrDefault(cell => cell.Cell is { } known && SimulationLoop.NameOf(known.Self) == path)?.Cell!.Self;

    /// <inheritdoc/>
    public void Play(FaultSchedule schedule) =>
        (_player ??= new FaultPlayer(this, _loop.Options.Observer)).Play(schedule);
}
