using Akka.Actor;
using Akka.Dispatch;
using Akka.Dispatch.MessageQueues;
using Akka.Dispatch.SysMsg;
using Delight.Simulation.Dispatch;
using Delight.Simulation.Network;
using Delight.Simulation.Nodes;
using Delight.Simulation.Observing;

namespace Delight.Simulation.Live;

/// <summary>Starts nodes of a live system, crashes them, starts them again, and pauses them.</summary>
/// <remarks>A crash has three steps. At once the node is down: its messages go nowhere, and messages to it are lost.
/// Then each actor is caught between two messages, and loses its instance and all that waits. When all of them stand
/// still they are stopped, so neither <c>PostStop</c> nor <c>Dispose</c> runs.</remarks>
/// <param name="frictions">Where all of that happens.</param>
internal sealed class LiveNodeLives(LiveFrictions frictions)
{
    private const long AskAgain = TimeSpan.TicksPerMillisecond;

    private ActorCell Guardian =>
        (ActorCell)((ActorRefWithCell)((ExtendedActorSystem)frictions.System).Guardian).Underlying;

    /// <summary>Starts the program of a node. It can be crashed and paused from now on.</summary>
    public IActorRef Start(LiveNode node) =>
        AkkaInternals.AttachChild(Guardian, node.Props, isSystemService: false, isAsync: false, node.Name);

    public void Crash(LiveNode node)
    {
        bool isLeft;
        lock (node.Gate)
        {
            isLeft = node.IsStartWanted;
            if (!isLeft)
            {
                node.RequireCanCrash();
            }

            // What is left of the life before it ends as it did; only the start is put off.
            (node.IsStartWanted, node.IsPaused, node.IsDown) = (false, false, true);
            node.Crashes++;
        }

        node.UpdateGate();
        frictions.Tally(counters => counters.Crashes++);
        frictions.Options.Observer?.Crashed(frictions.Elapsed, node.Name);
        if (!isLeft)
        {
            Catch(node);
        }
    }

    public void Restart(LiveNode node)
    {
        DeathNews[] untold;
        lock (node.Gate)
        {
            node.RequireDown();
            if (node.IsStartWanted)
            {
                throw new InvalidOperationException(
                    $"node '{node.Name}' is about to start, so it cannot restart. Crash it before.");
            }

            node.IsStartWanted = true;
            untold = [.. node.Untold];
            node.Untold.Clear();
        }

        // Who has not heard of the last life's end hears of it before the next one begins.
        foreach (DeathNews news in untold)
        {
            news.Tell();
        }

        StartIfGone(node);
    }

    public static void Pause(LiveNode node)
    {
        lock (node.Gate)
        {
            node.RequireRunning();
            node.IsPaused = true;
        }

        node.UpdateGate();
    }

    public static void Resume(LiveNode node)
    {
        lock (node.Gate)
        {
            node.RequirePaused();
            node.IsPaused = false;
        }

        node.UpdateGate();

        ReleaseAll(node);
    }

    /// <summary>One actor fails between two messages, and its supervisor decides.</summary>
    public static void Crash(LiveCell cell, Exception cause)
    {
        ActorCell actor = cell.Cell!;
        actor.Suspend();
        actor.Parent.SendSystemMessage(new Failed(actor.Self, cause, actor.Self.Path.Uid));
    }

    /// <summary>The death of an actor whose node is down is told after the detection time, or before the node is
    /// back.</summary>
    public void TellLater(LiveNode node, ActorCell watcher, DeathWatchNotification death)
    {
        DeathNews news = new(
            watcher, new DeathWatchNotification(death.Actor, existenceConfirmed: true, addressTerminated: true),
            LiveDispatcher.DeliverSystem);
        long detected = frictions.Now + frictions.Options.DetectionTime.Ticks;
        if (frictions.NodeOf(watcher) is { } other && other != node)
        {
            Link link = frictions.Network.Between(node, other);
            detected = link.BehindAll(((ActorRefWithCell)death.Actor).Underlying, watcher, detected);
        }

        lock (node.Gate)
        {
            if (!node.IsStartWanted)
            {
                node.Untold.Add(news);
                frictions.Delays.Act(detected - frictions.Now, news.Tell);
                return;
            }
        }

        news.Tell();
    }

    /// <summary>Ends all pauses, for the end of the system.</summary>
    public void Free()
    {
        foreach (LiveNode node in frictions.Table.All)
        {
            node.IsPaused = false;
            node.UpdateGate();
            ReleaseAll(node);
        }

        foreach (LiveCell cell in frictions.Paused.Keys)
        {
            cell.IsPaused = false;
            cell.Release();
        }
    }

    private static void ReleaseAll(LiveNode node)
    {
        foreach (LiveCell cell in node.Cells.Keys)
        {
            cell.Release();
        }
    }

    /// <summary>Catches the actors of a crashed node between two messages; asks again while one is at a
    /// message.</summary>
    private void Catch(LiveNode node)
    {
        LiveCell[] cells = [.. node.Cells.Keys];
        bool areCaught = true;
        foreach (LiveCell cell in cells)
        {
            Mailbox mailbox = cell.Cell!.Mailbox!;
            if (!cell.IsHeld && !AkkaInternals.IsClosed(mailbox))
            {
                AkkaInternals.RegisterForExecution(cell.Cell.Dispatcher, mailbox, true, true);
                areCaught &= cell.IsHeld;
            }
        }

        if (!areCaught || node.Cells.Count != cells.Length)
        {
            frictions.Delays.Act(AskAgain, () => Catch(node));
            return;
        }

        foreach (LiveCell cell in cells)
        {
            Forget(cell);
        }

        node.IsEnding = true;
        foreach (IInternalActorRef top in cells.Select(cell => cell.Cell!.Self).Where(actor => actor.Path.Depth == 2))
        {
            top.Stop();
        }

        ReleaseAll(node);
        WaitUntilGone(node, [.. cells.Select(cell => cell.Cell!.Self.Path)
            .Where(path => path.Depth == 2).Select(path => path.Name)]);
    }

    /// <summary>The guardian gives a name free only after it has heard of the end.</summary>
    private void WaitUntilGone(LiveNode node, string[] topLevel)
    {
        if (!node.Cells.IsEmpty || topLevel.Any(IsTaken))
        {
            frictions.Delays.Act(AskAgain, () => WaitUntilGone(node, topLevel));
            return;
        }

        lock (node.Gate)
        {
            node.IsGone = true;
        }

        StartIfGone(node);
    }

    private bool IsTaken(string topLevel) =>
        !((ExtendedActorSystem)frictions.System).Guardian.GetChild([topLevel]).IsNobody();

    private void StartIfGone(LiveNode node)
    {
        lock (node.Gate)
        {
            if (!node.IsGone || !node.IsStartWanted)
            {
                return;
            }

            (node.IsGone, node.IsStartWanted, node.IsEnding) = (false, false, false);
            node.Untold.Clear();
            node.IsDown = false;
        }

        frictions.Tally(counters => counters.Restarts++);
        Start(node);
        frictions.Options.Observer?.Restarted(frictions.Elapsed, node.Name);
    }

    /// <summary>The instance, its mailbox, its stash and its timers are gone; who watches it is still told.</summary>
    private void Forget(LiveCell cell)
    {
        ActorCell actor = cell.Cell!;
        ActorBase? instance = AkkaInternals.Instance(actor);
        IMessageQueue queue = actor.Mailbox!.MessageQueue;
        while (cell is LiveMailbox own ? own.TryTake(out Envelope waiting) : queue.TryDequeue(out waiting))
        {
            frictions.Drop(actor.Self, waiting, DropReason.NodeCrash);
        }

        foreach (Envelope stashed in StashContent.Of(instance))
        {
            frictions.Drop(actor.Self, stashed, DropReason.NodeCrash);
        }

        (instance as IWithTimers)?.Timers?.CancelAll();
        AkkaInternals.Instance(actor) = null;
        CrashedCells.KeepWatches(actor);
    }
}
