using Akka.Actor;
using Akka.Dispatch.SysMsg;
using Delight.Simulation.Asks;
using Delight.Simulation.Network;
using Delight.Simulation.Nodes;
using Delight.Simulation.Observing;
using Delight.Simulation.Time;

namespace Delight.Simulation.Dispatch;

/// <content>The way of a message from its send to the mailbox.</content>
internal sealed partial class SimulationLoop
{
    /// <summary>Place in the order of the message that leaves now; null for one that leaves as it is sent.</summary>
    private long? _leaving;

    /// <summary>A user message is sent.</summary>
    public void Send(ActorCell to, in Envelope envelope)
    {
        if (!IsAtHome)
        {
            ReportForeign("sent a message", to.Self, envelope.Message);
            return;
        }

        if (Crashing is not null)
        {
            Counters.Muted++;
            return;
        }

        if (_hearer is { } observer && StateOf(to) is { IsDigested: true })
        {
            observer.Sent(TimeSpan.FromTicks(_now + Offset), to.Self, envelope.Message, envelope.Sender);
        }

        if (Offset > 0 && Running is { } worker)
        {
            Put(worker, new Departure(_now + Offset, to, envelope, null));
            return;
        }

        if (_isInTurn && Running is { OrdersSends: true })
        {
            _heldSends.Add((to, envelope));
            return;
        }

        Route(Running, to, envelope);
    }

    /// <summary>A system message is sent.</summary>
    /// <remarks>It waits for the end of the turn. Then all leave in the order in which their receivers were made, since
    /// Akka.NET walks over children in the order of string hashes, which differs in every process.</remarks>
    public void SendSystem(ActorCell to, SystemMessage message)
    {
        if (!IsAtHome)
        {
            ReportForeign("sent a system message", to.Self, message);
        }
        else if (Crashing is { } node)
        {
            Lives.SendWhileCrashing(node, to, message);
        }
        else if (Offset > 0 && Running is { } worker)
        {
            Put(worker, new Departure(_now + Offset, to, default, message));
        }
        else if (_isInTurn)
        {
            _held.Add((Running, to, message));
        }
        else
        {
            RouteSystem(null, to, message);
        }
    }

    /// <summary>A reply to an Ask is sent. It waits for work to end and takes its link as any message.</summary>
    public void SendReply(IReplyReceiver future, in Envelope envelope)
    {
        if (Crashing is not null)
        {
            Counters.Muted++;
        }
        else if (Offset > 0 && Running is { } worker)
        {
            Put(worker, new Departure(_now + Offset, future, envelope, null));
        }
        else
        {
            RouteReply(Running, future, envelope);
        }
    }

    /// <summary>A frame of a connection enters its link.</summary>
    public void SendFrame(IFrameReceiver to, in Parked frame) => Network.Leave(frame with { To = to });

    /// <inheritdoc/>
    public bool IsShared => false;

    /// <inheritdoc/>
    public Node Find(string name) => Nodes.Find(name);

    /// <inheritdoc/>
    public void Arrive(long at, in Parked message, Link link)
    {
        _queue.AddAt(at, _leaving ?? _queue.Reserve(), new QueuedEvent(
            EventKind.Arrival, message.To, null, message.Envelope));
        _leaving = null; // a second copy has a place of its own
    }

    /// <inheritdoc/>
    public void Lost(in Parked message, DropReason reason) => Drop(message.To, message.Envelope, reason);

    /// <inheritdoc/>
    public void Duplicated(in Parked message)
    {
        Counters.Duplicated++;
        if (message.To is IFrameReceiver)
        {
            return;
        }

        Options.Observer?.Duplicated(
            TimeSpan.FromTicks(_now), message.Receiver, message.Envelope.Message);
    }

    /// <summary>News of a death arrives.</summary>
    public void NewsAt(long time, DeathNews news) => _queue.AddAt(time, new QueuedEvent(EventKind.News, news));

    /// <summary>A message gets lost on its way.</summary>
    public void Drop(object to, in Envelope envelope, DropReason reason)
    {
        Counters.Drop(reason);
        if (to is IFrameReceiver frames)
        {
            frames.Lost(envelope.Message, reason);
            return;
        }

        Options.Observer?.Lost(TimeSpan.FromTicks(_now), Parked.ReferenceOf(to), envelope.Message, reason);
    }

    /// <summary>A system message is in the mailbox from now on.</summary>
    public void DeliverSystem(ActorCell to, SystemMessage message)
    {
        // Akka.NET takes a node's actors down in an order that differs in every process; nobody outside sees it.
        if (Crashing is null && StateOf(to) is { IsDigested: true } cell)
        {
            Digest.Add(_now, cell.PathHash, message);
            Options.Log?.Delivered(_now, Digest.Deliveries, NameOf(to.Self), message);
        }

        ((SimulatedDispatcher)to.Dispatcher).DeliverSystem(to, message);
    }

    /// <summary>Lets a user message take its way, from where it is sent at the present instant.</summary>
    public void Route(SimulatedCell? from, ActorCell to, in Envelope envelope)
    {
        if (IsOfProbeThatIsDown(from, envelope))
        {
            Drop(to, envelope, DropReason.NodeDown);
            return;
        }

        SimulatedCell? receiver = StateOf(to);
        SimulatedNode? toNode = NodeOf(to, receiver);
        SimulatedNode? fromNode = toNode is null ? null : OriginNode(from, envelope);
        if (fromNode is null || toNode is null || fromNode == toNode)
        {
            Deliver(to, receiver, envelope);
        }
        else
        {
            Network.Leave(new Parked((object?)from ?? envelope.Sender, fromNode, to, toNode, envelope));
        }
    }

    /// <summary>The same for the reply to an Ask. It arrives between two turns, since what continues runs
    /// then.</summary>
    private void RouteReply(SimulatedCell? from, IReplyReceiver future, in Envelope envelope)
    {
        if (IsOfProbeThatIsDown(from, envelope))
        {
            Drop(future, envelope, DropReason.NodeDown);
            return;
        }

        SimulatedNode? fromNode = future.Node is null ? null : OriginNode(from, envelope);
        if (fromNode is null || fromNode == future.Node)
        {
            QueuedEvent arrival = new(EventKind.Arrival, future, null, envelope);
            if (IsStarting)
            {
                HappenAtOnce(arrival);
            }
            else
            {
                _queue.AddNow(arrival);
            }
        }
        else
        {
            Network.Leave(new Parked((object?)from ?? envelope.Sender, fromNode, future, future.Node!, envelope));
        }
    }

    /// <summary>True for what a probe sends while its node is down. Nothing else can send from such a node.</summary>
    private bool IsOfProbeThatIsDown(SimulatedCell? from, in Envelope envelope) =>
        Nodes.HasProbes && OriginNode(from, envelope) is { IsDown: true };

    /// <summary>Where a message comes from: the actor that runs, else the node whose timer or continuation runs, else
    /// the sender's.</summary>
    private SimulatedNode? OriginNode(SimulatedCell? from, in Envelope envelope) =>
        from is not null ? from.Node : _acting ?? NodeOf(envelope.Sender);

    private void Deliver(ActorCell to, SimulatedCell? receiver, in Envelope envelope)
    {
        if (receiver is { IsGone: true } || NodeOf(to, receiver) is { IsDown: true })
        {
            Drop(to, envelope, DropReason.NodeDown);
            return;
        }

        Counters.Deliveries++;
        if (receiver is { IsDigested: true })
        {
            Digest.Add(_now, receiver.PathHash, envelope.Message);
            Options.Log?.Delivered(_now, Digest.Deliveries, NameOf(to.Self), envelope.Message);
            _hearer?.Delivered(TimeSpan.FromTicks(_now), to.Self, envelope.Message, envelope.Sender);
        }

        ((SimulatedDispatcher)to.Dispatcher).Deliver(to, envelope);
    }

    /// <summary>The node of an actor that may have stopped already.</summary>
    private SimulatedNode? NodeOf(ActorCell cell, SimulatedCell? state) =>
        state is not null ? state.Node
        : (cell.Dispatcher as SimulatedDispatcher)?.Home.Node ?? Nodes.Of(cell.Self.Path);

    private void Put(SimulatedCell worker, in Departure departure)
    {
        long sequence = _queue.Reserve();
        (worker.Outbox ??= new Outbox()).Add(departure with { Sequence = sequence });
        _queue.AddAt(departure.Due, sequence, new QueuedEvent(EventKind.Departure, worker));
    }

    private void Depart(SimulatedCell worker)
    {
        while (!worker.IsPaused && worker.Outbox!.TryTake(_now, out Departure departure))
        {
            Leave(worker, departure);
        }
    }

    private void Leave(SimulatedCell worker, in Departure departure)
    {
        _leaving = departure.Sequence;
        if (departure.System is { } message)
        {
            RouteSystem(worker, (ActorCell)departure.To, message);
        }
        else if (departure.To is IReplyReceiver future)
        {
            RouteReply(worker, future, departure.Envelope);
        }
        else
        {
            Route(worker, (ActorCell)departure.To, departure.Envelope);
        }

        _leaving = null;
    }

    /// <summary>Sends what a part of Akka.NET has sent in one turn. It walks over sets that hashes of the process
    /// order, so here its receivers decide the order. Two to one receiver keep theirs.</summary>
    private void FlushSends(SimulatedCell? from)
    {
        if (_heldSends.Count == 1)
        {
            (ActorCell to, Envelope envelope) = _heldSends[0];
            _heldSends.Clear();
            Route(from, to, envelope);
            return;
        }

        SystemHome? home = (from?.Cell?.Dispatcher as SimulatedDispatcher)?.Home;
        (ActorCell To, Envelope Envelope)[] sends =
        [
            .. _heldSends.OrderBy(send => StateOf(send.To)?.Index ?? int.MaxValue)
                .ThenBy(send => home?.OrderOf(send.Envelope.Message), StringComparer.Ordinal),
        ];
        _heldSends.Clear();
        foreach ((ActorCell to, Envelope envelope) in sends)
        {
            Route(from, to, envelope);
        }
    }

    private void Flush()
    {
        if (_held.Count > 1)
        {
            // Stable, so that two to the same receiver keep their order.
            var sorted = _held.OrderBy(held => StateOf(held.To)?.Index ?? int.MaxValue).ToArray();
            _held.Clear();
            foreach ((SimulatedCell? from, ActorCell to, SystemMessage message) in sorted)
            {
                RouteSystem(from, to, message);
            }

            return;
        }

        (SimulatedCell? sender, ActorCell receiver, SystemMessage only) = _held[0];
        _held.Clear();
        RouteSystem(sender, receiver, only);
    }

    private void RouteSystem(SimulatedCell? from, ActorCell to, SystemMessage message)
    {
        if (message is DeathWatchNotification death && from?.Node is { } node
            && StateOf(to) is { Node: { } other } && other != node)
        {
            long at = Network.Between(node, other).PassNews(from, to, _now, Options.DetectionTime.Ticks);
            NewsAt(at, new DeathNews(to, death, DeliverSystem));
        }
        else
        {
            DeliverSystem(to, message);
        }
    }
}
