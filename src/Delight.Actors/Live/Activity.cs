namespace Delight.Actors.Live;

/// <summary>Counts what is under way in a system: actors with something to do, and what waits for its time.</summary>
/// <remarks>
/// Whoever starts something counts it before it counts itself as done, so at 0 nothing is left that could start
/// anything: the system is quiet until somebody outside of it sends. Thread-safe.
/// </remarks>
internal sealed class Activity
{
    private long _underWay;
    private TaskCompletionSource? _quiet;

    public bool IsQuiet => Volatile.Read(ref _underWay) == 0;

    public void Begin() => Interlocked.Increment(ref _underWay);

    public void End()
    {
        // The decrement is a full fence: either it sees who waits, or who waits sees 0.
        if (Interlocked.Decrement(ref _underWay) == 0 && _quiet is not null)
        {
            Interlocked.Exchange(ref _quiet, null)?.TrySetResult();
        }
    }

    /// <summary>Completes at the next moment at which nothing is under way; has one caller at a time.</summary>
    public Task WhenQuietAsync()
    {
        TaskCompletionSource quiet = new(TaskCreationOptions.RunContinuationsAsynchronously);
        Interlocked.Exchange(ref _quiet, quiet)?.TrySetResult();
        if (IsQuiet)
        {
            quiet.TrySetResult();
        }

        return quiet.Task;
    }
}
