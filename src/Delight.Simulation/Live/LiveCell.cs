using Akka.Actor;
using Akka.Dispatch;

namespace Delight.Simulation.Live;

/// <summary>What the frictions know of one actor: whether it may begin a message now.</summary>
/// <remarks>With Akka.NET's unbounded mailboxes the actor's queue is this object (<see cref="LiveMailbox"/>), so it is
/// found without a look-up. A gate closes between two messages: the queue hands nothing out, the turn ends, and the
/// dispatcher keeps the mailbox until the gate opens. No thread waits.</remarks>
internal class LiveCell(LiveFrictions frictions, LiveNode? node)
{
    private readonly Lock _gate = new();
    private Mailbox? _held;
    private volatile bool _isGated;
    private volatile bool _isPaused;
    private double _slowness = 1;
    private long _beganAt;
    private long _restsUntil;

    public LiveNode? Node => node;

    /// <summary>True for a test actor: faults of its node spare it.</summary>
    public bool IsProbe { get; init; }

    /// <summary>Tells an observer of the actor; null where nobody wants to know.</summary>
    public ObservedActor? Observed { get; init; }

    /// <summary>Set when the actor starts.</summary>
    public ActorCell? Cell { get; set; }

    /// <summary>True where the actor may not begin a message without a further look. One mark stands for all reasons,
    /// since each message asks for it.</summary>
    public bool IsGated => _isGated;

    public bool IsPaused
    {
        get => _isPaused;
        set
        {
            _isPaused = value;
            UpdateGate();
        }
    }

    /// <summary>True where the dispatcher keeps the mailbox, so that no thread runs the actor.</summary>
    public bool IsHeld
    {
        get
        {
            lock (_gate)
            {
                return _held is not null;
            }
        }
    }

    public double Slowness
    {
        get => _slowness;
        set
        {
            _slowness = value;
            UpdateGate();
        }
    }

    /// <summary>A reason has come or gone; asked for by the node for all of its actors.</summary>
    public void UpdateGate()
    {
        lock (_gate)
        {
            _isGated = _isPaused || _slowness != 1 || FaultyNode is { IsGated: true };
        }
    }

    /// <summary>The node whose faults concern the actor; null for actors without a node and test actors.</summary>
    private LiveNode? FaultyNode => IsProbe ? null : node;

    /// <summary>Asked before each message while the gate is closed.</summary>
    public bool MayBegin()
    {
        if (_isPaused || FaultyNode is { IsPaused: true } or { IsDown: true })
        {
            return false;
        }

        long now = frictions.Now;
        if (_beganAt > 0)
        {
            double factor = _slowness * (FaultyNode?.Slowness ?? 1);
            _restsUntil = now + (long)((now - _beganAt) * Math.Max(0, factor - 1));
            _beganAt = 0;
        }

        return _restsUntil <= now;
    }

    /// <summary>Notes that a message begins, so that a slow actor rests in proportion.</summary>
    public void Begin() => _beganAt = frictions.Now;

    /// <summary>Keeps the mailbox while the gate is closed.</summary>
    /// <returns>False where it may run.</returns>
    public bool TryHold(Mailbox mailbox)
    {
        lock (_gate)
        {
            long rest = _restsUntil - frictions.Now;
            bool isCaptured = FaultyNode is { IsDown: true, IsEnding: false };
            if (!isCaptured && (FaultyNode is { IsDown: true } || (!IsStill() && rest <= 0)))
            {
                return false;
            }

            _held = mailbox;
            if (!isCaptured && !IsStill())
            {
                frictions.Delays.Act(rest, Release);
            }

            return true;
        }
    }

    /// <summary>Lets the mailbox run again; the dispatcher asks anew whether it may.</summary>
    public void Release()
    {
        Mailbox? mailbox;
        lock (_gate)
        {
            (mailbox, _held) = (_held, null);
        }

        if (mailbox is not null)
        {
            ((LiveDispatcher)mailbox.Dispatcher).Run(mailbox);
        }
    }

    private bool IsStill() => _isPaused || FaultyNode is { IsPaused: true };
}
