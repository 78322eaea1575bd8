using Delight.Actors.Faults;
using Delight.Actors.Network;
using Delight.Actors.Port;
using Delight.Actors.Recording;
using Delight.Determinism;

namespace Delight.Actors.Simulation;

/// <summary>Runs actors in virtual time on one thread: the same seed and actors give the same run, bit for
/// bit.</summary>
/// <remarks>
/// <para>One event queue ordered by time, then by the order of scheduling. Time jumps to the next event; an actor that
/// occupied itself is busy until then, and what reaches it meanwhile waits in its mailbox.</para>
/// <para>Not thread-safe: whoever runs it owns it.</para>
/// </remarks>
public sealed class SimulatedRuntime
{
    private readonly EventQueue _queue = new();
    private readonly IRuntimeObserver? _observer;
    private readonly ulong _seed;
    private readonly Dictionary<string, SimulatedActor> _top = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SimulatedNode> _nodes = new(StringComparer.Ordinal);
    private long _sequence;
    private long _nowTicks; // of the event at hand, while the clock runs ahead with whoever works
    private ActorFailedException? _failure;

    /// <summary>An empty system at the time at which it starts.</summary>
    /// <exception cref="ArgumentOutOfRangeException">That time is below 0.</exception>
    public SimulatedRuntime(SimulationOptions options)
    {
        Network = new NetworkModel(options.Network, options.Seed);
        Faults = new SimulatedFaults(this);
        _observer = options.Observer;
        Activity = options.Observer?.Activity;
        _seed = options.Seed;
        ArgumentOutOfRangeException.ThrowIfLessThan(options.StartsAt, TimeSpan.Zero);
        Clock.Elapsed = options.StartsAt;
        _nowTicks = options.StartsAt.Ticks;
    }

    /// <summary>The run's clock.</summary>
    public VirtualClock Clock { get; } = new();

    /// <summary>Hash over all deliveries so far.</summary>
    public RunDigest Digest { get; } = new();

    /// <summary>What was counted so far.</summary>
    public RuntimeCounters Counters { get; } = new();

    /// <summary>What can be made to go wrong.</summary>
    public IFaultControl Faults { get; }

    /// <summary>True while a top-level actor lives.</summary>
    public bool IsAlive => _top.Count > 0;

    internal NetworkModel Network { get; }

    /// <summary>Events that are planned: arrivals, timers, work that ends.</summary>
    internal int EventsPlanned => _queue.Count;

    /// <summary>Hears of messages and work; null: nobody.</summary>
    internal IActivityObserver? Activity { get; }

    /// <summary>Starts a top-level actor.</summary>
    /// <param name="name">Unique among the top-level actors; letters, digits, '-', '_' and '.'.</param>
    /// <param name="spec">How to make it; where no node is named it lives on the node <c>root</c>. A failure at its
    /// start is the first thing that happens when the system runs.</param>
    /// <exception cref="ArgumentException">The name is taken or has other characters.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A setting of the mailbox or of supervision is out of its
    /// range.</exception>
    public ActorRef Spawn(string name, ActorSpec spec)
    {
        ActorName.Require(name, _top.ContainsKey(name), "the system");
        SimulatedActor actor = new(this, parent: null, name, spec);
        _top.Add(name, actor);
        actor.Life.Start();
        return actor;
    }

    /// <summary>Sends from outside of the system, at the current time; the receiver sees itself as the
    /// sender.</summary>
    public void Send(ActorRef receiver, object message) => Send(sender: null, (SimulatedActor)receiver, message);

    /// <summary>Runs until nothing is left to happen, until every top-level actor has stopped, or until
    /// cancelled.</summary>
    /// <exception cref="ActorFailedException">A failure was escalated past the topmost actor.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled between two events.</exception>
    public void Run(CancellationToken cancellation = default)
    {
        while (Step())
        {
            cancellation.ThrowIfCancellationRequested();
        }
    }

    /// <summary>Lets everything happen that is due until a time, and moves the clock there.</summary>
    /// <exception cref="ActorFailedException">A failure was escalated past the topmost actor.</exception>
    public void RunUntil(TimeSpan time)
    {
        bool hasMore = true;
        while (hasMore)
        {
            hasMore = StepUntil(time);
        }

        Clock.Elapsed = time > Clock.Elapsed ? time : Clock.Elapsed;
        _nowTicks = Clock.Elapsed.Ticks;
    }

    /// <summary>Lets the next event happen.</summary>
    /// <returns>False where nothing is left to happen or no top-level actor lives.</returns>
    /// <exception cref="ActorFailedException">A failure was escalated past the topmost actor.</exception>
    public bool Step()
    {
        if (!_queue.TryTake(out ScheduledEvent next))
        {
            return false;
        }

        _nowTicks = next.Ticks;
        Clock.Elapsed = TimeSpan.FromTicks(next.Ticks);
        if (next.Kind == EventKind.Control)
        {
            ((Action)next.Content!)();
        }
        else
        {
            next.Target.Handle(next);
        }

        ThrowIfFailed();
        return _queue.Count > 0 && IsAlive;
    }

    /// <summary>Lets the next event happen if it is due until a time; false where there is none or no top-level actor
    /// lives.</summary>
    internal bool StepUntil(TimeSpan time)
    {
        if (!IsAlive || !_queue.TryPeekTicks(out long ticks) || ticks > time.Ticks)
        {
            return false;
        }

        Step();
        return true;
    }

    /// <summary>What happens next; false where nothing does.</summary>
    internal bool TryPeek(out ScheduledEvent next) => _queue.TryPeek(out next);

    internal void Schedule(
        EventKind kind, SimulatedActor target, TimeSpan at, SimulatedActor? sender, object? content) => _queue.Add(
            new ScheduledEvent(at.Ticks, _sequence++, kind, target)
            {
                Sender = sender, Content = content, Life = target.Life.Deaths,
            },
            Clock.Elapsed.Ticks);

    /// <summary>Does something between two events, a while from now.</summary>
    internal void Control(TimeSpan delay, Action what)
    {
        TimeSpan at = Clock.Elapsed + delay;
        _queue.Add(
            new ScheduledEvent(at.Ticks, _sequence++, EventKind.Control, Target: null!) { Content = what },
            Clock.Elapsed.Ticks);
    }

    internal void Send(SimulatedActor? sender, SimulatedActor receiver, object message)
    {
        Activity?.Sent(sender, receiver, message, Clock.Elapsed);
        ScheduledEvent leaving = new(Clock.Elapsed.Ticks, _sequence++, EventKind.Arrival, receiver)
        {
            Sender = sender, Content = message,
        };
        if (sender is null || (sender.Place == receiver.Place && leaving.Ticks == _nowTicks))
        {
            _queue.Add(leaving, leaving.Ticks); // most messages are of this kind: nothing can happen to them
        }
        else if (leaving.Ticks > _nowTicks)
        {
            sender.KeepUntilDeparture(leaving);
            _queue.Add(DepartureOf(leaving, sender), leaving.Ticks);
        }
        else
        {
            Depart(leaving, sender, isNew: true);
        }
    }

    /// <summary>The network does to a message what it does as it leaves.</summary>
    /// <param name="message">Its time is that of its departure, which is now.</param>
    /// <param name="sender">Who sent it.</param>
    /// <param name="isNew">True where its sequence number is the newest.</param>
    internal void Depart(in ScheduledEvent message, SimulatedActor sender, bool isNew)
    {
        Passage passage = Network.Send(
            sender, message.Target, message.Content!, TimeSpan.FromTicks(message.Ticks));
        if (passage.Copies == 0)
        {
            Counters.CountDrop(passage.LossReason);
            Activity?.Lost(message.Content!, passage.LossReason);
            return;
        }

        ScheduledEvent arrival = message with { Ticks = passage.First.Ticks };
        if (isNew)
        {
            _queue.Add(arrival, message.Ticks);
        }
        else
        {
            _queue.AddAgain(arrival);
        }

        if (passage.Copies == 2)
        {
            Counters.CountDuplicate();
            Activity?.Duplicated(message.Content!);
            _queue.Add(
                message with { Ticks = passage.Second.Ticks, Sequence = _sequence++ }, message.Ticks);
        }
    }

    /// <summary>Plans a departure anew, after its time has changed.</summary>
    internal void PlanDeparture(in ScheduledEvent message, SimulatedActor sender) =>
        _queue.AddAgain(DepartureOf(message, sender));

    /// <summary>Lets a message of the runtime itself arrive now, whatever the network does.</summary>
    internal void Deliver(SimulatedActor sender, SimulatedActor receiver, object message)
    {
        Activity?.Sent(sender: null, receiver, message, Clock.Elapsed);
        Schedule(EventKind.Arrival, receiver, Clock.Elapsed, sender, message);
    }

    /// <summary>Every copy of a message that was sent and has not come to its end: kept until work ends, on a link, in
    /// a mailbox. Looks at everything, so it is for checks.</summary>
    internal IEnumerable<object> MessagesUnderWay() => _queue.Events
        .Where(planned => planned.Kind == EventKind.Arrival).Select(planned => planned.Content!)
        .Concat(_nodes.Values.SelectMany(node => node.Actors).SelectMany(actor => actor.MessagesHeld));

    /// <summary>Messages that wait in mailboxes.</summary>
    internal int MessagesWaiting() => _nodes.Values.Sum(node => node.Actors.Sum(actor => actor.MessagesWaiting));

    internal SimulatedNode Node(string name)
    {
        if (!_nodes.TryGetValue(name, out SimulatedNode? node))
        {
            node = new SimulatedNode(name, this);
            _nodes.Add(name, node);
        }

        return node;
    }

    internal void ForgetWatchesFrom(SimulatedNode dead)
    {
        foreach (SimulatedNode node in _nodes.Values)
        {
            node.ForgetWatchesFrom(dead);
        }
    }

    internal RandomStream Random(string name, long index) => RandomStream.Derive(_seed, name, index);

    internal void CountDrop(SimulatedActor actor, object message, string reason)
    {
        Counters.CountDrop(reason);
        Report(actor, "message-dropped", $"{(message as IMessage)?.WireName ?? message.GetType().Name}: {reason}");
    }

    internal void Report(SimulatedActor actor, string kind, string detail) =>
        _observer?.Happened(new RunEvent(Clock.Elapsed, kind, actor.ToString(), detail));

    internal void Forget(string name) => _top.Remove(name);

    internal void Fail(SimulatedActor actor, Exception failure) =>
        _failure ??= new ActorFailedException(actor, failure);

    private static ScheduledEvent DepartureOf(in ScheduledEvent message, SimulatedActor sender) =>
        new(message.Ticks, message.Sequence, EventKind.Departure, sender);

    private void ThrowIfFailed()
    {
        if (_failure is { } failure)
        {
            throw failure;
        }
    }
}
