using Delight.Actors.Port;

namespace Delight.Actors.Threads;

/// <summary>The timers of one actor, made when the first one starts.</summary>
/// <remarks>Thread-safe: who finds no room for a timer's message settles it on a thread of its own.</remarks>
internal sealed class ThreadedTimers(ThreadedActor owner, ThreadedRuntime runtime)
{
    private readonly Lock _gate = new();
    private readonly ActorTimers _timers = new();

    public void Start(string key, object message, TimeSpan due)
    {
        lock (_gate)
        {
            ActorTimer timer = _timers.Start(key, message);
            timer.Wait = runtime.HappenAt(due, () => owner.Deliver(new Envelope(message, Sender: null, timer)));
        }
    }

    public void Cancel(string key)
    {
        lock (_gate)
        {
            _timers.Cancel(key);
        }
    }

    public void CancelAll()
    {
        lock (_gate)
        {
            _timers.CancelAll();
        }
    }

    /// <summary>The message of a timer is at hand or dropped; false where it was cancelled.</summary>
    public bool TrySettle(ActorTimer timer)
    {
        lock (_gate)
        {
            return _timers.TrySettle(timer);
        }
    }
}
