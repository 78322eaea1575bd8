using Delight.Actors.Live;
using Delight.Actors.Port;

namespace Delight.Actors.Threads;

/// <summary>What an actor's turn takes next.</summary>
internal enum InboxItem : byte
{
    /// <summary>Nothing: the turn is over.</summary>
    None,

    /// <summary>Something about its life.</summary>
    Signal,

    /// <summary>A message.</summary>
    Message,
}

/// <summary>The part of an actor that other threads touch: what waits for it, and whether a turn is queued.</summary>
/// <remarks>
/// <para>Thread-safe. The lock is held for a few instructions and never while foreign code runs. Members that say so
/// return true exactly where the caller has to queue a turn.</para>
/// <para>A turn takes everything that waits at once and then needs no lock for it, so that who sends and who handles
/// do not meet at each message. A bounded mailbox gives out one at a time: all that waits counts.</para>
/// </remarks>
internal sealed class ThreadedInbox(MailboxOptions options)
{
    private readonly Lock _gate = new();
    private readonly bool _isBounded = options.ItemsMax < int.MaxValue;
    private ActorMailbox? _messages;
    private Queue<Envelope>? _taken;
    private Queue<Signal>? _signals;
    private bool _hasTurn;
    private bool _isOpen;
    private PauseReasons _pauses;
    private List<Envelope>? _lost;
    private bool _isCutOff;
    private bool _isResting;
    private volatile bool _mayTakeOn;
    private volatile bool _isClosedForGood;

    /// <summary>True after the actor's end: nothing is taken any more.</summary>
    public bool IsClosedForGood => _isClosedForGood;

    /// <summary>True while the actor or its node is paused.</summary>
    public bool IsPaused
    {
        get
        {
            lock (_gate)
            {
                return _pauses != PauseReasons.None;
            }
        }
    }

    /// <summary>True where messages may be taken out. Read with the gate held.</summary>
    private bool GivesMessages => _isOpen && _pauses == PauseReasons.None && !_isResting;

    /// <summary>True where a message waits. Read with the gate held, and in a turn or while there is none.</summary>
    private bool HasMessages => _taken is { Count: > 0 } || _messages is { Count: > 0 };

    /// <summary>Adds a message; true: queue a turn.</summary>
    /// <param name="arriving">The message.</param>
    /// <param name="unwanted">What has no room or no receiver.</param>
    public bool Add(in Envelope arriving, out Envelope? unwanted)
    {
        lock (_gate)
        {
            if (_isClosedForGood)
            {
                unwanted = arriving;
                return false;
            }

            unwanted = (_messages ??= new ActorMailbox(options)).Add(arriving);
            return !_hasTurn && NeedsTurn();
        }
    }

    /// <summary>Adds a signal; true: queue a turn.</summary>
    public bool Add(in Signal signal)
    {
        lock (_gate)
        {
            (_signals ??= new Queue<Signal>(1)).Enqueue(signal);
            _mayTakeOn = false;
            return NeedsTurn();
        }
    }

    /// <summary>The node died: what waits and what is put aside is lost, what comes from now on is for the next life;
    /// true: queue a turn.</summary>
    public bool CutOff(in Signal crash)
    {
        lock (_gate)
        {
            _isCutOff = true;
            MoveToLost();
            return Add(crash);
        }
    }

    /// <summary>Takes out what crashes cost. Called in a turn.</summary>
    /// <param name="isOver">True where the life ends that has taken messages along already.</param>
    public IReadOnlyList<Envelope> TakeLost(bool isOver)
    {
        lock (_gate)
        {
            List<Envelope> lost = _lost ?? [];
            while (isOver && _taken is not null && _taken.TryDequeue(out Envelope envelope))
            {
                lost.Add(envelope);
            }

            (_lost, _isCutOff, _mayTakeOn) = (null, false, false);
            return lost;
        }
    }

    /// <summary>Takes what is next, signals first. Nothing: the turn has ended, and the next arrival needs another
    /// one.</summary>
    public InboxItem Take(out Signal signal, out Envelope envelope)
    {
        signal = default;
        if (_mayTakeOn && _taken!.TryDequeue(out envelope))
        {
            return InboxItem.Message;
        }

        lock (_gate)
        {
            if (_signals is not null)
            {
                signal = _signals.Dequeue();
                _signals = _signals.Count > 0 ? _signals : null;
                envelope = default;
                return InboxItem.Signal;
            }

            if (GivesMessages && TryTakeMessage(out envelope))
            {
                return InboxItem.Message;
            }

            envelope = default;
            _hasTurn = false;
            return InboxItem.None;
        }
    }

    /// <summary>Puts a message aside.</summary>
    public void Stash(in Envelope current)
    {
        lock (_gate)
        {
            if (_isCutOff)
            {
                _lost!.Add(current);
                return;
            }

            (_messages ??= new ActorMailbox(options)).Stash(current);
        }
    }

    /// <summary>Puts what was stashed before what waits. Called in a turn, which then finds it.</summary>
    public void UnstashAll()
    {
        lock (_gate)
        {
            _messages?.UnstashAll(_taken);
        }
    }

    /// <summary>Says whether there is an instance to give messages to. Called in a turn.</summary>
    public void Open(bool isOpen)
    {
        lock (_gate)
        {
            _isOpen = isOpen;
            _mayTakeOn = false;
        }
    }

    /// <summary>Holds messages back or, where no other reason is left, gives them out again; true: queue a
    /// turn.</summary>
    public bool SetPaused(PauseReasons reason, bool isPaused)
    {
        lock (_gate)
        {
            _pauses = isPaused ? _pauses | reason : _pauses & ~reason;
            _mayTakeOn = false;
            return NeedsTurn();
        }
    }

    /// <summary>Ends the turn and holds messages back for a while; true: queue a turn, for signals.</summary>
    public bool Rest()
    {
        lock (_gate)
        {
            (_isResting, _hasTurn, _mayTakeOn) = (true, false, false);
            return NeedsTurn();
        }
    }

    /// <summary>Gives messages out again; true: queue a turn.</summary>
    public bool EndRest()
    {
        lock (_gate)
        {
            _isResting = false;
            return NeedsTurn();
        }
    }

    /// <summary>Takes everything out that waits, and nothing in any more. Called in a turn.</summary>
    public IReadOnlyList<Envelope> Close()
    {
        lock (_gate)
        {
            _isClosedForGood = true;
            List<Envelope> waiting = [.. _taken ?? []];
            MoveToLost();
            waiting.AddRange(_lost!);
            (_messages, _taken, _lost, _mayTakeOn) = (null, null, null, false);
            return waiting;
        }
    }

    private void MoveToLost()
    {
        _lost ??= [];
        _messages?.UnstashAll();
        while (_messages?.TryTake(out Envelope envelope) == true)
        {
            _lost.Add(envelope);
        }
    }

    /// <summary>Takes what waited longest; of several, takes all of them along. Called in a turn with the gate
    /// held.</summary>
    private bool TryTakeMessage(out Envelope envelope)
    {
        if (_taken is { Count: > 0 })
        {
            _mayTakeOn = true;
            return _taken.TryDequeue(out envelope);
        }

        if (_isBounded || _messages is not { Count: > 1 })
        {
            envelope = default;
            return _messages?.TryTake(out envelope) == true;
        }

        _taken = _messages.TakeAll(_taken ?? new Queue<Envelope>());
        _mayTakeOn = true;
        return _taken.TryDequeue(out envelope);
    }

    private bool NeedsTurn()
    {
        if (_hasTurn || !(_signals is not null || (GivesMessages && HasMessages)))
        {
            return false;
        }

        _hasTurn = true;
        return true;
    }
}
