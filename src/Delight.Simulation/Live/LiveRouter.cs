using Akka.Actor;
using Akka.Dispatch.SysMsg;
using Akka.Event;
using Delight.Simulation.Asks;
using Delight.Simulation.Network;
using Delight.Simulation.Nodes;
using Delight.Simulation.Observing;

namespace Delight.Simulation.Live;

/// <summary>The way of a message between the nodes of a live system.</summary>
/// <remarks>A message that arrives at once is put into the mailbox by the thread that sends it, as without frictions.
/// While a link still carries messages, each later one goes behind them through the queue of delays, so order from one
/// actor to another holds.</remarks>
/// <param name="frictions">Whose messages they are.</param>
internal sealed class LiveRouter(LiveFrictions frictions) : ICarrier
{
    /// <inheritdoc/>
    public ulong Seed => frictions.Options.Seed;

    /// <inheritdoc/>
    public bool IsShared => true;

    /// <inheritdoc/>
    public long Now => frictions.Now;

    /// <inheritdoc/>
    public Node Find(string name) => frictions.FindAny(name);

    /// <summary>Takes a message where it crosses nodes, or goes nowhere.</summary>
    /// <returns>False where it is to be delivered as without frictions.</returns>
    public bool TryDivert(ActorCell to, in Envelope envelope)
    {
        LiveNode? toNode = frictions.NodeOf(to);
        (object? from, LiveNode? fromNode) = OriginOf(envelope.Sender);
        if (fromNode is { IsDown: true } && fromNode != toNode)
        {
            // Dead letters and the log are events of the system, not messages of the node.
            bool isEvent = envelope.Message is AllDeadLetters or UnhandledMessage or LogEvent;
            frictions.Tally(counters => counters.Muted += isEvent ? 0 : 1);
            return !isEvent;
        }

        TellSent(to, envelope);
        if (fromNode == toNode || fromNode is null || toNode is null)
        {
            return toNode is { IsDown: true } && Drop(to.Self, envelope, DropReason.NodeDown);
        }

        Link link = frictions.Network.Between(fromNode, toNode);
        if (link.IsClear)
        {
            return toNode.IsDown && Drop(to.Self, envelope, DropReason.NodeDown);
        }

        Parked message = new(from!, fromNode, to, toNode, envelope);
        frictions.Network.Leave(message, link, isReleased: false);
        return true;
    }

    /// <summary>The observer hears of a message, unless the message goes nowhere.</summary>
    public void TellSent(ActorCell to, in Envelope envelope)
    {
        if (frictions.Hearer is { } observer && frictions.StateOf(to) is { Observed: not null })
        {
            observer.Sent(frictions.Elapsed, to.Self, envelope.Message, envelope.Sender);
        }
    }

    /// <summary>Takes the news of a death where it crosses nodes.</summary>
    /// <returns>False where it is to be delivered as without frictions.</returns>
    public bool TryDivertNews(ActorCell watcher, DeathWatchNotification death)
    {
        // What Akka.NET answers to a watch of an actor that is gone already comes from nobody.
        if (!death.ExistenceConfirmed || watcher.Self.Path.Depth < 2
            || frictions.NodeOf(death.Actor) is not { } node)
        {
            return false;
        }

        LiveNode? other = frictions.NodeOf(watcher);
        if (other == node || (other is null && !node.IsDown))
        {
            return false;
        }

        if (node.IsDown)
        {
            frictions.Lives.TellLater(node, watcher, death);
            return true;
        }

        object from = (object?)frictions.Running ?? death.Actor;
        Link link = frictions.Network.Between(node, other!);
        long at = link.PassNews(from, watcher, Now, frictions.Options.DetectionTime.Ticks);
        if (IsAtOnce(at, link))
        {
            return false;
        }

        DeathNews news = new(watcher, death, LiveDispatcher.DeliverSystem);
        frictions.Delays.Act(at - Now, news.Tell);
        return true;
    }

    /// <summary>A reply to an Ask is sent.</summary>
    /// <returns>False where it is to be delivered as without frictions.</returns>
    public bool TryDivertReply(IReplyReceiver future, in Envelope reply)
    {
        (object? from, LiveNode? fromNode) = OriginOf(reply.Sender);
        if (fromNode is { IsDown: true })
        {
            frictions.Tally(counters => counters.Muted++);
            return true;
        }

        if (fromNode is null || future.Node is not { } toNode || fromNode == toNode)
        {
            return false;
        }

        frictions.Network.Leave(new Parked(from!, fromNode, future, toNode, reply));
        return true;
    }

    /// <inheritdoc/>
    public void Arrive(long at, in Parked message, Link link)
    {
        if (IsAtOnce(at, link))
        {
            Deliver(message);
            return;
        }

        Interlocked.Increment(ref link.UnderWay);
        frictions.Delays.Deliver(at, message, link);
    }

    /// <summary>A message has arrived.</summary>
    public void Deliver(in Parked message)
    {
        if (message.ToNode.IsDown)
        {
            Lost(message, DropReason.NodeDown);
        }
        else if (message.To is IReplyReceiver future)
        {
            future.Complete(message.Envelope);
        }
        else
        {
            LiveDispatcher.Deliver((ActorCell)message.To, message.Envelope);
        }
    }

    /// <inheritdoc/>
    public void Lost(in Parked message, DropReason reason) =>
        frictions.Drop(message.Receiver, message.Envelope, reason);

    /// <inheritdoc/>
    public void Duplicated(in Parked message)
    {
        frictions.Tally(counters => counters.Duplicated++);
        frictions.Options.Observer?.Duplicated(
            frictions.Elapsed, message.Receiver, message.Envelope.Message);
    }

    private bool IsAtOnce(long at, Link link) => at <= Now && Volatile.Read(ref link.UnderWay) == 0;

    private bool Drop(IActorRef to, in Envelope envelope, DropReason reason)
    {
        frictions.Drop(to, envelope, reason);
        return true;
    }

    /// <summary>Who sends, and its node: the actor that runs, else the sender. What another process has sent is its
    /// sender's, unless an actor with a node forwards it.</summary>
    private (object? Who, LiveNode? Node) OriginOf(IActorRef? sender)
    {
        if (frictions.Running is { } running)
        {
            LiveNode? node = frictions.NodeOf(running);
            if (node is not null || !LiveFrictions.IsRemote(sender))
            {
                return (running, node);
            }
        }

        return (sender, NodeOf(sender));
    }

    /// <summary>The node of whoever sends without having a turn.</summary>
    private LiveNode? NodeOf(IActorRef? sender) => sender switch
    {
        IReplyReceiver future => (LiveNode?)future.Node,
        ActorRefWithCell { Underlying: ActorCell cell } => frictions.NodeOf(cell),
        ActorRefWithCell => frictions.Table.Of(sender.Path),
        IInternalActorRef { IsLocal: false } => frictions.RemoteNodes.Of(sender.Path),
        _ => null,
    };
}
