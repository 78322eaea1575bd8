using System.Globalization;
using Akka.Actor;
using Akka.Event;
using Delight.Simulation.Faults;
using Delight.Simulation.Observing;

namespace Delight.Simulation.TestKit.Reporting;

/// <summary>Keeps the last crashes, failures and restarts of a run, for the text of a failed test.</summary>
/// <remarks>Thread-safe, since on a live system several threads tell.</remarks>
/// <param name="next">The observer of the test itself; may be null.</param>
/// <param name="clock">What passes, for people.</param>
internal sealed class RunHistory(ISimulationObserver? next, string clock) : ISimulationObserver
{
    /// <summary>How many events the text has at most; the latest.</summary>
    public const int EventsMax = 20;

    private readonly Queue<HistoryEvent> _events = new();
    private readonly Lock _gate = new();
    private int _count;
    private (string Who, Exception Cause)? _told;

    /// <summary>All of them, a line each with the stack of its cause below; empty where nothing happened.</summary>
    public string Text
    {
        get
        {
            lock (_gate)
            {
                if (_count == 0)
                {
                    return string.Empty;
                }

                string left = _count > EventsMax
                    ? string.Create(CultureInfo.InvariantCulture, $", without the first {_count - EventsMax} events")
                    : string.Empty;
                return string.Join(
                    Environment.NewLine, _events.Select(happened => happened.ToString())
                        .Prepend($"Before it, in {clock}{left}:"));
            }
        }
    }

    /// <summary>Hears of failures and restarts below the top, which no observer is told of.</summary>
    public void Listen(ActorSystem system, Func<TimeSpan> now)
    {
        EventSink listener = new(system, published =>
        {
            switch (published)
            {
                case ActorRestarted restarted:
                    Add(new HistoryEvent(now(), PathOf(restarted.Subject), "restarted", null));
                    break;
                case LogEvent { Cause: { } cause, LogClass: { } by } log
                    when typeof(SupervisorStrategy).IsAssignableFrom(by):
                    AddLogged(now(), $"actor {PathOf(log.LogSource)}", cause);
                    break;
            }
        });
        system.EventStream.Subscribe(listener, typeof(ActorRestarted));
        system.EventStream.Subscribe(listener, typeof(Error));
        system.EventStream.Subscribe(listener, typeof(Warning));
    }

    public void Crashed(TimeSpan time, string node)
    {
        Add(new HistoryEvent(time, $"node {node}", "crashed", null));
        next?.Crashed(time, node);
    }

    public void Restarted(TimeSpan time, string node)
    {
        Add(new HistoryEvent(time, $"node {node}", "restarted", null));
        next?.Restarted(time, node);
    }

    public void Failed(TimeSpan time, IActorRef actor, Exception cause, Directive decision)
    {
        string who = PathOf(actor);
        lock (_gate)
        {
            _told = (who, cause);
            Add(new HistoryEvent(time, who, "failed", cause));
        }

        next?.Failed(time, actor, cause, decision);
    }

    public void Sent(TimeSpan time, IActorRef receiver, object message, IActorRef sender) =>
        next?.Sent(time, receiver, message, sender);

    public void Duplicated(TimeSpan time, IActorRef receiver, object message) =>
        next?.Duplicated(time, receiver, message);

    public void Began(TimeSpan time, IActorRef actor, object message) => next?.Began(time, actor, message);

    public void Ended(TimeSpan time, IActorRef actor) => next?.Ended(time, actor);

    public void Handled(TimeSpan time, IActorRef actor, object message) => next?.Handled(time, actor, message);

    public void Delivered(TimeSpan time, IActorRef receiver, object message, IActorRef sender) =>
        next?.Delivered(time, receiver, message, sender);

    public void Lost(TimeSpan time, IActorRef receiver, object message, DropReason reason) =>
        next?.Lost(time, receiver, message, reason);

    public void Undelivered(TimeSpan time, IActorRef receiver, object message, IActorRef sender) =>
        next?.Undelivered(time, receiver, message, sender);

    public void FaultBegan(TimeSpan time, FaultOccurrence occurrence) => next?.FaultBegan(time, occurrence);

    public void FaultEnded(TimeSpan time, FaultOccurrence occurrence) => next?.FaultEnded(time, occurrence);

    private static string PathOf(IActorRef actor) => $"actor {actor.Path.ToStringWithoutAddress()}";

    private static string PathOf(string source)
    {
        int user = source.IndexOf('/', source.IndexOf("://", StringComparison.Ordinal) + "://".Length);
        return user < 0 ? source : source[user..];
    }

    /// <summary>The failure of a top-level actor is told twice: to the observer, then in the log.</summary>
    private void AddLogged(TimeSpan time, string who, Exception cause)
    {
        lock (_gate)
        {
            if (_told is { } told && told.Who == who && ReferenceEquals(told.Cause, cause))
            {
                _told = null;
            }
            else
            {
                Add(new HistoryEvent(time, who, "failed", cause));
            }
        }
    }

    private void Add(HistoryEvent happened)
    {
        lock (_gate)
        {
            _count++;
            _events.Enqueue(happened);
            if (_events.Count > EventsMax)
            {
                _events.Dequeue();
            }
        }
    }
}

/// <summary>One crash, failure or restart.</summary>
/// <param name="Time">Virtual time.</param>
/// <param name="Who">A node or an actor.</param>
/// <param name="What">What became of it.</param>
/// <param name="Cause">Of a failure; null otherwise.</param>
internal sealed record HistoryEvent(TimeSpan Time, string Who, string What, Exception? Cause)
{
    /// <inheritdoc/>
    public override string ToString()
    {
        string line = string.Create(CultureInfo.InvariantCulture, $"  {Time:c} {Who} {What}");
        return Cause is null ? line : $"{line}: {Cause.ToString().ReplaceLineEndings($"{Environment.NewLine}    ")}";
    }
}
