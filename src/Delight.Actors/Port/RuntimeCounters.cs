namespace Delight.Actors.Port;

/// <summary>What a runtime counted since its start. Safe to read at any time.</summary>
public sealed class RuntimeCounters
{
    private readonly Lock _gate = new();
    private readonly SortedDictionary<string, long> _dropped = new(StringComparer.Ordinal);
    private long _deliveries;
    private long _restarts;
    private long _duplicated;

    /// <summary>Messages that arrived, timers among them, whether their receiver could use them or not.</summary>
    public long Deliveries => Volatile.Read(ref _deliveries);

    /// <summary>Fresh instances of actors, after a failure or with their node.</summary>
    public long Restarts => Volatile.Read(ref _restarts);

    /// <summary>Messages that the network delivered a second time.</summary>
    public long Duplicated => Volatile.Read(ref _duplicated);

    /// <summary>Messages that reached nobody or were not understood, by reason: <c>dead-letter</c>,
    /// <c>mailbox-full</c>, <c>unhandled</c>, <c>failed</c> (the actor threw at it), <c>unreadable</c> (came
    /// from another process, and could not be read); <c>network-loss</c>,
    /// <c>network-partition</c>; <c>node-down</c> (arrived at a dead node), <c>node-crashed</c> (waited on a node that
    /// died, or was sent by its last breath), <c>sender-crashed</c> (work in progress, not yet sent). A copy.</summary>
    public IReadOnlyDictionary<string, long> Dropped
    {
        get
        {
            lock (_gate)
            {
                return new SortedDictionary<string, long>(_dropped, StringComparer.Ordinal);
            }
        }
    }

    /// <summary>Counts a delivery of a runtime that has one thread.</summary>
    internal void CountDelivery() => _deliveries++;

    /// <summary>Counts deliveries from any thread.</summary>
    internal void CountDeliveries(int count) => Interlocked.Add(ref _deliveries, count);

    internal void CountRestart() => Interlocked.Increment(ref _restarts);

    internal void CountDuplicate() => Interlocked.Increment(ref _duplicated);

    internal void CountDrop(string reason)
    {
        lock (_gate)
        {
            _dropped[reason] = _dropped.GetValueOrDefault(reason) + 1;
        }
    }
}
