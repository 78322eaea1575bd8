using System.Collections.Concurrent;
using Akka.Actor;
using Akka.Dispatch;
using Akka.Dispatch.MessageQueues;
using Delight.Actors.Port;
using Envelope = Akka.Actor.Envelope;

namespace Delight.Actors.Akka.Hosting;

/// <summary>What waits for one hosted actor: bounded where its options say so, with the overflow that they
/// name.</summary>
/// <remarks>
/// <para>Thread-safe; a sender is never blocked. What has no room goes to <see cref="HostedRef.Reject"/>. Only a bound
/// needs a lock: it counts what waits, and its overflow may take something out of the midst.</para>
/// <para>While it is held, in the pause before a restart or by a fault, messages wait here, where the bound counts
/// them: only what the runtime itself tells the actor is given out.</para>
/// </remarks>
public sealed class HostedMailboxQueue : IMessageQueue, IUnboundedDequeBasedMessageQueueSemantics
{
    private readonly Lock _gate = new();
    private readonly HostedRef _owner;
    private readonly MailboxOptions _options;
    private readonly bool _isBounded;
    private readonly ConcurrentQueue<Envelope> _controls = new();
    private readonly ConcurrentQueue<Envelope> _waiting = new();

    // Of what was stashed; touched in turns of the actor, and with the gate held where there is a bound.
    private readonly Stack<Envelope> _returned = new();
    private int _controlsWaiting;
    private int _holds;
    private volatile bool _isClosedForGood;

    internal HostedMailboxQueue(HostedRef owner)
    {
        (_owner, _options) = (owner, owner.Spec.Mailbox);
        _isBounded = _options.ItemsMax < int.MaxValue;
    }

    /// <summary>True where the actor can be given something.</summary>
    public bool HasMessages => HasControls || (IsOpen && (!_waiting.IsEmpty || _returned.Count > 0));

    /// <summary>All that waits.</summary>
    public int Count => _controls.Count + _waiting.Count + _returned.Count;

    /// <summary>Adds a message at the end, beyond the bound only where it is of the runtime itself.</summary>
    public void Enqueue(IActorRef receiver, Envelope envelope)
    {
        if (envelope.Message is Control)
        {
            _controls.Enqueue(envelope);
            Interlocked.Increment(ref _controlsWaiting);
            return;
        }

        Delivery? delivery = envelope.Message as Delivery;
        if (delivery is null && envelope.Message is IMessage fromElsewhere)
        {
            // Nobody wraps what comes from another process; it has the reference that its reader took.
            delivery = new Delivery(fromElsewhere, _owner, _owner.Runtime.Directory.Resolve(envelope.Sender));
            envelope = new Envelope(delivery, envelope.Sender);
        }

        if (!_isBounded)
        {
            Add(envelope);
        }
        else if (AddWithinBound(envelope, delivery) is { } unwanted)
        {
            _owner.Reject(unwanted);
        }
    }

    /// <summary>Puts a stashed message before all that waits. Called in a turn of the actor.</summary>
    public void EnqueueFirst(Envelope envelope)
    {
        if (!_isBounded)
        {
            _returned.Push(envelope);
            return;
        }

        lock (_gate)
        {
            _returned.Push(envelope);
        }
    }

    /// <summary>Takes what is next. Called in a turn of the actor.</summary>
    public bool TryDequeue(out Envelope envelope)
    {
        if (HasControls && _controls.TryDequeue(out envelope))
        {
            Interlocked.Decrement(ref _controlsWaiting);
            return true;
        }

        if (!IsOpen)
        {
            envelope = default;
            return false;
        }

        if (!_isBounded)
        {
            return Take(out envelope);
        }

        lock (_gate)
        {
            return Take(out envelope);
        }
    }

    /// <summary>The actor has stopped for good: what waits has no receiver, and what comes has none either.</summary>
    public void CleanUp(IActorRef owner, IMessageQueue deadletters)
    {
        _isClosedForGood = true;
        _owner.Life.End();
        lock (_gate)
        {
            DiscardReturned("dead-letter");
            DiscardWaiting("dead-letter");
        }

        _controls.Clear();
    }

    /// <summary>True after the actor's end.</summary>
    internal bool IsClosedForGood => _isClosedForGood;

    /// <summary>True while the actor or its node is paused.</summary>
    internal bool IsPaused =>
        (Holds & (MailboxHolds.PauseOfItself | MailboxHolds.PauseOfItsNode)) != MailboxHolds.None;

    /// <summary>Says whether there is an instance to give messages to. Called in a turn of the actor, which then finds
    /// them.</summary>
    internal void Open(bool isOpen) => Hold(MailboxHolds.NoInstance, !isOpen);

    /// <summary>Holds messages back or, where no other reason is left, gives them out again; who does so from another
    /// thread wakes the actor up.</summary>
    internal void Hold(MailboxHolds reason, bool isHeld)
    {
        if (isHeld)
        {
            Interlocked.Or(ref _holds, (int)reason);
        }
        else
        {
            Interlocked.And(ref _holds, ~(int)reason);
        }
    }

    /// <summary>The actor's node died: what waits is lost, what comes from now on is for its next life. From any
    /// thread.</summary>
    internal void LoseWaiting()
    {
        lock (_gate)
        {
            DiscardWaiting("node-crashed");
        }
    }

    /// <summary>Discards what was stashed in the life that ended. Called in a turn of the actor.</summary>
    internal void LoseReturned()
    {
        lock (_gate)
        {
            DiscardReturned("node-crashed");
        }
    }

    /// <summary>Discards a message that was lost with the actor's node.</summary>
    internal void Lose(in Envelope envelope) => Discard(envelope, "node-crashed");

    // Asked at every message, and hardly ever true.
    private bool HasControls => Volatile.Read(ref _controlsWaiting) != 0;

    private MailboxHolds Holds => (MailboxHolds)Volatile.Read(ref _holds);

    private bool IsOpen => Holds == MailboxHolds.None;

    private void Add(in Envelope envelope)
    {
        _waiting.Enqueue(envelope);
        if (_isClosedForGood)
        {
            // It may have come after the last look; whoever finds a message discards it, once.
            DiscardWaiting("dead-letter");
        }
    }

    /// <returns>What has no room: this one, or an older one; null: nothing.</returns>
    private Delivery? AddWithinBound(in Envelope envelope, Delivery? delivery)
    {
        lock (_gate)
        {
            Delivery? unwanted = null;
            if (delivery is { IsOfSystem: false } && _waiting.Count + _returned.Count >= _options.ItemsMax)
            {
                unwanted = _options.Overflow == MailboxOverflow.DropOldest && !_isClosedForGood
                    ? TakeOldestDroppable() ?? delivery : delivery;
            }

            if (unwanted is null || unwanted != delivery)
            {
                Add(envelope);
            }

            return unwanted;
        }
    }

    private bool Take(out Envelope envelope) =>
        (_returned.Count > 0 && _returned.TryPop(out envelope)) || _waiting.TryDequeue(out envelope);

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

        Delivery? oldest = null;
        for (int left = _waiting.Count; left > 0 && _waiting.TryDequeue(out Envelope next); left--)
        {
            if (oldest is null && IsDroppable(next))
            {
                oldest = (Delivery)next.Message;
            }
            else
            {
                _waiting.Enqueue(next); // once round: the order stays
            }
        }

        return oldest;
    }

    private void DiscardReturned(string reason)
    {
        while (_returned.TryPop(out Envelope envelope))
        {
            Discard(envelope, reason);
        }
    }

    private void DiscardWaiting(string reason)
    {
        while (_waiting.TryDequeue(out Envelope envelope))
        {
            Discard(envelope, reason);
        }
    }

    private void Discard(in Envelope envelope, string reason)
    {
        if (envelope.Message is Delivery delivery)
        {
            _owner.Discard(delivery, reason);
        }
    }

    private static bool IsDroppable(Envelope envelope) => envelope.Message is Delivery { IsOfSystem: false };
}
