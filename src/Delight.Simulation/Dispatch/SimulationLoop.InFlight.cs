using Akka.Actor;
using Delight.Simulation.Mailboxes;
using Delight.Simulation.Network;
using Delight.Simulation.Nodes;
using Delight.Simulation.Observing;
using Delight.Simulation.Time;

namespace Delight.Simulation.Dispatch;

/// <content>Walks over messages that nobody has handled yet. A checker asks often, so nothing is copied.</content>
internal sealed partial class SimulationLoop
{
    /// <summary>Messages in mailboxes and stashes.</summary>
    public int MessagesWaiting
    {
        get
        {
            int count = CountIn(Unplaced);
            foreach (SimulatedNode node in Nodes.All)
            {
                count += CountIn(node.Cells);
            }

            return count;
        }
    }

    /// <summary>Every copy of a user message that was sent and is neither handled nor lost.</summary>
    public IEnumerable<object> MessagesInFlight()
    {
        for (int index = -1; index < Nodes.All.Count; index++)
        {
            foreach (SimulatedCell cell in index < 0 ? Unplaced : Nodes.All[index].Cells)
            {
                if (cell.IsDigested && HasMessages(cell))
                {
                    foreach (object message in MessagesAt(cell))
                    {
                        yield return message;
                    }
                }
            }

            // A reply to an Ask that has arrived at a node which is paused.
            foreach (QueuedEvent held in index < 0 ? [] : Nodes.All[index].Held)
            {
                if (held.Kind == EventKind.Arrival)
                {
                    yield return held.Envelope.Message;
                }
            }
        }

        for (int index = 0; index < _queue.Count; index++)
        {
            if (_queue[index].Kind == EventKind.Arrival)
            {
                yield return _queue[index].Envelope.Message;
            }
        }

        foreach (Link link in Network.Links)
        {
            foreach (Parked parked in link.WaitingAlone)
            {
                yield return parked.Envelope.Message;
            }
        }
    }

    private static IEnumerable<object> MessagesAt(SimulatedCell cell)
    {
        SimulatedMailbox? own = cell as SimulatedMailbox;
        for (int index = 0; index < own?.Count; index++)
        {
            yield return own[index].Message;
        }

        foreach (Envelope envelope in BoundedOf(cell)?.Waiting ?? [])
        {
            yield return envelope.Message;
        }

        foreach (Envelope envelope in StashOf(cell) ?? [])
        {
            yield return envelope.Message;
        }

        for (int index = 0; index < cell.Outbox?.Waiting.Count; index++)
        {
            Departure departure = cell.Outbox.Waiting[index];
            if (departure.System is null)
            {
                yield return departure.Envelope.Message;
            }
        }
    }

    private static bool HasMessages(SimulatedCell cell) =>
        WaitingAt(cell) > 0 || cell.Outbox is { Waiting.Count: > 0 };

    private static int CountIn(LinkedList<SimulatedCell> cells)
    {
        int count = 0;
        foreach (SimulatedCell cell in cells)
        {
            count += cell.IsDigested ? WaitingAt(cell) : 0;
        }

        return count;
    }

    private static int WaitingAt(SimulatedCell cell) =>
        ((cell as SimulatedMailbox)?.Count ?? BoundedOf(cell)?.Waiting.Count ?? 0) + (StashOf(cell)?.Count ?? 0);

    private static BoundedQueue? BoundedOf(SimulatedCell cell) =>
        cell is SimulatedMailbox ? null : cell.Cell?.Mailbox?.MessageQueue as BoundedQueue;

    private static LinkedList<Envelope>? StashOf(SimulatedCell cell) =>
        cell.Cell is { } known ? StashContent.ListOf(AkkaInternals.Instance(known)) : null;
}
