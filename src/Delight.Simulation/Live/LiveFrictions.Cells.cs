using System.Runtime.CompilerServices;
using Akka.Actor;
using Akka.Dispatch;
using Delight.Simulation.Asks;
using Delight.Simulation.Mailboxes;
using Delight.Simulation.Nodes;

namespace Delight.Simulation.Live;

/// <content>What the frictions know of actors, from their birth to their end.</content>
public sealed partial class LiveFrictions
{
    private readonly ConditionalWeakTable<Mailbox, LiveCell> _foreignMailboxes = [];
    private volatile bool _hasForeign;

    /// <summary>The node of an actor of this process, running or not; null for what has no node.</summary>
    internal LiveNode? NodeOf(IActorRef actor) => IsRemote(actor) ? null : Table.Of(actor.Path);

    /// <summary>True for the reference of an actor in another process.</summary>
    internal static bool IsRemote(IActorRef? actor) => actor is IInternalActorRef { IsLocal: false };

    internal LiveNode? NodeOf(ActorCell cell) => cell.Mailbox is { MessageQueue: LiveMailbox mailbox }
        ? mailbox.Node
        : StateOf(cell) is { } state ? state.Node : Table.Of(cell.Self.Path);

    /// <summary>What is known of an actor; null where it has stopped.</summary>
    internal LiveCell? StateOf(ActorCell cell) => cell.Mailbox is { } mailbox ? StateOf(mailbox) : null;

    internal LiveCell? StateOf(Mailbox mailbox)
    {
        if (mailbox.MessageQueue is LiveMailbox cell)
        {
            return cell;
        }

        return _hasForeign && _foreignMailboxes.TryGetValue(mailbox, out LiveCell? other) ? other : null;
    }

    FutureActorRef<T> IActorHost.CreateFutureRef<T>(
        TaskCompletionSource<T> result, ActorPath path, IActorRefProvider provider) =>
        new LiveFutureRef<T>(result, path, provider, this);

    /// <summary>Nothing to do: the dispatcher of the guardian sees births, whatever the provider is.</summary>
    void IActorHost.Join(ActorPath path)
    {
    }

    /// <summary>An actor is about to start; a top-level one joins the node whose turn makes it.</summary>
    internal void Join(ActorPath path)
    {
        if (path.Depth == 2 && ActingNode is { } maker && TopLevel.NameIn(path) is { } top)
        {
            Table.Join(top, maker);
        }
    }

    internal void Attach(ActorCell cell)
    {
        LiveCell? state = StateOf(cell);
        if (state is null)
        {
            ActorPath path = cell.Self.Path;
            state = new LiveCell(this, Table.Of(path))
            {
                IsProbe = Table.IsOfProbe(path), Observed = Observe(cell.Self),
            };
            _foreignMailboxes.Add(cell.Mailbox!, state);
            _hasForeign = true;
            if (state.Observed is { } observed && cell.Mailbox!.MessageQueue is BoundedQueue bounded)
            {
                bounded.Taken = observed.Begin;
            }
        }

        state.Cell = cell;
        if (state is { Node: { } node, IsProbe: false })
        {
            // First among the cells, then the look at the node: so no change of the node passes the cell by.
            node.Cells.TryAdd(state, 0);
            state.UpdateGate();
        }
    }

    internal void Detach(ActorCell cell)
    {
        LiveCell? state = StateOf(cell);
        state?.Observed?.End();
        if (state is not { Node: { } node, IsProbe: false })
        {
            return;
        }

        node.Cells.TryRemove(state, out _);
        if (cell.Self.Path.Depth == 2)
        {
            Table.Leave(cell.Self.Path.Name, node);
        }
    }

    /// <summary>Tells the observer of an actor, where there is one and where it wants to know: the same actors as in
    /// virtual time.</summary>
    internal ObservedActor? Observe(IActorRef actor) =>
        Hearer is { } observer && Table.IsObserved(actor.Path)
            ? new ObservedActor(this, observer, actor)
            : null;
}
