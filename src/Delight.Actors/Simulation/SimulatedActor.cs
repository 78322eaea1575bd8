using Delight.Actors.Port;
using Delight.Determinism;

namespace Delight.Actors.Simulation;

/// <summary>One actor of a simulated system: address, context, mailbox, and what its parent knows of it.</summary>
/// <remarks>The failing, stopping and restarting half is in <see cref="SimulatedLife"/>.</remarks>
internal sealed partial class SimulatedActor : ActorRef, IActorContext
{
    private readonly SimulatedRuntime _runtime;
    private readonly SimulatedLife _life;
    private ActorMailbox? _mailbox;
    private ActorTimers? _timers;
    private Envelope _current;
    private bool _isCurrentStashed;
    private bool _isWakeScheduled;
    private bool _isStopping;

    public SimulatedActor(SimulatedRuntime runtime, SimulatedActor? parent, string name, ActorSpec spec)
        : base(spec.Node ?? parent?.Node ?? "root", $"{parent?.Path}/{name}")
    {
        spec.Validate();
        _runtime = runtime;
        Spec = spec;
        PathHash = StableHash.Of(Path);
        _life = new SimulatedLife(this, runtime, parent);
        Place = runtime.Node(Node);
        Place.Add(this);
        Look();
    }

    public ActorSpec Spec { get; }

    public ulong PathHash { get; }

    public bool IsStopped => _life.IsStopped;

    public ActorRef Self => this;

    public ActorRef Sender => _current.Sender ?? this;

    public TimeProvider Time => _runtime.Clock;

    public TimeSpan Elapsed => _runtime.Clock.Elapsed;

    internal SimulatedLife Life => _life;

    /// <summary>When the actor is done with what it is at; in the past where it is idle.</summary>
    internal TimeSpan BusyUntil { get; private set; }

    private bool IsReady => _life.IsReady && !_isStopping && _heldSince is null;

    /// <summary>Lets one event happen to the actor.</summary>
    public void Handle(in ScheduledEvent happening)
    {
        switch (happening.Kind)
        {
            case EventKind.Arrival:
                _runtime.Counters.CountDelivery();
                _runtime.Digest.AddDelivery(happening);
                Arrive(new Envelope(happening.Content!, happening.Sender));
                break;
            case EventKind.Timer when happening.Content is ActorTimer { IsCancelled: false } timer:
                _runtime.Counters.CountDelivery();
                _runtime.Digest.AddDelivery(happening with { Content = timer.Message });
                Arrive(new Envelope(timer.Message, Sender: null, timer));
                break;
            case EventKind.Wake:
                _isWakeScheduled = false;
                Work();
                break;
            case EventKind.Stop:
                _life.Stop();
                break;
            case EventKind.Departure:
                Depart(happening);
                break;
            case EventKind.Restart when happening.Life == _life.Deaths:
                _life.FinishRestart();
                Work();
                break;
            case EventKind.StartFailure when happening.Life == _life.Deaths:
                _life.FailAtStart((Exception)happening.Content!);
                break;
            default:
                break; // a cancelled timer, or what an earlier life awaited
        }
    }

    public RandomStream Random(string name, long index = 0) => _runtime.Random(name, index);

    public void Send(ActorRef receiver, object message)
    {
        if (_isDying)
        {
            _runtime.Counters.CountDrop("node-crashed");
            return;
        }

        _runtime.Send(this, (SimulatedActor)receiver, message);
    }

    public void Stash()
    {
        if (_isCurrentStashed || _current.Message is null)
        {
            throw new InvalidOperationException(
                $"{this} has no message at hand to stash; call Stash once, while a message is received.");
        }

        (_mailbox ??= new ActorMailbox(Spec.Mailbox)).Stash(_current);
        _isCurrentStashed = true;
    }

    public void UnstashAll()
    {
        _mailbox?.UnstashAll();
        Wake();
    }

    public void StartTimer(string key, object message, TimeSpan delay)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(delay, TimeSpan.Zero);
        ActorTimer timer = (_timers ??= new ActorTimers()).Start(key, message);
        _runtime.Schedule(EventKind.Timer, this, Elapsed + delay, sender: null, timer);
    }

    public void CancelTimer(string key) => _timers?.Cancel(key);

    public ActorRef Spawn(string name, ActorSpec spec) => _life.Spawn(name, spec);

    public void Watch(ActorRef actor) => ((SimulatedActor)actor)._life.AddWatcher(this);

    public void Unwatch(ActorRef actor) => ((SimulatedActor)actor)._life.RemoveWatcher(this);

    public void Stop(ActorRef actor)
    {
        // An actor that stops itself is at its last message, whatever else is due at this very time.
        _isStopping |= actor == this;
        _runtime.Schedule(EventKind.Stop, (SimulatedActor)actor, Elapsed, sender: this, content: null);
    }

    public void Occupy(TimeSpan duration)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(duration, TimeSpan.Zero);

        double slowness = _slowness * Place.Slowness;
        duration = slowness == 1 ? duration : TimeSpan.FromTicks((long)(duration.Ticks * slowness));

        // The clock runs ahead while this actor works, so that what it sends next leaves then; whoever let it work sets
        // the clock back.
        _runtime.Clock.Elapsed += duration;
        BusyUntil = _runtime.Clock.Elapsed;
    }

    public void Report(string kind, string detail) => _runtime.Report(this, kind, detail);

    public void Unhandled(object message) => _runtime.CountDrop(this, message, "unhandled");

    /// <summary>Cancels all timers and puts stashed messages back: what a restart and a stop begin with.</summary>
    internal void Quiesce()
    {
        _timers?.CancelAll();
        UnstashAll();
    }

    /// <summary>Nobody will look at what waits.</summary>
    internal void EmptyMailbox(string reason = "dead-letter")
    {
        while (_mailbox is not null && _mailbox.TryTake(out Envelope waiting))
        {
            Discard(waiting, reason);
        }
    }

    private void Arrive(in Envelope envelope)
    {
        if (IsStopped)
        {
            Discard(envelope, "dead-letter");
        }
        else if (_life.IsDown)
        {
            Discard(envelope, "node-down");
        }
        else if (IsReady && Elapsed >= BusyUntil && _mailbox is not { Count: > 0 })
        {
            Process(envelope);
        }
        else
        {
            Enqueue(envelope);
        }
    }

    private void Enqueue(in Envelope envelope)
    {
        _mailbox ??= new ActorMailbox(Spec.Mailbox);
        _runtime.Activity?.Waits(this, envelope.Message, Elapsed);
        if (_mailbox.Add(envelope) is { } unwanted)
        {
            if (Spec.Mailbox.Overflow == MailboxOverflow.ReturnCredit && unwanted.Sender is { } sender)
            {
                _runtime.Send(this, (SimulatedActor)sender, new Undelivered(this, unwanted.Message));
            }

            Discard(unwanted, "mailbox-full");
        }

        Wake();
    }

    /// <summary>Looks into the mailbox as soon as the actor is free.</summary>
    private void Wake()
    {
        if (!_isWakeScheduled && IsReady && _mailbox is { Count: > 0 })
        {
            _isWakeScheduled = true;
            TimeSpan at = BusyUntil > Elapsed ? BusyUntil : Elapsed;
            _runtime.Schedule(EventKind.Wake, this, at, sender: null, content: null);
        }
    }

    private void Work()
    {
        while (IsReady && Elapsed >= BusyUntil && _mailbox is not null && _mailbox.TryTake(out Envelope envelope))
        {
            Process(envelope);
        }

        Wake();
    }

    private void Process(in Envelope envelope)
    {
        if (envelope.Timer is { } timer && _timers?.TrySettle(timer) != true)
        {
            return;
        }

        _runtime.Activity?.Delivered(envelope.Sender, this, envelope.Message);
        TimeSpan began = Elapsed;
        _current = envelope with { Timer = null };
        _isCurrentStashed = false;
        try
        {
            _life.Instance.Receive(envelope.Message, this);
        }
        catch (Exception failure)
        {
            _runtime.Counters.CountDrop("failed");
            _life.Fail(failure);
        }

        _runtime.Activity?.Handled(this, envelope.Message, began, Elapsed);
        _current = default;
        _runtime.Clock.Elapsed = began;
        Wake();
    }

    /// <summary>Counts a message that nobody will look at.</summary>
    private void Discard(in Envelope envelope, string reason)
    {
        if (envelope.Timer is { } timer && _timers?.TrySettle(timer) != true)
        {
            return; // cancelled: nobody waits for it
        }

        _runtime.CountDrop(this, envelope.Message, reason);
        _runtime.Activity?.Lost(envelope.Message, reason);
    }
}
