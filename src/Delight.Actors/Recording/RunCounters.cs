namespace Delight.Actors.Recording;

/// <summary>Counts what happens to the actors of a run. Thread-safe.</summary>
public sealed class RunCounters
{
    private readonly Lock _gate = new();
    private readonly SortedDictionary<string, long> _dropped = new(StringComparer.Ordinal);
    private long _restarts;
    private long _duplicated;

    /// <summary>Hears of each restart: on live systems.</summary>
    internal Action? Restarted { get; set; }

    /// <summary>Hears why a message was dropped: on live systems.</summary>
    internal Action<string>? MessageDropped { get; set; }

    /// <summary>Fresh instances of roles, after a failure or with their node.</summary>
    public long Restarts => Interlocked.Read(ref _restarts);

    /// <summary>Messages that a link delivered twice.</summary>
    public long Duplicated => Interlocked.Read(ref _duplicated);

    /// <summary>Messages that did not arrive or were not handled, by reason; a copy.</summary>
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

    /// <summary>A role is restarted.</summary>
    public void CountRestart()
    {
        Interlocked.Increment(ref _restarts);
        Restarted?.Invoke();
    }

    /// <summary>A link delivers a message twice.</summary>
    public void CountDuplicate() => Interlocked.Increment(ref _duplicated);

    /// <summary>A message is lost or not handled.</summary>
    /// <param name="reason">For example <c>network-loss</c>, <c>network-partition</c> or <c>mailbox-full</c>.</param>
    public void CountDrop(string reason)
    {
        lock (_gate)
        {
            _dropped[reason] = _dropped.GetValueOrDefault(reason) + 1;
        }

        MessageDropped?.Invoke(reason);
    }
}
