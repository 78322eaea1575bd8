using Delight.Actors.Port;

namespace Delight.Actors.Threads;

/// <summary>Something that will happen to one actor later: a message arrives, a timer fires, a pause is over.</summary>
/// <remarks>Disposing it takes it back, unless it has happened.</remarks>
internal sealed class Delayed(ThreadedActor target, TimeSpan due, Action<Delayed>? happened = null) : IDisposable
{
    public ThreadedActor Target { get; } = target;

    /// <summary>Time since the start of the system.</summary>
    public TimeSpan Due { get; } = due;

    /// <summary>A message or a timer; else null.</summary>
    public Envelope? Message { get; init; }

    /// <summary>What the actor is told about its life; else null.</summary>
    public Signal? Signal { get; init; }

    /// <summary>True while it waits in its queue. Guarded by the queue.</summary>
    public bool IsWaiting { get; set; }

    /// <summary>Where it waits.</summary>
    public DelayQueue? Queue { get; set; }

    /// <summary>Lets it happen.</summary>
    public void Happen()
    {
        if (Message is { } envelope)
        {
            Target.Deliver(envelope);
        }

        if (Signal is { } signal)
        {
            Target.Post(signal);
        }

        happened?.Invoke(this);
    }

    /// <inheritdoc/>
    public void Dispose() => Queue?.Cancel(this);
}
