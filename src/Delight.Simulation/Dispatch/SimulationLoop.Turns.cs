using Akka.Dispatch;
using Delight.Simulation.Failures;
using Delight.Simulation.Nodes;
using Delight.Simulation.Time;

namespace Delight.Simulation.Dispatch;

/// <content>Turns of actors, and the work that they do in them.</content>
internal sealed partial class SimulationLoop
{
    private bool _isHappeningAtOnce;

    /// <summary>The running turn takes longer.</summary>
    public void Work(TimeSpan duration)
    {
        if (Running is { } worker && !_isStopping)
        {
            Offset += (long)(duration.Ticks * worker.Slowness);
        }
    }

    /// <summary>The dispatcher asks for a turn.</summary>
    public void AddTurn(IRunnable runnable)
    {
        if (!IsAtHome)
        {
            ReportForeign("asked for a turn", (runnable as Mailbox)?.MessageQueue is SimulatedMailbox { Cell: { } cell }
                ? cell.Self : null, null);
            return;
        }

        QueuedEvent turn = new(EventKind.Turn, runnable, StateOf(runnable as Mailbox));
        if (IsStarting)
        {
            HappenAtOnce(turn);
            return;
        }

        if (RunsAtOnce && !_isInTurn)
        {
            Turn(turn);
        }
        else if (_catchesTurns && !_isShuffled)
        {
            _caught.Enqueue(turn);
        }
        else
        {
            Requeue(turn);
        }
    }

    /// <summary>Does something on this thread that waits for actors of a system that starts.</summary>
    /// <param name="node">The node that the system is.</param>
    /// <param name="act">What waits.</param>
    public T Start<T>(SimulatedNode node, Func<T> act)
    {
        (bool wasStarting, SimulatedNode? acting) = (IsStarting, _acting);
        (IsStarting, _acting) = (true, node);
        try
        {
            return act();
        }
        finally
        {
            (IsStarting, _acting) = (wasStarting, acting);
        }
    }

    /// <summary>Lets an event happen now, or after the turn that is under way, and whatever follows from it at
    /// once.</summary>
    private void HappenAtOnce(in QueuedEvent next)
    {
        _starting.Enqueue(next);
        if (_isInTurn || _isHappeningAtOnce)
        {
            return;
        }

        _isHappeningAtOnce = true;
        SimulatedNode? acting = _acting;
        try
        {
            while (_starting.TryDequeue(out QueuedEvent happens))
            {
                Counters.Events++;
                if (happens.Kind == EventKind.Turn)
                {
                    Turn(happens);
                }
                else
                {
                    Act(happens);
                }
            }
        }
        finally
        {
            _isHappeningAtOnce = false;
            _acting = acting;
        }
    }

    /// <summary>The work of an actor is void, and its turn need not wait any longer.</summary>
    public void EndWork(SimulatedCell cell)
    {
        cell.BusyUntil = 0;
        if (cell.IsTurnDelayed)
        {
            cell.IsTurnDelayed = false;
            Requeue(new QueuedEvent(EventKind.Turn, cell.Cell!.Mailbox!, cell));
        }
    }

    /// <summary>A mailbox has a turn out of order, for the birth or the end of an actor.</summary>
    public void RunNow(Mailbox mailbox) => Turn(new QueuedEvent(EventKind.Turn, mailbox, StateOf(mailbox)));

    /// <summary>An actor ends its work. Now it handles what has waited, before others have their turns, until it works
    /// again.</summary>
    private void CatchUp(QueuedEvent turn)
    {
        // At least once: what waits may be a message of the system.
        for (int waiting = Math.Max(1, ((Mailbox)turn.Target).MessageQueue.Count); waiting > 0; waiting--)
        {
            _catchesTurns = true;
            try
            {
                Turn(turn);
            }
            finally
            {
                _catchesTurns = false;
            }

            bool goesOn = false;
            while (_caught.TryDequeue(out QueuedEvent caught))
            {
                if (caught.Target == turn.Target && waiting > 1)
                {
                    goesOn = true;
                }
                else
                {
                    Requeue(caught);
                }
            }

            if (!goesOn)
            {
                return;
            }

            Counters.Events++;
        }
    }

    /// <summary>What happens outside of actors. Who is woken by it has its turn before the next event.</summary>
    private void HappenOutside(in QueuedEvent next)
    {
        _catchesTurns = true;
        try
        {
            Act(next);
        }
        finally
        {
            _catchesTurns = false;
        }

        while (_caught.TryDequeue(out QueuedEvent turn))
        {
            Counters.Events++;
            Turn(turn);
        }
    }

    private void Turn(in QueuedEvent turn)
    {
        SimulatedCell? cell = (SimulatedCell?)turn.Owner;
        if (cell is { IsGone: true })
        {
            return;
        }

        if (cell is not null && !_isStopping && !RunsAtOnce)
        {
            if (cell.IsPaused)
            {
                Lives.Hold(cell, turn);
                return;
            }

            if (cell.BusyUntil > _now)
            {
                cell.IsTurnDelayed = true;
                _queue.AddAt(cell.BusyUntil, turn with { Kind = EventKind.DelayedTurn });
                return;
            }
        }

        long end = _now;
        (Running, _isInTurn) = (cell, true);
        try
        {
            IRunnable runnable = (IRunnable)turn.Target;
            if (cell?.Hook is { } hook)
            {
                hook.Run(cell, runnable);
            }
            else
            {
                runnable.Run();
            }
        }
        catch (Exception failure)
        {
            Fail(FailureKind.Unsupervised, $"{Describe(cell)} threw {failure.GetType().Name} outside of its messages: "
                + FirstLine(failure.Message), failure);
        }
        finally
        {
            end += Offset;
            if (Offset > 0 && cell is not null)
            {
                cell.BusyUntil = end;
            }

            (Running, _isInTurn, Offset) = (null, false, 0);
        }

        if (_heldSends.Count > 0)
        {
            FlushSends(cell);
        }

        if (cell is { Taken: not null })
        {
            EndMessage(cell, end);
        }

        if (_held.Count > 0)
        {
            Flush();
        }
    }
}
