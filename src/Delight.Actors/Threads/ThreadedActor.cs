using Delight.Actors.Port;
using Delight.Learning.Determinism;

namespace Delight.Actors.Threads;

/// <summary>One actor of a threaded system: address, context, and what it does in its turns on the thread
/// pool.</summary>
/// <remarks>
/// <para>At most one turn is queued or under way, so the actor's own state needs no lock. A turn takes signals first,
/// then messages, up to its quota; what is left waits for the next turn, behind the other actors'.</para>
/// <para>The failing, stopping and restarting half is in <see cref="ThreadedLife"/>, what others may touch in
/// <see cref="ThreadedInbox"/>.</para>
/// </remarks>
internal sealed class ThreadedActor : ActorRef, IActorContext, IThreadPoolWorkItem
{
    private readonly ThreadedRuntime _runtime;
    private readonly ThreadedInbox _inbox;
    private readonly ThreadedLife _life;
    private ThreadedTimers? _timers;
    private Envelope _current;
    private bool _isCurrentStashed;
    private int _handled;
    private int _quota;

    public ThreadedActor(
        ThreadedRuntime runtime, ThreadedActor? parent, string name, ActorSpec spec, ThreadedNode home)
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

    public ThreadedNode Home { get; }

    public ActorRef Self => this;

    public ActorRef Sender => _current.Sender ?? this;

    public TimeProvider Time => _runtime.Options.Time;

    public TimeSpan Elapsed => _runtime.Elapsed;

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

    public void Watch(ActorRef actor) => ((ThreadedActor)actor).Post(new Signal(SignalKind.Watch, this));

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

    /// <summary>Lets it rest after the message that it is at, or go on; from any thread.</summary>
    public void SetPaused(bool isPaused)
    {
        if (_inbox.SetPaused(isPaused))
        {
            _runtime.Begin(this);
        }
    }

    /// <summary>One turn. Never called twice at a time.</summary>
    public void Execute()
    {
        try
        {
            TakeTurn();
        }
        catch (Exception broken)
        {
            // A part that promised not to throw did: that ends the run in order, and not the process.
            _runtime.Fail(this, broken);
            _runtime.Queue(this);
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

    /// <summary>Discards everything that waits.</summary>
    /// <param name="reason">Counted for each message.</param>
    /// <param name="isForGood">Whether everything that comes later is discarded as well.</param>
    internal void EmptyMailbox(string reason, bool isForGood)
    {
        foreach (Envelope waiting in _inbox.Empty(isForGood))
        {
            Discard(waiting, reason);
        }
    }

    private void TakeTurn()
    {
        long began = 0;
        int taken = 0, quota = Home.SlowFactor > 1 ? 1 : _quota;
        while (taken < quota)
        {
            InboxItem item = _inbox.Take(out Signal signal, out Envelope envelope);
            if (item == InboxItem.None)
            {
                CountHandled();
                _runtime.End();
                return;
            }

            if (item == InboxItem.Signal)
            {
                _life.Handle(signal);
                continue;
            }

            // Of several messages the first is not timed, so that whoever gets one at a time never asks for the time.
            if (taken++ == Math.Min(1, quota - 1))
            {
                began = Time.GetTimestamp();
            }

            Process(envelope);
        }

        CountHandled();
        EndTurn(Time.GetElapsedTime(began));
    }

    private void EndTurn(TimeSpan took)
    {
        double slow = Home.SlowFactor;
        if (slow > 1)
        {
            // The turn goes on when it would have ended on a slower node; no thread waits for that.
            _runtime.Delay(new Delayed(this, Elapsed + ((slow - 1) * took), static rest => rest.Target.EndRest()));
            if (!_inbox.Rest())
            {
                _runtime.End();
                return;
            }
        }
        else
        {
            ThreadedOptions options = _runtime.Options;
            _quota = took > options.TurnTime ? Math.Max(1, _quota / 2) : Math.Min(2 * _quota, options.MessagesPerTurn);
        }

        _runtime.Queue(this);
    }

    private void EndRest()
    {
        if (_inbox.EndRest())
        {
            _runtime.Begin(this);
        }
    }

    private void CountHandled()
    {
        if (_handled != 0)
        {
            _runtime.Counters.CountDeliveries(_handled);
            _handled = 0;
        }
    }

    private void Process(in Envelope envelope)
    {
        if (envelope.Timer is { } timer && !_timers!.TrySettle(timer))
        {
            return;
        }

        _handled++;
        _current = envelope with { Timer = null };
        _isCurrentStashed = false;
        IActivityObserver? activity = _runtime.Activity;
        TimeSpan began = activity is null ? default : Elapsed;
        try
        {
            _life.Instance.Receive(envelope.Message, this);
        }
        catch (Exception failure)
        {
            _runtime.Counters.CountDrop("failed");
            _life.Fail(failure);
        }

        activity?.Handled(this, envelope.Message, began, Elapsed);
        if (!_isCurrentStashed)
        {
            (envelope.Message as IRetained)?.Release();
        }

        _current = default;
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
            _runtime.Send(this, sender, new Undelivered(this, unwanted.Message));
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
