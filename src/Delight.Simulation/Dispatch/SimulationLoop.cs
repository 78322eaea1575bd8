using Akka.Actor;
using Akka.Dispatch.SysMsg;
using Delight.Determinism;
using Delight.Simulation.Asks;
using Delight.Simulation.Digests;
using Delight.Simulation.Failures;
using Delight.Simulation.Network;
using Delight.Simulation.Nodes;
using Delight.Simulation.Observing;
using Delight.Simulation.Time;

namespace Delight.Simulation.Dispatch;

/// <summary>The one thread and the one event queue of a simulation: turns of actors, messages under way,
/// timers.</summary>
/// <remarks>Everything goes through here once: <see cref="Send"/> and <see cref="SendSystem"/> when it is sent, the
/// queue while it waits, <c>Deliver</c> when it reaches the mailbox.</remarks>
internal sealed partial class SimulationLoop : ICarrier, IActorHost
{
    private readonly EventQueue _queue = new();
    private readonly List<QueuedEvent> _ready = [];
    private readonly List<(SimulatedCell? From, ActorCell To, SystemMessage Message)> _held = [];
    private readonly List<(ActorCell To, Envelope Envelope)> _heldSends = [];
    private readonly Queue<QueuedEvent> _starting = [];
    private readonly ISimulationObserver? _hearer; // of messages
    private readonly bool _isShuffled;
    private RandomStream _order;
    private SimulatedNode? _acting;
    private bool _isInTurn;
    private readonly Queue<QueuedEvent> _caught = [];
    private bool _catchesTurns;
    private bool _isStopping;
    private long _now;

    /// <param name="seed">Root of all that is random.</param>
    /// <param name="options">Checked.</param>
    public SimulationLoop(ulong seed, SimulationOptions options)
    {
        (Seed, Options) = (seed, options);
        _hearer = options.Observer is { HearsMessages: true } observer ? observer : null;
        _isShuffled = options.ReadyOrder == ReadyOrder.Shuffled;
        _order = RandomStream.Derive(seed, "ready order");
        Digest = new RunDigest(seed, options.Describe);
        Network = new SimulatedNetwork(this);
        Lives = new NodeLives(this);
    }

    public ulong Seed { get; }

    public SimulationOptions Options { get; }

    public DateTimeOffset StartsAt { get; } = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public NodeTable<SimulatedNode> Nodes { get; } = new();

    public NodeLives Lives { get; }

    public SimulatedNetwork Network { get; }

    public RunDigest Digest { get; }

    public SimulationCounters Counters { get; } = new();

    /// <summary>Virtual time in ticks.</summary>
    public long Now => _now;

    /// <summary>How far the work of the running turn is ahead of <see cref="Now"/>.</summary>
    public long Offset { get; private set; }

    /// <summary>The actor that has its turn.</summary>
    public SimulatedCell? Running { get; private set; }

    /// <summary>The node of whoever acts: the actor that has its turn, else whose timer or continuation runs.</summary>
    public SimulatedNode? ActingNode => Running is { } running ? running.Node : _acting;

    /// <summary>True from the begin to the end of a turn.</summary>
    public bool IsInTurn => _isInTurn;

    /// <summary>Events still to happen.</summary>
    public int Pending => _queue.Count + _ready.Count;

    /// <summary>True while a turn happens at once where it is asked for: who waits for an actor's start on this very
    /// thread would wait for ever otherwise.</summary>
    public bool RunsAtOnce { get; set; }

    /// <summary>True while a system starts on this thread, which waits for its actors: turns and replies happen until
    /// none is left as soon as the outermost call sends something.</summary>
    public bool IsStarting { get; private set; }

    /// <summary>The node whose actors are being taken down.</summary>
    public SimulatedNode? Crashing { get; set; }

    /// <summary>Running actors without a node.</summary>
    public LinkedList<SimulatedCell> Unplaced { get; } = new();

    /// <summary>Messages on links, in the order of arrival.</summary>
    public IEnumerable<(long Time, object To, Envelope Envelope)> Arrivals => _queue.Later
        .Where(later => later.Event.Kind == EventKind.Arrival).OrderBy(later => later.Time)
        .ThenBy(later => later.Sequence)
        .Select(later => (later.Time, later.Event.Target, later.Event.Envelope));

    /// <summary>Lets one event happen.</summary>
    /// <param name="limit">Nothing later than this happens.</param>
    /// <returns>False where nothing is left until the limit.</returns>
    /// <exception cref="SimulationException">Something failed that nobody supervises.</exception>
    public bool Step(long limit)
    {
        while (_queue.TrySkipCancelled())
        {
        }

        bool hasNext = _queue.TryPeekTime(_now, out long time);
        if (_ready.Count > 0 && !(hasNext && time <= _now))
        {
            int drawn = _order.NextIndex(_ready.Count);
            QueuedEvent turn = _ready[drawn];
            _ready.RemoveAt(drawn);
            Happen(turn);
        }
        else if (!hasNext || time > limit)
        {
            return false;
        }
        else
        {
            Happen(_queue.Take(ref _now));
        }

        ThrowIfFailed();
        return true;
    }

    /// <summary>Lets all turns happen that are due, for the end of the system. Timers and messages under way are given
    /// up, and so are failures.</summary>
    public void Stop()
    {
        _isStopping = true;
        foreach (SimulatedCell cell in Nodes.All.SelectMany(node => node.Cells).Concat(Unplaced).ToArray())
        {
            foreach (Departure departure in cell.Outbox?.Clear() ?? [])
            {
                Leave(cell, departure);
            }

            EndWork(cell);
            Lives.Free(cell);
        }

        while (_queue.TryPeekTime(_now, out long time) && time <= _now || _ready.Count > 0)
        {
            if (_ready.Count > 0)
            {
                QueuedEvent turn = _ready[0];
                _ready.RemoveAt(0);
                Happen(turn);
            }
            else
            {
                Happen(_queue.Take(ref _now));
            }
        }
    }

    /// <summary>Nothing happens any more until that time.</summary>
    public void AdvanceTo(long time) => _now = Math.Max(_now, time);

    /// <summary>Queues an action of the simulation for now, behind what is due.</summary>
    public void Act(Action action) => _queue.AddNow(new QueuedEvent(EventKind.Action, action));

    /// <summary>Queues an action of the simulation.</summary>
    public void ActAt(long time, Action action) => _queue.AddAt(time, new QueuedEvent(EventKind.Action, action));

    /// <summary>A timer begins to run.</summary>
    public void Start(long delay, TimerEntry entry) =>
        _queue.AddAt(_now + Offset + Math.Max(0, delay), new QueuedEvent(EventKind.Timer, entry));

    /// <summary>Queues an event behind all that is due now.</summary>
    public void Requeue(in QueuedEvent happens)
    {
        if (_isShuffled && happens.Kind == EventKind.Turn)
        {
            _ready.Add(happens);
        }
        else
        {
            _queue.AddNow(happens);
        }
    }

    /// <summary>The departures of an actor are due at other times than before.</summary>
    public void QueueDepartures(SimulatedCell cell)
    {
        foreach (Departure departure in cell.Outbox?.Waiting ?? [])
        {
            _queue.AddAt(departure.Due, new QueuedEvent(EventKind.Departure, cell));
        }
    }

    private void Happen(in QueuedEvent next)
    {
        Counters.Events++;
        switch (next.Kind)
        {
            case EventKind.Turn:
                Turn(next);
                break;
            case EventKind.DelayedTurn when next.Owner is SimulatedCell { IsTurnDelayed: true } cell:
                cell.IsTurnDelayed = false;
                CatchUp(next with { Kind = EventKind.Turn });
                break;
            case EventKind.DelayedTurn:
                break; // a crash took the work away, and the turn came earlier
            default:
                HappenOutside(next);
                break;
        }
    }

    private void Act(in QueuedEvent next)
    {
        switch (next.Kind)
        {
            case EventKind.Arrival when next.Target is IReplyReceiver future:
                Complete(future, next);
                break;
            case EventKind.Arrival when next.Target is IFrameReceiver frames:
                ArriveAt(frames, next);
                break;
            case EventKind.Arrival:
                Deliver((ActorCell)next.Target, StateOf((ActorCell)next.Target), next.Envelope);
                break;
            case EventKind.News:
                ((DeathNews)next.Target).Tell();
                break;
            case EventKind.Departure:
                Depart((SimulatedCell)next.Target);
                break;
            case EventKind.Timer:
                Fire(next);
                break;
            default:
                Guarded((Action)next.Target, "an action of the simulation");
                break;
        }
    }

    /// <summary>The reply to an Ask arrives, and what continues after the Ask acts for the node that asked.</summary>
    private void Complete(IReplyReceiver future, in QueuedEvent arrival)
    {
        SimulatedNode? node = (SimulatedNode?)future.Node;
        if (node is { IsPaused: true })
        {
            node.Held.Add(arrival);
            return;
        }

        Envelope reply = arrival.Envelope;
        ActFor(node, () => future.Complete(reply), "what continues after an Ask");
    }

    /// <summary>A frame arrives; a paused node reads it later.</summary>
    private void ArriveAt(IFrameReceiver frames, in QueuedEvent arrival)
    {
        if (frames.Node is { IsPaused: true } paused)
        {
            paused.Held.Add(arrival);
            return;
        }

        object frame = arrival.Envelope.Message;
        ActFor(frames.Node, () => frames.Arrive(frame), "the network");
    }

    private void ActFor(SimulatedNode? node, Action action, string who)
    {
        _acting = node;
        try
        {
            Guarded(action, who);
        }
        finally
        {
            _acting = null;
        }
    }

    private void Fire(in QueuedEvent next)
    {
        TimerEntry timer = (TimerEntry)next.Target;
        if (timer.IsCancelled)
        {
            return;
        }

        if (timer.Owner is { IsPaused: true } paused)
        {
            paused.Held.Add(next);
            return;
        }

        ActFor(timer.Owner, timer.Fire, "a timer");
        if (timer.Interval > 0 && !timer.IsCancelled)
        {
            _queue.AddAt(_now + timer.Interval, next);
        }
    }

    private void Guarded(Action action, string who)
    {
        try
        {
            action();
        }
        catch (Exception failure) when (failure is not SimulationException)
        {
            string what = $"{who} threw {failure.GetType().Name}: {FirstLine(failure.Message)}";
            Fail(FailureKind.Unsupervised, what, failure);
        }
    }
}
