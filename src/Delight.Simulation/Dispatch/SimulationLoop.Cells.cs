using Akka.Actor;
using Akka.Dispatch;
using Delight.Determinism;
using Delight.Simulation.Asks;
using Delight.Simulation.Mailboxes;
using Delight.Simulation.Nodes;

namespace Delight.Simulation.Dispatch;

/// <content>What the simulation knows of actors, from their birth to their end.</content>
internal sealed partial class SimulationLoop
{
    private readonly Dictionary<Mailbox, SimulatedCell> _foreignMailboxes = [];
    private int _cells;

    /// <summary>What is known of an actor; null where it has stopped.</summary>
    public SimulatedCell? StateOf(ActorCell cell) => StateOf(cell.Mailbox);

    /// <summary>What follows from an actor's path; called once, when its mailbox is made.</summary>
    public CellOrigin OriginOf(IActorRef actor, SystemHome home)
    {
        ActorPath path = actor.Path;
        string text = path.ToStringWithoutAddress();
        bool isObserved = Nodes.IsObserved(path);
        return home.Node is { } node
            ? new CellOrigin(node, StableHash.Of(node.Name + text), _cells++, isObserved, OrdersSends: !isObserved)
            : new CellOrigin(Nodes.Of(path), StableHash.Of(text), _cells++, isObserved);
    }

    /// <summary>An actor as people name it; where systems are nodes, with its node.</summary>
    public static string NameOf(IActorRef actor) =>
        actor is ActorRefWithCell { Underlying: ActorCell { Dispatcher: SimulatedDispatcher { Home.Node: { } node } } }
            ? node.Name + actor.Path.ToStringWithoutAddress()
            : actor.Path.ToStringWithoutAddress();

    /// <inheritdoc/>
    public FutureActorRef<T> CreateFutureRef<T>(
        TaskCompletionSource<T> result, ActorPath path, IActorRefProvider provider) =>
        new SimulatedFutureRef<T>(result, path, provider, this);

    /// <inheritdoc/>
    public void Join(ActorPath path)
    {
        if (path.Depth == 2 && Running?.Node is { IsSystem: false } maker && TopLevel.NameIn(path) is { } top)
        {
            Nodes.Join(top, maker);
        }
    }

    /// <summary>An actor starts.</summary>
    public void Attach(ActorCell cell, SystemHome home)
    {
        SimulatedCell? state = StateOf(cell.Mailbox);
        if (state is null)
        {
            CellOrigin origin = OriginOf(cell.Self, home);
            state = new SimulatedCell
            {
                Node = origin.Node, PathHash = origin.PathHash, Index = origin.Index, IsDigested = origin.IsDigested,
                OrdersSends = origin.OrdersSends, Teller = TellerOf(origin),
            };
            _foreignMailboxes.Add(cell.Mailbox!, state);
            if (state.Teller is not null && cell.Mailbox!.MessageQueue is BoundedQueue bounded)
            {
                bounded.Taken = message => BeginMessage(state, message);
            }
        }

        state.Cell = cell;
        state.Hook = home.HookOf(cell);

        // A probe takes the links of its node and survives its crashes.
        SimulatedNode? within = Nodes.IsOfProbe(cell.Self.Path) ? null : state.Node;
        state.Place = (within?.Cells ?? Unplaced).AddLast(state);
    }

    /// <summary>An actor has stopped.</summary>
    public void Detach(ActorCell cell)
    {
        if (StateOf(cell.Mailbox) is { Place: { } place } state)
        {
            if (state.Node is { IsSystem: false } node && cell.Self.Path.Depth == 2 && !state.IsProbe)
            {
                Nodes.Leave(cell.Self.Path.Name, node);
            }

            place.List!.Remove(place);
            state.Place = null;
            _foreignMailboxes.Remove(cell.Mailbox!);
            if (Crashing is null)
            {
                End(state);
            }
        }
    }

    /// <summary>The node of whoever sends without having a turn.</summary>
    public SimulatedNode? NodeOf(IActorRef? sender) => sender switch
    {
        IReplyReceiver future => (SimulatedNode?)future.Node,
        ActorRefWithCell { Underlying: ActorCell cell } =>
            StateOf(cell) is { } state ? state.Node : Nodes.Of(sender.Path),
        _ => null,
    };

    /// <summary>This loop where an observer is to hear of an actor; null otherwise.</summary>
    public SimulationLoop? TellerOf(in CellOrigin origin) =>
        origin.IsDigested && _hearer is not null ? this : null;

    /// <summary>An actor takes a message out of its mailbox.</summary>
    public void BeginMessage(SimulatedCell cell, object message)
    {
        if (cell == Running)
        {
            cell.Taken = message;
            _hearer!.Began(TimeSpan.FromTicks(_now), cell.Cell!.Self, message);
        }
    }

    /// <summary>An actor has stopped, as its observer hears.</summary>
    public void End(SimulatedCell cell)
    {
        if (cell.Taken is not null)
        {
            EndMessage(cell, _now + Offset);
        }

        cell.Teller?._hearer!.Ended(TimeSpan.FromTicks(_now + Offset), cell.Cell!.Self);
    }

    /// <summary>What an actor did with a message is over when its work is.</summary>
    private void EndMessage(SimulatedCell cell, long time)
    {
        object taken = cell.Taken!;
        cell.Taken = null;
        _hearer!.Handled(TimeSpan.FromTicks(time), cell.Cell!.Self, taken);
    }

    private SimulatedCell? StateOf(Mailbox? mailbox)
    {
        if (mailbox?.MessageQueue is SimulatedMailbox cell)
        {
            return cell;
        }

        return mailbox is not null && _foreignMailboxes.Count > 0 ? _foreignMailboxes.GetValueOrDefault(mailbox) : null;
    }
}
