using Delight.Actors.Port;
using Delight.Learning.Determinism;

namespace Delight.Actors.Simulation;

/// <summary>One actor of a simulated system: address, context, mailbox, and what its parent knows of it.</summary>
/// <remarks>The failing, stopping and restarting half is in <see cref="SimulatedLife"/>.</remarks>
internal sealed class SimulatedActor : ActorRef, IActorContext
{
    private readonly SimulatedRuntime _runtime;
    private readonly SimulatedLife _life;
    private Queue<Envelope>? _mailbox;
    private List<Envelope>? _stash;
    private Dictionary<string, Timer>? _timers;
    private Envelope _current;
    private TimeSpan _busyUntil;
    private bool _isWakeScheduled;

    public SimulatedActor(SimulatedRuntime runtime, SimulatedActor? parent, string name, ActorSpec spec)
        : base(spec.Node ?? parent?.Node ?? "root", $"{parent?.Path}/{name}")
    {
        _runtime = runtime;
        Spec = spec;
        PathHash = StableHash.Of(Path);
        _life = new SimulatedLife(this, runtime, parent);
    }

    public ActorSpec Spec { get; }

    public ulong PathHash { get; }

    public bool IsStopped => _life.IsStopped;

    public ActorRef Self => this;

    public ActorRef Sender => _current.Sender ?? this;

    public TimeProvider Time => _runtime.Clock;

    public TimeSpan Elapsed => _runtime.Clock.Elapsed;

    internal SimulatedLife Life => _life;

    public void Start() => _life.Start();

    /// <summary>Lets one event happen to the actor.</summary>
    public void Handle(in ScheduledEvent happening)
    {
        switch (happening.Kind)
        {
            case EventKind.Arrival:
                _runtime.Counters.Deliveries++;
                _runtime.Digest.AddDelivery(happening);
                Arrive(new Envelope(happening.Content!, happening.Sender));
                break;
            case EventKind.Timer when happening.Content is Timer { IsCancelled: false } timer && !IsStopped:
                _runtime.Counters.Deliveries++;
                _runtime.Digest.AddDelivery(happening with { Content = timer.Message });
                _timers?.Remove(timer.Key);
                Arrive(new Envelope(timer.Message, Sender: null));
                break;
            case EventKind.Wake:
                _isWakeScheduled = false;
                Work();
                break;
            case EventKind.Stop:
                _life.Stop();
                break;
            case EventKind.Restart:
                _life.FinishRestart();
                Work();
                break;
            default:
                break; // a cancelled timer
        }
    }

    public RandomStream Random(string name, long index = 0) => _runtime.Random(name, index);

    public void Send(ActorRef receiver, object message) => _runtime.Send(this, (SimulatedActor)receiver, message);

    public void Stash()
    {
        (_stash ??= []).Add(_current);
        _current = _current with { IsKept = true };
    }

    public void UnstashAll()
    {
        if (_stash is not { Count: > 0 })
        {
            return;
        }

        Queue<Envelope> refilled = new(_stash);
        foreach (Envelope waiting in _mailbox ?? [])
        {
            refilled.Enqueue(waiting);
        }

        _mailbox = refilled;
        _stash.Clear();
        Wake();
    }

    public void StartTimer(string key, object message, TimeSpan delay)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(delay, TimeSpan.Zero);
        CancelTimer(key);
        Timer timer = new(key, message);
        (_timers ??= new(StringComparer.Ordinal))[key] = timer;
        (message as IRetained)?.Retain();
        _runtime.Schedule(EventKind.Timer, this, Elapsed + delay, sender: null, timer);
    }

    public void CancelTimer(string key)
    {
        if (_timers is not null && _timers.Remove(key, out Timer? timer))
        {
            timer.IsCancelled = true;
            (timer.Message as IRetained)?.Release();
        }
    }

    public ActorRef Spawn(string name, ActorSpec spec) => _life.Spawn(name, spec);

    public void Watch(ActorRef actor) => ((SimulatedActor)actor)._life.AddWatcher(this);

    public void Unwatch(ActorRef actor) => ((SimulatedActor)actor)._life.RemoveWatcher(this);

    public void Stop(ActorRef actor) =>
        _runtime.Schedule(EventKind.Stop, (SimulatedActor)actor, Elapsed, sender: this, content: null);

    public void Occupy(TimeSpan duration)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(duration, TimeSpan.Zero);

        // The clock runs ahead while this actor works, so that what it sends next leaves then; the runtime sets it back
        // with the next event.
        _runtime.Clock.Elapsed += duration;
        _busyUntil = _runtime.Clock.Elapsed;
    }

    public void Report(string kind, string detail) => _runtime.Report(this, kind, detail);

    public void Unhandled(object message) => _runtime.Drop(this, message is IRetained ? null : message, "unhandled");

    /// <summary>Looks into the mailbox as soon as the actor is free.</summary>
    internal void Wake()
    {
        if (!_isWakeScheduled && _mailbox is { Count: > 0 })
        {
            _isWakeScheduled = true;
            TimeSpan at = _busyUntil > Elapsed ? _busyUntil : Elapsed;
            _runtime.Schedule(EventKind.Wake, this, at, sender: null, content: null);
        }
    }

    /// <summary>Cancels all timers and puts stashed messages back: what a restart and a stop begin with.</summary>
    internal void Quiesce()
    {
        foreach (string key in _timers?.Keys.ToArray() ?? [])
        {
            CancelTimer(key);
        }

        UnstashAll();
    }

    /// <summary>Turns everything that waits into dead letters.</summary>
    internal void EmptyMailbox()
    {
        while (_mailbox is not null && _mailbox.TryDequeue(out Envelope waiting))
        {
            _runtime.Drop(this, waiting.Message, "dead-letter");
        }
    }

    private void Arrive(Envelope envelope)
    {
        if (IsStopped)
        {
            _runtime.Drop(this, envelope.Message, "dead-letter");
        }
        else if (_life.IsReady && Elapsed >= _busyUntil && _mailbox is not { Count: > 0 })
        {
            Process(envelope);
        }
        else
        {
            Enqueue(envelope);
        }
    }

    private void Enqueue(Envelope envelope)
    {
        _mailbox ??= new Queue<Envelope>();
        MailboxOptions options = Spec.Mailbox;
        if (_mailbox.Count >= options.ItemsMax)
        {
            Envelope unwanted = envelope;
            if (options.Overflow == MailboxOverflow.DropOldest)
            {
                unwanted = _mailbox.Dequeue();
                _mailbox.Enqueue(envelope);
            }
            else if (options.Overflow == MailboxOverflow.ReturnCredit && envelope.Sender is { } sender)
            {
                _runtime.Send(this, sender, new Undelivered(this, envelope.Message));
            }

            _runtime.Drop(this, unwanted.Message, "mailbox-full");
        }
        else
        {
            _mailbox.Enqueue(envelope);
        }

        if (_life.IsReady)
        {
            Wake();
        }
    }

    private void Work()
    {
        while (_life.IsReady && Elapsed >= _busyUntil && _mailbox is not null && _mailbox.TryDequeue(out Envelope envelope))
        {
            Process(envelope);
        }

        if (_life.IsReady)
        {
            Wake();
        }
    }

    private void Process(Envelope envelope)
    {
        TimeSpan arrived = Elapsed;
        _current = envelope;
        try
        {
            _life.Instance.Receive(envelope.Message, this);
        }
        catch (Exception failure)
        {
            _runtime.Counters.CountDrop("failed");
            _life.Fail(failure);
        }

        if (!_current.IsKept)
        {
            (envelope.Message as IRetained)?.Release();
        }

        _current = default;
        _runtime.Clock.Elapsed = arrived;
        if (_life.IsReady)
        {
            Wake();
        }
    }

    /// <summary>A message on its way through the mailbox; holds one reference of what is pooled in it.</summary>
    private readonly record struct Envelope(object Message, SimulatedActor? Sender)
    {
        public bool IsKept { get; init; }
    }

    private sealed class Timer(string key, object message)
    {
        public string Key { get; } = key;

        public object Message { get; } = message;

        public bool IsCancelled { get; set; }
    }
}
