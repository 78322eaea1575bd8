namespace Delight.Actors.Simulation;

/// <summary>What a runtime counted since its start. Read it after the run, or between two steps.</summary>
public sealed class RuntimeCounters
{
    private readonly SortedDictionary<string, long> _dropped = new(StringComparer.Ordinal);

    /// <summary>Messages that arrived, timers among them, whether their receiver could use them or not.</summary>
    public long Deliveries { get; internal set; }

    /// <summary>Restarts of actors.</summary>
    public long Restarts { get; internal set; }

    /// <summary>Messages that reached nobody or were not understood, by reason: <c>dead-letter</c>,
    /// <c>mailbox-full</c>, <c>unhandled</c>, <c>failed</c>.</summary>
    public IReadOnlyDictionary<string, long> Dropped => _dropped;

    internal void CountDrop(string reason) => _dropped[reason] = _dropped.GetValueOrDefault(reason) + 1;
}
