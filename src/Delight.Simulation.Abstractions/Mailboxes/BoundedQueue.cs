using Akka.Actor;
using Akka.Dispatch;
using Akka.Dispatch.MessageQueues;
using Akka.Event;

namespace Delight.Simulation.Mailboxes;

/// <summary>The queue of a <see cref="BoundedMailbox"/>. Thread-safe.</summary>
/// <param name="capacity">Messages that may wait; at least 1.</param>
/// <param name="overflow">What happens to one too many.</param>
/// <param name="owner">Whose queue it is.</param>
/// <param name="events">Where drops are published.</param>
public sealed class BoundedQueue(int capacity, MailboxOverflow overflow, IActorRef owner, EventStream events)
    : IMessageQueue, IUnboundedDequeBasedMessageQueueSemantics
{
    private readonly Lock _gate = new();
    private readonly LinkedList<Envelope> _waiting = new();

    // What Akka.NET itself sends does not count.
    private int _counted;

    /// <inheritdoc/>
    public bool HasMessages => Count > 0;

    /// <inheritdoc/>
    public int Count
    {
        get
        {
            lock (_gate)
            {
                return _waiting.Count;
            }
        }
    }

    /// <summary>What waits, oldest first, without the lock: only for a thread that nobody else runs beside.</summary>
    internal LinkedList<Envelope> Waiting => _waiting;

    /// <summary>Told of each message that the owner takes out to handle it; null: nobody wants to know.</summary>
    internal Action<object>? Taken { get; set; }

    /// <inheritdoc/>
    public void Enqueue(IActorRef receiver, Envelope envelope)
    {
        Envelope? dropped;
        lock (_gate)
        {
            dropped = Add(envelope);
        }

        if (dropped is not { } rejected)
        {
            return;
        }

        if (overflow == MailboxOverflow.Return)
        {
            rejected.Sender.Tell(new Returned(rejected.Message, owner), owner);
        }
        else
        {
            events.Publish(new Dropped(rejected.Message, $"mailbox full ({overflow})", rejected.Sender, owner));
        }
    }

    /// <summary>Puts a message before all others, as unstashing does; it is never dropped.</summary>
    public void EnqueueFirst(Envelope envelope)
    {
        lock (_gate)
        {
            _waiting.AddFirst(envelope);
            _counted += IsCounted(envelope) ? 1 : 0;
        }
    }

    /// <inheritdoc/>
    public bool TryDequeue(out Envelope envelope)
    {
        if (!TryTake(out envelope))
        {
            return false;
        }

        Taken?.Invoke(envelope.Message);
        return true;
    }

    /// <summary>What waits at this moment, oldest first; a copy.</summary>
    public IReadOnlyList<Envelope> Snapshot()
    {
        lock (_gate)
        {
            return [.. _waiting];
        }
    }

    /// <inheritdoc/>
    public void CleanUp(IActorRef owner, IMessageQueue deadletters)
    {
        while (TryTake(out Envelope left))
        {
            deadletters.Enqueue(owner, left);
        }
    }

    private bool TryTake(out Envelope envelope)
    {
        lock (_gate)
        {
            if (_waiting.First is not { } first)
            {
                envelope = default;
                return false;
            }

            _waiting.RemoveFirst();
            envelope = first.Value;
            _counted -= IsCounted(envelope) ? 1 : 0;
            return true;
        }
    }

    private static bool IsCounted(in Envelope envelope) => envelope.Message is not IAutoReceivedMessage;

    /// <returns>What has no room.</returns>
    private Envelope? Add(in Envelope arriving)
    {
        if (!IsCounted(arriving))
        {
            _waiting.AddLast(arriving);
            return null;
        }

        Envelope? dropped = null;
        if (_counted == capacity)
        {
            if (overflow != MailboxOverflow.DropOldest)
            {
                return arriving;
            }

            LinkedListNode<Envelope> oldest = _waiting.First!;
            while (!IsCounted(oldest.Value))
            {
                oldest = oldest.Next!;
            }

            dropped = oldest.Value;
            _waiting.Remove(oldest);
            _counted--;
        }

        _waiting.AddLast(arriving);
        _counted++;
        return dropped;
    }
}
