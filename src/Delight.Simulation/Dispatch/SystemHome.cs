using Akka.Actor;
using Delight.Simulation.Asks;
using Delight.Simulation.Nodes;

namespace Delight.Simulation.Dispatch;

/// <summary>What the parts of one actor system belong to: the loop that they share, and the node where each system is a
/// node of its own.</summary>
/// <remarks>The key in a system's configuration leads its dispatchers, mailboxes, scheduler and provider
/// here.</remarks>
/// <param name="loop">The one loop of the simulation.</param>
/// <param name="node">The node that the whole system is; null where nodes are top-level actors.</param>
internal class SystemHome(SimulationLoop loop, SimulatedNode? node) : IActorHost
{
    public SimulationLoop Loop => loop;

    public SimulatedNode? Node => node;

    /// <summary>True once the system has crashed or ended: nothing of it happens any more.</summary>
    public bool IsGone { get; set; }

    /// <inheritdoc/>
    public void Join(ActorPath path) => loop.Join(path);

    /// <inheritdoc/>
    public FutureActorRef<T> CreateFutureRef<T>(
        TaskCompletionSource<T> result, ActorPath path, IActorRefProvider provider) =>
        loop.CreateFutureRef(result, path, provider);

    /// <summary>What runs around the turns of an actor; null: nothing.</summary>
    public virtual ITurnHook? HookOf(ActorCell cell) => null;

    /// <summary>Place of a message in the order of those that an actor of the system sends in one turn.</summary>
    /// <param name="message">Which.</param>
    /// <returns>Empty where the receiver alone decides.</returns>
    public virtual string OrderOf(object message) => string.Empty;

    /// <summary>What a timer does that is started now; it continues where its starter does.</summary>
    public virtual Action Bind(Action act) => act;

    /// <summary>An actor of the system has stopped.</summary>
    public virtual void Detached(ActorCell cell)
    {
    }
}

/// <summary>Stands around the turns of one actor.</summary>
internal interface ITurnHook
{
    /// <summary>Lets the turn happen.</summary>
    void Run(SimulatedCell cell, Akka.Dispatch.IRunnable turn);
}
