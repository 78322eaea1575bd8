using System.Globalization;
using System.Runtime.CompilerServices;
using Akka.Actor;
using Delight.Actors.Messages;
using Delight.Actors.Recording;
using Delight.Simulation.Observing;

namespace Delight.Experiments.Traces;

/// <summary>Collects who is at work when, and who wrote to whom, up to a number of marks.</summary>
/// <remarks>Thread-safe. Holds everything in memory until the run is over, about 100 bytes a mark; once it is full it
/// keeps what it has.</remarks>
/// <param name="eventsMax">Marks at most, but for what one call adds.</param>
internal sealed class TraceLog(int eventsMax) : ISimulationObserver
{
    private readonly Lock _gate = new();
    private readonly Dictionary<IActorRef, TraceActor> _byReference = [];
    private readonly Dictionary<string, TraceActor> _actors = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _processes = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _names = new(StringComparer.Ordinal);
    private readonly Dictionary<(object, IActorRef), Passage> _underWay = new(new SameMessage());
    private readonly List<Arrow> _arrows = [];
    private readonly List<RunEvent> _happened = [];
    private readonly TraceCounters _counters = new();
    private int _spans;

    /// <summary>When it was full; null where it is not.</summary>
    public TimeSpan? CutAt { get; private set; }

    /// <summary>Marks so far.</summary>
    public int Count => _spans + (2 * _arrows.Count) + _happened.Count + _counters.Count;

    /// <summary>All actors that did or sent anything.</summary>
    public IReadOnlyCollection<TraceActor> Actors => _actors.Values;

    /// <inheritdoc/>
    public void Sent(TimeSpan time, IActorRef receiver, object message, IActorRef sender)
    {
        lock (_gate)
        {
            if (NodeOf(sender) is null || IsFull(time))
            {
                return;
            }

            TraceActor from = ActorOf(sender);
            _counters.Send(from, message, Nanoseconds(time));

            // The work at hand is told of when it is over: it is the next one.
            _underWay[(message, receiver)] = new Passage(from, from.Spans.Count, Nanoseconds(time));
        }
    }

    /// <inheritdoc/>
    public void Delivered(TimeSpan time, IActorRef receiver, object message, IActorRef sender)
    {
        lock (_gate)
        {
            if (!IsFull(time))
            {
                _underWay[(message, receiver)] = _underWay.GetValueOrDefault((message, receiver)) with
                {
                    WaitsSince = Nanoseconds(time),
                };
            }
        }
    }

    /// <inheritdoc/>
    public void Began(TimeSpan time, IActorRef actor, object message)
    {
        lock (_gate)
        {
            if (NodeOf(actor) is not null && !IsFull(time))
            {
                ActorOf(actor).Taken = Nanoseconds(time);
            }
        }
    }

    /// <inheritdoc/>
    public void Handled(TimeSpan time, IActorRef actor, object message)
    {
        lock (_gate)
        {
            if (CutAt is not null || NodeOf(actor) is null)
            {
                return;
            }

            TraceActor who = ActorOf(actor);
            long taken = who.Taken;
            _underWay.Remove((message, actor), out Passage passage);
            if (passage.From is { } from && from.Node != who.Node)
            {
                _arrows.Add(new Arrow(from, passage.Span, passage.At, who, who.Spans.Count));
            }

            long waited = passage.WaitsSince is { } since ? taken - since : 0;
            who.Add(new TraceSpan(NameOf(message), taken, Nanoseconds(time), taken, waited, passage.From));
            _spans++;
            _counters.Handle(who, message, taken);
        }
    }

    /// <inheritdoc/>
    public void Ended(TimeSpan time, IActorRef actor)
    {
        lock (_gate)
        {
            if (CutAt is null && _byReference.TryGetValue(actor, out TraceActor? who))
            {
                who.EndLast(Nanoseconds(time));
            }
        }
    }

    /// <summary>Something happened to the system.</summary>
    public void Happened(RunEvent happened)
    {
        lock (_gate)
        {
            if (!IsFull(happened.Time))
            {
                _happened.Add(happened);
            }
        }
    }

    /// <summary>The last mark, however many there are.</summary>
    public void CloseWith(RunEvent last)
    {
        lock (_gate)
        {
            _happened.Add(last);
        }
    }

    /// <summary>Everything in the order of time; at one time work comes first, so that arrows find it.</summary>
    public IEnumerable<TraceEvent> Events() => Unordered().OrderBy(mark => mark.At);

    private static long Nanoseconds(TimeSpan time) => time.Ticks * TimeSpan.NanosecondsPerTick;

    private IEnumerable<TraceEvent> Unordered()
    {
        foreach (TraceActor actor in _actors.Values)
        {
            foreach (TraceSpan span in actor.Spans)
            {
                yield return new TraceEvent(TracePhase.Work, span.Begins, actor, span.Name)
                {
                    Value = span.Ends - span.Begins, Waited = span.Waited, Detail = span.From?.Name,
                };
            }
        }

        for (int id = 0; id < _arrows.Count; id++)
        {
            Arrow arrow = _arrows[id];
            string name = arrow.To.Spans[arrow.ToSpan].Name;
            long end = arrow.To.Spans[arrow.ToSpan].Begins;
            if (arrow.From.Within(arrow.FromSpan, arrow.At) is { } begin && begin <= end)
            {
                yield return new TraceEvent(TracePhase.ArrowBegins, begin, arrow.From, name) { Value = id + 1 };
                yield return new TraceEvent(TracePhase.ArrowEnds, end, arrow.To, name) { Value = id + 1 };
            }
        }

        foreach (TraceEvent counter in _counters.Events())
        {
            yield return counter;
        }

        foreach (RunEvent happened in _happened)
        {
            // What is done to nodes, links and actors by plan names no actor: it concerns all.
            TraceActor? actor = _actors.GetValueOrDefault(happened.Subject);
            yield return new TraceEvent(TracePhase.Instant, Nanoseconds(happened.Time), actor, happened.Kind)
            {
                Detail = happened.Detail,
            };
        }
    }

    private bool IsFull(TimeSpan now)
    {
        if (CutAt is null && Count >= eventsMax)
        {
            CutAt = now;
            _underWay.Clear();
        }

        return CutAt is not null;
    }

    /// <summary>The node of an actor of the run; null for all others, such as the end of a timer.</summary>
    private static string? NodeOf(IActorRef actor) =>
        actor.IsNobody() || actor.Path.Elements is not ["user", { } node, ..] ? null : node;

    private TraceActor ActorOf(IActorRef reference)
    {
        if (_byReference.TryGetValue(reference, out TraceActor? actor))
        {
            return actor;
        }

        // A node that comes back has new references under the same paths.
        string path = reference.Path.ToStringWithoutAddress();
        if (!_actors.TryGetValue(path, out actor))
        {
            string node = NodeOf(reference)!;
            if (!_processes.TryGetValue(node, out int process))
            {
                process = _processes.Count + 1;
                _processes.Add(node, process);
            }

            string name = reference.Path.Depth == 2 ? "guardian" : reference.Path.Name;
            actor = new TraceActor(node, name, process, _actors.Count + 1);
            _actors.Add(path, actor);
        }

        _byReference.Add(reference, actor);
        return actor;
    }

    private string NameOf(object message)
    {
        object content = message is IWrappedMessage ? WrappedMessage.Unwrap(message) : message;
        string wire = (content as IMessage)?.WireName ?? content.GetType().Name;
        if (!_names.TryGetValue(wire, out string? name))
        {
            name = wire.Split('/')[0].ToString(CultureInfo.InvariantCulture);
            _names.Add(wire, name);
        }

        return name;
    }

    /// <summary>A message between send and work. A second send of the same object replaces the first.</summary>
    private readonly record struct Passage(TraceActor? From, int Span, long At)
    {
        public long? WaitsSince { get; init; }
    }

    private readonly record struct Arrow(TraceActor From, int FromSpan, long At, TraceActor To, int ToSpan);

    /// <summary>A message is itself, whatever its content equals.</summary>
    private sealed class SameMessage : IEqualityComparer<(object Message, IActorRef Receiver)>
    {
        public bool Equals((object Message, IActorRef Receiver) x, (object Message, IActorRef Receiver) y) =>
            ReferenceEquals(x.Message, y.Message) && ReferenceEquals(x.Receiver, y.Receiver);

        public int GetHashCode((object Message, IActorRef Receiver) key) => HashCode.Combine(
            RuntimeHelpers.GetHashCode(key.Message), RuntimeHelpers.GetHashCode(key.Receiver));
    }
}
