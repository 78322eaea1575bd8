namespace Delight.Actors.Port;

/// <summary>One started timer; holds a reference of what is pooled in its message until that is at hand.</summary>
internal sealed class ActorTimer(string key, object message)
{
    public string Key { get; } = key;

    public object Message { get; } = message;

    public bool IsCancelled { get; set; }

    /// <summary>What a live runtime waits with; disposed when the timer is cancelled. Null in virtual time.</summary>
    public IDisposable? Wait { get; set; }
}

/// <summary>The timers of one actor by their keys, from their start until their message is at hand.</summary>
internal sealed class ActorTimers
{
    private readonly Dictionary<string, ActorTimer> _byKey = new(StringComparer.Ordinal);

    /// <summary>Starts a timer; one of the same key is cancelled.</summary>
    public ActorTimer Start(string key, object message)
    {
        Cancel(key);
        ActorTimer timer = new(key, message);
        _byKey.Add(key, timer);
        return timer;
    }

    /// <summary>Cancels a timer, even where its message already waits in the mailbox.</summary>
    public void Cancel(string key)
    {
        if (_byKey.Remove(key, out ActorTimer? timer))
        {
            timer.IsCancelled = true;
            timer.Wait?.Dispose();
        }
    }

    public void CancelAll()
    {
        foreach (string key in _byKey.Keys.ToArray())
        {
            Cancel(key);
        }
    }

    /// <summary>The message of a timer is at hand or dropped: from now on the timer can no longer be
    /// cancelled.</summary>
    /// <returns>False where it was cancelled: its message must not be looked at, and its reference is given
    /// back.</returns>
    public bool TrySettle(ActorTimer timer) => !timer.IsCancelled && _byKey.Remove(timer.Key);
}
