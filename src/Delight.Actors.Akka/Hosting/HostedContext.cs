using Akka.Actor;
using Delight.Actors.Live;
using Delight.Actors.Port;
using Delight.Determinism;
using AkkaContext = Akka.Actor.IActorContext;
using Terminated = Delight.Actors.Port.Terminated;

namespace Delight.Actors.Akka.Hosting;

/// <summary>What a hosted actor may use: the port's context over Akka's.</summary>
/// <remarks>Touched in turns of its actor alone, but for the timers, which have a lock.</remarks>
internal sealed class HostedContext(HostedRef owner) : Port.IActorContext
{
    private readonly Dictionary<IActorRef, ActorRef> _watched = [];
    private AkkaContext? _akka;
    private IStash? _stash;
    private ActorTimers? _timers;
    private Delivery? _current;
    private bool _isCurrentStashed;

    public ActorRef Self => owner;

    public ActorRef Sender => _current?.Sender ?? owner;

    public TimeProvider Time => owner.Runtime.Options.Time;

    public TimeSpan Elapsed => owner.Runtime.Elapsed;

    private AkkaContext Akka => _akka ?? throw new InvalidOperationException($"{owner} has not begun yet.");

    public RandomStream Random(string name, long index = 0) => owner.Runtime.Random(name, index);

    public void Send(ActorRef receiver, object message) => owner.Runtime.Send(owner, receiver, message);

    public void Stash()
    {
        if (_isCurrentStashed || _current is null)
        {
            throw new InvalidOperationException(
                $"{owner} has no message at hand to stash; call Stash once, while a message is received.");
        }

        _stash!.Stash();
        _isCurrentStashed = true;
    }

    public void UnstashAll() => _stash?.UnstashAll();

    public void StartTimer(string key, object message, TimeSpan delay)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(delay, TimeSpan.Zero);
        _timers ??= new ActorTimers();
        lock (_timers)
        {
            ActorTimer timer = _timers.Start(key, message);
            Delivery delivery = new(message, owner, sender: null, timer);
            timer.Wait = owner.Runtime.HappenAfter(delay, () => owner.Deliver(delivery));
        }
    }

    public void CancelTimer(string key)
    {
        if (_timers is { } timers)
        {
            lock (timers)
            {
                timers.Cancel(key);
            }
        }
    }

    public ActorRef Spawn(string name, ActorSpec spec)
    {
        ActorName.Require(name, isTaken: false, owner.ToString());

        // A child of an earlier life may still be on its way to its end.
        string hosted = owner.Life.Deaths == 0 ? name : $"{name}~{owner.Life.Deaths}";
        ActorName.Require(name, !Akka.Child(hosted).IsNobody(), owner.ToString());
        HostedRef child = new(owner.Runtime, owner, name, spec);
        owner.Runtime.Directory.Host(child, hosted, Akka);
        return child;
    }

    public void Watch(ActorRef actor)
    {
        IActorRef target = ((AkkaRef)actor).Target;
        _watched[target] = actor;
        (actor as HostedRef)?.Watchers.Add(new DeathWatchers.Watch(owner, owner.Life.Epoch));
        Akka.Watch(target);
    }

    public void Unwatch(ActorRef actor)
    {
        IActorRef target = ((AkkaRef)actor).Target;
        _watched.Remove(target);
        (actor as HostedRef)?.Watchers.Remove(owner);
        Akka.Unwatch(target);
    }

    public void Stop(ActorRef actor) => Akka.Stop(((AkkaRef)actor).Target);

    public void Occupy(TimeSpan duration) => ArgumentOutOfRangeException.ThrowIfLessThan(duration, TimeSpan.Zero);

    public void Report(string kind, string detail) => owner.Runtime.Report(owner, kind, detail);

    public void Unhandled(object message) => owner.Runtime.CountDrop(owner, message, "unhandled");

    /// <summary>A fresh Akka actor stands behind the address.</summary>
    internal void Attach(AkkaContext akka, IStash stash) => (_akka, _stash) = (akka, stash);

    /// <summary>Gives the instance one message.</summary>
    internal void Process(Delivery delivery)
    {
        if (delivery.Timer is { } timer && !TrySettle(timer))
        {
            return;
        }

        delivery.Timer = null;
        _current = delivery;
        _isCurrentStashed = false;
        IActivityObserver? watching = owner.Runtime.Watching;
        TimeSpan began = watching is null ? default : Elapsed;
        try
        {
            owner.Life.Instance.Receive(delivery.Message, this);
        }
        catch (Exception)
        {
            owner.Runtime.Counters.CountDrop("failed");
            if (!owner.Life.IsCutOff)
            {
                throw; // else its node is gone already, and no supervision is asked
            }
        }
        finally
        {
            watching?.Handled(owner, delivery.Message, began, Elapsed);
            if (!_isCurrentStashed)
            {
                // What is stashed comes once more, and is counted then.
                CountedDispatcher.CountHandled();
            }

            _current = null;
        }
    }

    /// <summary>Akka says that a watched actor is gone: so do we, over the link that parts the two.</summary>
    internal void Miss(IActorRef target)
    {
        if (!_watched.Remove(target, out ActorRef? gone))
        {
            return;
        }

        if (gone is HostedRef hosted)
        {
            if (hosted.Watchers.TryTake(owner))
            {
                owner.Runtime.SendOfSystem(gone, owner, new Terminated(gone));
            }

            return;
        }

        owner.Runtime.Directory.Forget(target);
        owner.Deliver(new Delivery(new Terminated(gone), owner, gone)); // a real network has told of it
    }

    /// <summary>The message of a timer is at hand or dropped; false where it was cancelled.</summary>
    internal bool TrySettle(ActorTimer timer)
    {
        ActorTimers timers = _timers!;
        lock (timers)
        {
            return timers.TrySettle(timer);
        }
    }

    internal void CancelTimers()
    {
        if (_timers is { } timers)
        {
            lock (timers)
            {
                timers.CancelAll();
            }
        }
    }

    /// <summary>The actor's node died: it watches nobody any more, and its children have lost their parent. Those on
    /// the same node are gone with it, also one that was made since.</summary>
    internal void Abandon()
    {
        foreach (IActorRef target in _watched.Keys)
        {
            Akka.Unwatch(target);
        }

        _watched.Clear();
        foreach (IActorRef child in Akka.GetChildren())
        {
            if (owner.Runtime.Directory.Find(child) is { } orphan && orphan.Home == owner.Home)
            {
                orphan.Watchers.NoteDeath(Elapsed + owner.Runtime.DetectionTime);
            }

            Akka.Stop(child);
        }
    }

    /// <summary>Discards what was put aside before the actor's node died.</summary>
    /// <param name="isOver">True where the life has ended that may have a stash.</param>
    internal void LoseStash(bool isOver)
    {
        foreach (global::Akka.Actor.Envelope stashed in isOver ? _stash!.ClearStash() : [])
        {
            owner.Mailbox.Lose(stashed);
        }

        owner.Mailbox.LoseReturned();
    }
}
