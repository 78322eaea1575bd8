using Akka.Actor;
using Akka.Dispatch;
using Akka.Dispatch.MessageQueues;
using Delight.Actors.Port;
using Envelope = Akka.Actor.Envelope;

namespace Delight.Actors.Akka.Hosting;

/// <summary>What waits for one hosted actor: bounded where its options say so, with the overflow that they
/// name.</summary>
/// <remarks>
/// <para>Thread-safe; a sender is never blocked. What has no room goes to <see cref="HostedRef.Reject"/>.</para>
/// <para>While it is closed to users, in the pause before a restart, messages wait here, where the bound counts them:
/// only what the runtime itself tells the actor is given out.</para>
/// </remarks>
public sealed class HostedMailboxQueue : IMessageQueue, IUnboundedDequeBasedMessageQueueSemantics
{
    private readonly Lock _gate = new();
    private readonly HostedRef _owner;
    private readonly MailboxOptions _options;
    private readonly Queue<Envelope> _controls = new();
    private readonly Stack<Envelope> _returned = new();
    private Queue<Envelope> _waiting = new();
    private bool _isOpen = true;
    private bool _isClosedForGood;

    internal HostedMailboxQueue(HostedRef owner) => (_owner, _options) = (owner, owner.Spec.Mailbox);

    /// <summary>True where the actor can be given something.</summary>
    public bool HasMessages
    {
        get
        {
            lock (_gate)
            {
                return _controls.Count > 0 || (_isOpen && _waiting.Count + _returned.Count > 0);
            }
        }
    }

    /// <summary>All that waits.</summary>
    public int Count
    {
        get
        {
            lock (_gate)
            {
                return _controls.Count + _waiting.Count + _returned.Count;
            }
        }
    }

    /// <summary>Adds a message at the end, beyond the bound only where it is of the runtime itself.</summary>
    public void Enqueue(IActorRef receiver, Envelope envelope)
    {
        if (envelope.Message is IMessage fromElsewhere)
        {
            // Nobody wraps what comes from another process; it has the reference that its reader took.
            ActorRef? sender = _owner.Runtime.Directory.Resolve(envelope.Sender);
            envelope = new Envelope(new Delivery(fromElsewhere, _owner, sender), envelope.Sender);
        }

        Delivery? unwanted;
        lock (_gate)
        {
            if (!_isClosedForGood)
            {
                unwanted = Add(envelope);
            }
            else
            {
                unwanted = envelope.Message as Delivery;
            }
        }

        if (unwanted is not null)
        {
            _owner.Reject(unwanted);
        }
    }

    /// <summary>Puts a stashed message before all that waits.</summary>
    public void EnqueueFirst(Envelope envelope)
    {
        lock (_gate)
        {
            _returned.Push(envelope);
        }
    }

    /// <summary>Takes what is next.</summary>
    public bool TryDequeue(out Envelope envelope)
    {
        lock (_gate)
        {
            if (_controls.TryDequeue(out envelope))
            {
                return true;
            }

            return _isOpen && (_returned.TryPop(out envelope) || _waiting.TryDequeue(out envelope));
        }
    }

    /// <summary>The actor has stopped for good: what waits has no receiver, and what comes has none either.</summary>
    public void CleanUp(IActorRef owner, IMessageQueue deadletters)
    {
        List<Envelope> left;
        lock (_gate)
        {
            _isClosedForGood = true;
            left = [.. _returned, .. _waiting];
            _returned.Clear();
            _waiting.Clear();
            _controls.Clear();
        }

        _owner.Life.End();
        foreach (Envelope envelope in left)
        {
            if (envelope.Message is Delivery delivery)
            {
                _owner.Discard(delivery, "dead-letter");
            }
        }
    }

    /// <summary>True after the actor's end.</summary>
    internal bool IsClosedForGood
    {
        get
        {
            lock (_gate)
            {
                return _isClosedForGood;
            }
        }
    }

    /// <summary>Holds messages back or gives them out again. Called in a turn of the actor, which then finds
    /// them.</summary>
    internal void Open(bool isOpen)
    {
        lock (_gate)
        {
            _isOpen = isOpen;
        }
    }

    private Delivery? Add(in Envelope envelope)
    {
        if (envelope.Message is Control)
        {
            _controls.Enqueue(envelope);
            return null;
        }

        if (envelope.Message is not Delivery { IsOfSystem: false } arriving
            || _waiting.Count + _returned.Count < _options.ItemsMax)
        {
            _waiting.Enqueue(envelope);
            return null;
        }

        if (_options.Overflow != MailboxOverflow.DropOldest || TakeOldestDroppable() is not { } oldest)
        {
            return arriving;
        }

        _waiting.Enqueue(envelope);
        return oldest;
    }

    private Delivery? TakeOldestDroppable()
    {
        Envelope[] returned = [.. _returned];
        int index = Array.FindIndex(returned, IsDroppable);
        if (index >= 0)
        {
            _returned.Clear();
            for (int i = returned.Length - 1; i >= 0; i--)
            {
                if (i != index)
                {
                    _returned.Push(returned[i]);
                }
            }

            return (Delivery)returned[index].Message;
        }

        Envelope[] waiting = [.. _waiting];
        index = Array.FindIndex(waiting, IsDroppable);
        if (index < 0)
        {
            return null;
        }

        _waiting = new Queue<Envelope>(waiting.Where((_, i) => i != index));
        return (Delivery)waiting[index].Message;
    }

    private static bool IsDroppable(Envelope envelope) => envelope.Message is Delivery { IsOfSystem: false };
}
