using Delight.Actors.Recording;
using Delight.Actors.Rollouts;

namespace Delight.Experiments.Traces;

/// <summary>The learner's numbers over time, as its messages tell them: rows that wait, version, staleness.</summary>
/// <remarks>Not thread-safe.</remarks>
internal sealed class TraceCounters
{
    private const string QueuedRows = "queued rows", Version = "version", Staleness = "staleness";

    private readonly List<(long At, long Rows, bool IsReset)> _queue = [];
    private readonly List<(long At, string Name, double Value)> _values = [];
    private TraceActor? _learner;

    /// <summary>Marks that it will make.</summary>
    public int Count => _queue.Count + _values.Count;

    /// <summary>A message is sent.</summary>
    public void Send(TraceActor sender, object message, long at)
    {
        switch (message)
        {
            case BatchTrained trained:
                _learner = sender;
                long rows = trained.Staleness.Sum(part => (long)part.Rows);
                _queue.Add((at, -rows, false));
                _values.Add((at, Version, trained.Version.Step));
                _values.Add((at, Staleness, trained.Staleness.Sum(part => (double)part.Staleness * part.Rows) / rows));
                break;
            case RowsDropped { Reason: not "lost" } dropped:
                _queue.Add((at, -dropped.Rows, false));
                break;
            case LearnerRecovered:
                _queue.Add((at, 0, true));
                break;
            default:
                break;
        }
    }

    /// <summary>A message is handled.</summary>
    public void Handle(TraceActor actor, object message, long began)
    {
        if (message is TrajectoriesReady ready)
        {
            _learner = actor;
            _queue.Add((began, ready.Rows, false));
        }
    }

    /// <summary>The marks, of each counter in the order of time.</summary>
    public IEnumerable<TraceEvent> Events()
    {
        long rows = 0;

        // Rows arrive before they go, also where both happen at one time.
        foreach ((long at, long change, bool isReset) in _queue.OrderBy(entry => entry.At)
            .ThenByDescending(entry => entry.Rows))
        {
            rows = isReset ? 0 : rows + change;
            yield return new TraceEvent(TracePhase.Counter, at, _learner, QueuedRows) { Value = rows };
        }

        foreach ((long at, string name, double value) in _values)
        {
            yield return new TraceEvent(TracePhase.Counter, at, _learner, name) { Value = value };
        }
    }
}
