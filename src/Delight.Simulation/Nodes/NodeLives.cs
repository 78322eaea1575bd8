using Akka.Actor;
using Akka.Dispatch;
using Akka.Dispatch.SysMsg;
using Delight.Simulation.Dispatch;
using Delight.Simulation.Observing;
using Delight.Simulation.Time;

namespace Delight.Simulation.Nodes;

/// <summary>Starts nodes, crashes them, starts them again, and pauses them.</summary>
/// <param name="loop">Where all of that happens.</param>
internal sealed class NodeLives(SimulationLoop loop)
{
    private readonly Dictionary<ActorCell, SimulatedCell> _dying = [];
    private readonly List<(SimulatedCell Dead, ActorCell Watcher, DeathWatchNotification News)> _news = [];

    /// <summary>The system, once it is made.</summary>
    public ExtendedActorSystem System { get; set; } = null!;

    private ActorCell Guardian => (ActorCell)((ActorRefWithCell)System.Guardian).Underlying;

    /// <summary>Starts the program of a node.</summary>
    public IActorRef Start(SimulatedNode node)
    {
        IActorRef program = System.ActorOf(node.Props, node.Name);

        // The guardian takes it up at once, so that it can be crashed and paused before its first turn.
        loop.RunNow(Guardian.Mailbox!);
        return program;
    }

    /// <summary>Takes everything on a node away, in one instant.</summary>
    /// <remarks>Instances are forgotten before their actors are stopped, so neither <c>PostStop</c> nor <c>Dispose</c>
    /// of an actor runs, as in a real crash.</remarks>
    public void Crash(SimulatedNode node)
    {
        (node.IsDown, node.IsPaused) = (true, false);
        node.Crashes++;
        node.Held.RemoveAll(held => held.Owner is not SimulatedCell { IsProbe: true });
        Requeue(node.Held);
        loop.Counters.Crashes++;
        SimulatedCell[] cells = [.. node.Cells];
        loop.Crashing = node;
        try
        {
            foreach (SimulatedCell cell in cells)
            {
                _dying.Add(cell.Cell!, cell);
                Forget(cell);
            }

            foreach (SimulatedCell cell in cells.Where(cell => cell.Cell!.Self.Path.Depth == 2))
            {
                ((IInternalActorRef)cell.Cell!.Self).Stop();
            }

            TakeDown(cells);
        }
        finally
        {
            loop.Crashing = null;
            _dying.Clear();
        }

        foreach (ActorPath path in cells.Select(cell => cell.Cell!.Self.Path).Where(path => path.Depth == 2))
        {
            loop.Nodes.Leave(path.Name, node);
        }

        SendNews(node);
        foreach (SimulatedCell cell in cells)
        {
            // Akka.NET takes them down in an order that differs in every process. This one is that of their births.
            loop.End(cell);
        }

        loop.Options.Observer?.Crashed(TimeSpan.FromTicks(loop.Now), node.Name);
    }

    /// <summary>Begins a new life; who has not heard of the last one's end hears of it first.</summary>
    public void Restart(SimulatedNode node)
    {
        foreach (DeathNews news in node.Untold)
        {
            news.Tell();
        }

        node.Untold.Clear();
        node.IsDown = false;
        loop.Counters.Restarts++;
        Start(node);
        loop.Options.Observer?.Restarted(TimeSpan.FromTicks(loop.Now), node.Name);
    }

    /// <summary>Nothing happens on the node until it is resumed.</summary>
    public void Pause(SimulatedNode node) => (node.IsPaused, node.PausedSince) = (true, loop.Now);

    /// <summary>What waited happens now, in its order; work ends later by the length of the pause.</summary>
    public void Resume(SimulatedNode node)
    {
        node.IsPaused = false;
        foreach (SimulatedCell cell in node.Cells)
        {
            if (cell.Faults is not { } faults)
            {
                Delay(cell, node.PausedSince);
            }
            else if (faults.IsPaused)
            {
                faults.PausedSince = Math.Min(faults.PausedSince, node.PausedSince);
            }
            else
            {
                Delay(cell, Math.Min(faults.CarriedSince, node.PausedSince));
                faults.CarriedSince = long.MaxValue;
            }
        }

        Requeue(node.Held);
    }

    /// <summary>Pauses one actor.</summary>
    public void Pause(SimulatedCell cell)
    {
        cell.Faults ??= new CellFaults();
        (cell.Faults.IsPaused, cell.Faults.PausedSince) = (true, loop.Now);
    }

    /// <summary>Ends the pause of one actor; it waits on while its node is paused.</summary>
    public void Resume(SimulatedCell cell)
    {
        CellFaults faults = cell.Faults!;
        faults.IsPaused = false;
        if (cell.IsPaused)
        {
            faults.CarriedSince = faults.PausedSince;
        }
        else
        {
            Delay(cell, faults.PausedSince);
        }

        Requeue(faults.Held);
    }

    /// <summary>Lets what waits for the end of a pause happen, for the end of the system.</summary>
    public void Free(SimulatedCell cell)
    {
        Requeue(cell.Faults?.Held ?? []);
        Requeue(cell.Node?.Held ?? []);
    }

    /// <summary>A turn waits for the end of a pause.</summary>
    public void Hold(SimulatedCell cell, in QueuedEvent turn) =>
        (cell.Node is { IsPaused: true } node ? node.Held : cell.Faults!.Held).Add(turn);

    /// <summary>One actor fails at once, and its supervisor decides.</summary>
    public void Crash(SimulatedCell cell, Exception cause)
    {
        ActorCell actor = cell.Cell!;
        ActorBase? instance = AkkaInternals.Instance(actor);
        if (instance is null || AkkaInternals.IsFailed(actor) || IsCrashing(cell, instance))
        {
            return;
        }

        (cell.Faults ??= new CellFaults()).Crashed = instance;
        foreach (Departure departure in cell.Outbox?.Clear() ?? [])
        {
            // Akka.NET has taken note of its watches and stops already, so those leave.
            if (departure.System is { } message)
            {
                loop.DeliverSystem((ActorCell)departure.To, message);
            }
            else
            {
                Lose(departure);
            }
        }

        loop.EndWork(cell);
        loop.Injected.Add(cause);
        actor.Suspend();
        actor.Parent.SendSystemMessage(new Failed(actor.Self, cause, actor.Self.Path.Uid));
    }

    /// <summary>A system message of a node that is being taken down.</summary>
    public void SendWhileCrashing(SimulatedNode node, ActorCell to, SystemMessage message)
    {
        SimulatedCell? receiver = loop.StateOf(to);
        if (message is DeathWatchNotification death && receiver?.Node != node && !IsGuardian(to)
            && death.Actor is ActorRefWithCell { Underlying: ActorCell dead }
            && _dying.TryGetValue(dead, out SimulatedCell? of))
        {
            _news.Add((of, to, new DeathWatchNotification(death.Actor, true, addressTerminated: true)));
        }
        else
        {
            loop.DeliverSystem(to, message);
        }
    }

    /// <summary>True where this instance was crashed and its supervisor has not dealt with it yet.</summary>
    private static bool IsCrashing(SimulatedCell cell, ActorBase instance) => cell.Faults?.Crashed == instance
        && (AkkaInternals.IsSuspended(cell.Cell!.Mailbox!) || AkkaInternals.HasSystemMessages(cell.Cell.Mailbox!));

    private static bool IsGuardian(ActorCell cell) => cell.Self.Path.Depth < 2;

    /// <summary>The instance, its mailbox, its stash and its work are gone; who watches it is still told.</summary>
    private void Forget(SimulatedCell cell)
    {
        ActorCell actor = cell.Cell!;
        foreach (Departure lost in cell.Outbox?.Clear() ?? [])
        {
            Lose(lost);
        }

        (cell.BusyUntil, cell.Faults) = (0, null);
        Mailbox mailbox = actor.Mailbox!;
        while (mailbox.MessageQueue.TryDequeue(out Envelope waiting))
        {
            loop.Drop(actor, waiting, DropReason.NodeCrash);
        }

        foreach (Envelope stashed in StashContent.Of(AkkaInternals.Instance(actor)))
        {
            loop.Drop(actor, stashed, DropReason.NodeCrash);
        }

        AkkaInternals.Instance(actor) = null;
        CrashedCells.KeepWatches(actor);
    }

    private void TakeDown(SimulatedCell[] cells)
    {
        bool hasRun = true;
        while (hasRun)
        {
            hasRun = false;
            foreach (Mailbox mailbox in cells.Select(cell => cell.Cell!.Mailbox!).Append(Guardian.Mailbox!))
            {
                if (!AkkaInternals.IsClosed(mailbox) && AkkaInternals.HasSystemMessages(mailbox))
                {
                    mailbox.Run();
                    hasRun = true;
                }
            }
        }
    }

    /// <summary>In the order in which the dead were made, then that of their watchers.</summary>
    private void SendNews(SimulatedNode node)
    {
        node.Untold.Clear();
        foreach ((SimulatedCell dead, ActorCell watcher, DeathWatchNotification notification) in _news
            .OrderBy(item => item.Dead.Index).ThenBy(item => loop.StateOf(item.Watcher)?.Index ?? int.MaxValue))
        {
            DeathNews news = new(watcher, notification, loop.DeliverSystem);
            long at = loop.Now + loop.Options.DetectionTime.Ticks;
            if (loop.StateOf(watcher)?.Node is { } other)
            {
                at = loop.Network.Between(node, other).BehindAll(dead, watcher, at);
            }

            node.Untold.Add(news);
            loop.NewsAt(at, news);
        }

        _news.Clear();
    }

    private void Lose(in Departure departure)
    {
        if (departure.System is null)
        {
            loop.Drop(departure.To, departure.Envelope, DropReason.NodeCrash);
        }
    }

    private void Delay(SimulatedCell cell, long since)
    {
        long length = loop.Now - since;
        if (cell.BusyUntil >= since)
        {
            cell.BusyUntil += length;
            cell.Outbox?.Delay(length);
            loop.QueueDepartures(cell);
        }
    }

    /// <summary>What waited happens now.</summary>
    public void Requeue(List<QueuedEvent> held)
    {
        QueuedEvent[] waiting = [.. held];
        held.Clear();
        foreach (QueuedEvent happens in waiting)
        {
            loop.Requeue(happens);
        }
    }
}
