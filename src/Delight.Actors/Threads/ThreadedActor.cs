using Delight.Actors.Live;
using Delight.Actors.Port;
using Delight.Determinism;

namespace Delight.Actors.Threads;

/// <summary>One actor of a threaded system: address, context, and what it does in its turns on the thread
/// pool.</summary>
/// <remarks>
/// <para>At most one turn is queued or under way, so the actor's own state needs no lock. A turn takes signals first,
/// then messages, up to its quota; what is left waits for the next turn, behind the other actors'.</para>
/// <para>Its turns are in the other half; the failing, stopping and restarting is in <see cref="ThreadedLife"/>, what
/// others may touch in <see cref="ThreadedInbox"/>.</para>
/// </remarks>
internal sealed partial class ThreadedActor : ActorRef, IActorContext, ILiveActor, IThreadPoolWorkItem
{
    private readonly ThreadedRuntime _runtime;
    private readonly ThreadedInbox _inbox;
    private readonly ThreadedLife _life;
    private ThreadedTimers? _timers;
    private Envelope _current;
    private bool _isCurrentStashed;

    public ThreadedActor(
        ThreadedRuntime runtime, ThreadedActor? parent, string name, ActorSpec spec, LiveNode home)
        : base(home.Name, $"{parent?.Path}/{name}")
    {
        spec.Validate();
        _runtime = runtime;
        _quota = runtime.Options.MessagesPerTurn;
        (Spec, Home) = (spec, home);
        _inbox = new ThreadedInbox(spec.Mailbox);
        _life = new ThreadedLife(this, runtime, parent);
        home.Add(this);
    }

    public ActorSpec Spec { get; }

    public LiveNode Home { get; }

    public ActorRef Self => this;

    public ActorRef Sender => _current.Sender ?? this;

    public TimeProvider Time => _runtime.Options.Time;

    public TimeSpan Elapsed => _runtime.Elapsed;

    /// <summary>True while it or its node is paused.</summary>
    public bool IsPaused => _inbox.IsPaused;

    internal ThreadedLife Life => _life;

    public RandomStream Random(string name, long index = 0) => _runtime.Random(name, index);

    public void Send(ActorRef receiver, object message) => _runtime.Send(this, (ThreadedActor)receiver, message);

    public void Stash()
    {
        if (_isCurrentStashed || _current.Message is null)
        {
            throw new InvalidOperationException(
                $"{this} has no message at hand to stash; call Stash once, while a message is received.");
        }

        _inbox.Stash(_current);
        _isCurrentStashed = true;
        _handled--; // it comes once more
    }

    public void UnstashAll() => _inbox.UnstashAll();

    public void StartTimer(string key, object message, TimeSpan delay)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(delay, TimeSpan.Zero);
        (_timers ??= new ThreadedTimers(this, _runtime)).Start(key, message, Elapsed + delay);
    }

    public void CancelTimer(string key) => _timers?.Cancel(key);

    public ActorRef Spawn(string name, ActorSpec spec) => _life.Spawn(name, spec);

    public void Watch(ActorRef actor) =>
        ((ThreadedActor)actor).Post(new Signal(SignalKind.Watch, this) { Epoch = _life.Epoch });

    public void Unwatch(ActorRef actor) => ((ThreadedActor)actor).Post(new Signal(SignalKind.Unwatch, this));

    public void Stop(ActorRef actor) => ((ThreadedActor)actor).Post(new Signal(SignalKind.Stop));

    public void Occupy(TimeSpan duration) => ArgumentOutOfRangeException.ThrowIfLessThan(duration, TimeSpan.Zero);

    public void Report(string kind, string detail) => _runtime.Report(this, kind, detail);

    public void Unhandled(object message) => _runtime.CountDrop(this, message, "unhandled");

    /// <summary>Puts a message into the mailbox, from any thread.</summary>
    public void Deliver(in Envelope envelope)
    {
        if (Home.IsDown)
        {
            Discard(envelope, "node-down");
            return;
        }

        _runtime.Activity?.Waits(this, envelope.Message, Elapsed);
        if (_inbox.Add(envelope, out Envelope? unwanted))
        {
            _runtime.Begin(this);
        }

        if (unwanted is { } rejected)
        {
            Reject(rejected);
        }
    }

    /// <summary>Tells the actor something about its life, from any thread.</summary>
    public void Post(in Signal signal)
    {
        if (_inbox.Add(signal))
        {
            _runtime.Begin(this);
        }
    }

    /// <inheritdoc/>
    public void CutOff(int epoch, TimeSpan knownAt)
    {
        if (_inbox.CutOff(new Signal(SignalKind.Crash) { Epoch = epoch, KnownAt = knownAt }))
        {
            _runtime.Begin(this);
        }
    }

    /// <inheritdoc/>
    public void Revive() => Post(new Signal(SignalKind.Revive));

    /// <inheritdoc/>
    public void Throw() => Post(new Signal(SignalKind.Throw));

    /// <inheritdoc/>
    public void FindOut(Terminated death) => Deliver(new Envelope(death, death.Actor));

    /// <inheritdoc/>
    public void SetPaused(PauseReasons reason, bool isPaused)
    {
        if (_inbox.SetPaused(reason, isPaused))
        {
            _runtime.Begin(this);
        }

        if (!isPaused)
        {
            Post(new Signal(SignalKind.GoOn)); // it may be yet to start
        }
    }

    /// <summary>Makes the mailbox give out messages or signals only.</summary>
    internal void Open(bool isOpen) => _inbox.Open(isOpen);

    /// <summary>Cancels all timers and puts stashed messages back: what a restart and a stop begin with.</summary>
    internal void Quiesce()
    {
        _timers?.CancelAll();
        UnstashAll();
    }

    /// <summary>Discards what crashes of its node cost.</summary>
    /// <param name="isOver">True where the life ends that has taken messages along already.</param>
    internal void LoseMailbox(bool isOver)
    {
        foreach (Envelope lost in _inbox.TakeLost(isOver))
        {
            Discard(lost, "node-crashed");
        }
    }

    /// <summary>Discards everything that waits, and whatever comes later.</summary>
    internal void CloseMailbox()
    {
        foreach (Envelope waiting in _inbox.Close())
        {
            Discard(waiting, "dead-letter");
        }
    }

    private void Reject(in Envelope unwanted)
    {
        if (_inbox.IsClosedForGood)
        {
            Discard(unwanted, "dead-letter");
            return;
        }

        if (Spec.Mailbox.Overflow == MailboxOverflow.ReturnCredit && unwanted.Sender is ThreadedActor sender)
        {
            _runtime.SendOfSystem(this, sender, new Undelivered(this, unwanted.Message));
        }

        Discard(unwanted, "mailbox-full");
    }

    /// <summary>Counts a message that nobody will look at, and gives its reference back.</summary>
    private void Discard(in Envelope envelope, string reason)
    {
        if (envelope.Timer is { } timer && !_timers!.TrySettle(timer))
        {
            return; // cancelled: nobody waits for it, and its reference is given back already
        }

        _runtime.Counters.CountDeliveries(1);
        _runtime.CountDrop(this, envelope.Message, reason);
        (envelope.Message as IRetained)?.Release();
    }
}
