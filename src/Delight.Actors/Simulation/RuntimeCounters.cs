namespace Delight.Actors.Simulation;

/// <summary>What a runtime counted since its start. Read it after the run, or between two steps.</summary>
public sealed class RuntimeCounters
{
    private readonly SortedDictionary<string, long> _dropped = new(StringComparer.Ordinal);

    /// <summary>Messages that arrived, timers among them, whether their receiver could use them or not.</summary>
    public long Deliveries { get; internal set; }

    /// <summary>Fresh instances of actors, after a failure or with their node.</summary>
    public long Restarts { get; internal set; }

    /// <summary>Messages that the network delivered a second time.</summary>
    public long Duplicated { get; internal set; }

    /// <summary>Messages that reached nobody or were not understood, by reason: <c>dead-letter</c>,
    /// <c>mailbox-full</c>, <c>unhandled</c>, <c>failed</c> (the actor threw at it); <c>network-loss</c>,
    /// <c>network-partition</c>; <c>node-down</c> (arrived at a dead node), <c>node-crashed</c> (waited on a node that
    /// died, or was sent by its last breath), <c>sender-crashed</c> (work in progress, not yet sent).</summary>
    public IReadOnlyDictionary<string, long> Dropped => _dropped;

    internal void CountDrop(string reason) => _dropped[reason] = _dropped.GetValueOrDefault(reason) + 1;
}
