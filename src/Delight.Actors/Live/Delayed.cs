namespace Delight.Actors.Live;

/// <summary>Something that will happen later: a message arrives, a timer fires, a pause is over.</summary>
/// <remarks>Disposing it takes it back, unless it has happened.</remarks>
/// <param name="due">Time of the run's clock.</param>
/// <param name="happen">Must not throw.</param>
internal sealed class Delayed(TimeSpan due, Action happen) : IDisposable
{
    public TimeSpan Due { get; } = due;

    /// <summary>True while it waits in its queue. Guarded by the queue.</summary>
    public bool IsWaiting { get; set; }

    /// <summary>Where it waits.</summary>
    public DelayQueue? Queue { get; set; }

    /// <summary>Lets it happen.</summary>
    public void Happen() => happen();

    /// <inheritdoc/>
    public void Dispose() => Queue?.Cancel(this);
}
