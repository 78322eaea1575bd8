using Delight.Actors.Faults;
using Delight.Actors.Port;

namespace Delight.Actors.Simulation;

/// <summary>What faults do to one actor: work that is lost, pauses, slowness.</summary>
internal sealed partial class SimulatedActor
{
    private ActorOutbox? _outbox;
    private TimeSpan? _heldSince;
    private double _slowness = 1;
    private bool _isPaused;
    private bool _isDying;

    /// <summary>The node that it lives on.</summary>
    public SimulatedNode Place { get; }

    /// <summary>True while it or its node is paused.</summary>
    public bool IsHeld => _heldSince is not null;

    /// <summary>Messages that were sent and are still here: what it sent until its work ends, and what waits for
    /// it.</summary>
    public IEnumerable<object> MessagesHeld => (_outbox?.Messages ?? []).Concat(
        (_mailbox?.All ?? []).Where(envelope => envelope.Timer is null).Select(envelope => envelope.Message));

    /// <summary>Messages that wait for it, those of timers too.</summary>
    public int MessagesWaiting => _mailbox?.Count ?? 0;

    /// <summary>Keeps what is sent at the end of work until then, so that a crash can lose it.</summary>
    public void KeepUntilDeparture(in ScheduledEvent message) => (_outbox ??= new ActorOutbox()).Add(message);

    /// <summary>Throws into supervision, from the midst of work where there is any.</summary>
    public void Crash()
    {
        if (!_life.IsReady)
        {
            return;
        }

        if (BusyUntil > (_heldSince ?? Elapsed))
        {
            _runtime.Counters.CountDrop("failed"); // the message at hand
        }

        LoseWork();
        _life.Fail(new InjectedCrashException($"a fault made {this} crash"));
        Wake();
    }

    public void Pause(bool isPaused)
    {
        _isPaused = isPaused;
        Look();
    }

    public void Slow(double factor) => _slowness = factor;

    /// <summary>Stands still or goes on, as it and its node are told.</summary>
    public void Look()
    {
        bool isHeld = _isPaused || Place.IsPaused;
        if (isHeld)
        {
            _heldSince ??= Elapsed;
        }
        else if (_heldSince is { } since)
        {
            _heldSince = null;
            GoOn(since);
        }
    }

    /// <summary>Work in progress never ends: what would have been sent at its end is lost.</summary>
    internal void LoseWork()
    {
        foreach (object lost in _outbox?.TakeLost() ?? [])
        {
            _runtime.Counters.CountDrop("sender-crashed");
            _runtime.Activity?.Lost(lost, "sender-crashed");
        }

        if (BusyUntil > Elapsed)
        {
            BusyUntil = Elapsed;
            _runtime.Activity?.Ends(this, Elapsed);
        }

        _isWakeScheduled = false;
        _heldSince = _isPaused || Place.IsPaused ? Elapsed : null;
    }

    /// <summary>Lets an instance of a dead node give its memory back; what it does beyond that has no effect.</summary>
    internal void Die(IActor? instance)
    {
        TimeSpan now = Elapsed;
        _isDying = true;
        try
        {
            instance?.PostStop(this);
        }
        catch (Exception broken)
        {
            _runtime.Fail(this, broken); // it promised not to throw
        }

        _isDying = false;
        _runtime.Clock.Elapsed = now;
        BusyUntil = BusyUntil > now ? now : BusyUntil;
        Quiesce();
    }

    /// <summary>A stopped actor leaves its node as soon as its last words have left.</summary>
    internal void LeaveNode()
    {
        if (_outbox is not { Count: > 0 })
        {
            Place.Remove(this);
        }
    }

    private void Depart(in ScheduledEvent departure)
    {
        if (_heldSince is null && _outbox?.TryTake(departure, out ScheduledEvent message) == true)
        {
            _runtime.Depart(message with { Ticks = departure.Ticks }, sender: this, isNew: false);
            if (IsStopped)
            {
                LeaveNode();
            }
        }
    }

    private void GoOn(TimeSpan heldSince)
    {
        TimeSpan pause = Elapsed - heldSince;
        if (BusyUntil > heldSince)
        {
            BusyUntil += pause;
            _runtime.Activity?.Ends(this, BusyUntil);
        }

        foreach (ScheduledEvent message in _outbox?.Postpone(pause) ?? [])
        {
            _runtime.PlanDeparture(message, this);
        }

        _life.StartIfDue();
        Wake();
    }
}
