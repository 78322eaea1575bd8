using System.Diagnostics.CodeAnalysis;

namespace Delight.Actors.Live;

/// <summary>Everything that waits for its time, in the order of times and then of scheduling, behind one timer of the
/// clock.</summary>
/// <remarks>
/// <para>Thread-safe. One thread at a time lets things happen, so that what is due first happens first: messages of
/// one link keep their order. No lock is held meanwhile, and nobody waits: what becomes due in the meantime is taken
/// up by that same thread.</para>
/// <para>What is taken back stays in the queue until its time has come or most of the queue is of that kind.</para>
/// </remarks>
internal sealed class DelayQueue : IDisposable
{
    private const int CancelledMin = 1024;
    private static readonly TimeSpan Granularity = TimeSpan.FromMilliseconds(1);

    private readonly Lock _gate = new();
    private readonly Func<TimeSpan> _elapsed;
    private readonly Activity _activity;
    private readonly ITimer _timer;
    private PriorityQueue<Delayed, (long Ticks, long Sequence)> _waiting = new();
    private long _sequence;
    private int _cancelled;
    private long _armedTicks = long.MaxValue;
    private bool _isRunning;
    private bool _isDisposed;

    /// <summary>An empty queue.</summary>
    /// <param name="time">Gives the timer.</param>
    /// <param name="elapsed">Time since the start of the system.</param>
    /// <param name="activity">Counts what waits.</param>
    public DelayQueue(TimeProvider time, Func<TimeSpan> elapsed, Activity activity)
    {
        (_elapsed, _activity) = (elapsed, activity);
        _timer = time.CreateTimer(
            static queue => ((DelayQueue)queue!).Run(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Adds something; it happens on another thread, also where its time has come already.</summary>
    /// <returns>What was added; disposing it takes it back.</returns>
    public Delayed Add(Delayed delayed)
    {
        _activity.Begin();
        lock (_gate)
        {
            (delayed.Queue, delayed.IsWaiting) = (this, true);
            _waiting.Enqueue(delayed, (delayed.Due.Ticks, _sequence++));
            if (!_isRunning)
            {
                Arm();
            }
        }

        return delayed;
    }

    /// <summary>Takes something back that has not happened yet.</summary>
    public void Cancel(Delayed delayed)
    {
        lock (_gate)
        {
            if (!delayed.IsWaiting)
            {
                return;
            }

            delayed.IsWaiting = false;
            if (++_cancelled >= CancelledMin && 2 * _cancelled > _waiting.Count)
            {
                _waiting = new(_waiting.UnorderedItems.Where(item => item.Element.IsWaiting));
                _cancelled = 0;
            }
        }

        _activity.End();
    }

    /// <summary>Nothing happens any more.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _isDisposed = true;
            _waiting.Clear();
        }

        _timer.Dispose();
    }

    private void Run()
    {
        lock (_gate)
        {
            _armedTicks = long.MaxValue;
            if (_isRunning)
            {
                return;
            }

            _isRunning = true;
        }

        while (TryTake(out Delayed? delayed))
        {
            delayed.Happen();
            _activity.End();
        }
    }

    private bool TryTake([NotNullWhen(true)] out Delayed? delayed)
    {
        lock (_gate)
        {
            while (_waiting.TryPeek(out delayed, out _) && (!delayed.IsWaiting || delayed.Due <= _elapsed()))
            {
                _waiting.Dequeue();
                if (delayed.IsWaiting)
                {
                    delayed.IsWaiting = false;
                    return true;
                }

                _cancelled--;
            }

            _isRunning = false;
            Arm();
            return false;
        }
    }

    /// <summary>Sets the timer to what is next, where it is not set to that or earlier. Called with the gate
    /// held.</summary>
    private void Arm()
    {
        if (_isDisposed || !_waiting.TryPeek(out Delayed? next, out _) || next.Due.Ticks >= _armedTicks)
        {
            return;
        }

        _armedTicks = next.Due.Ticks;
        TimeSpan left = next.Due - _elapsed();

        // Timers count whole milliseconds and cut off the rest: one that fires too early would be set again and again.
        long milliseconds = Math.Max(0, (left + Granularity - TimeSpan.FromTicks(1)).Ticks / Granularity.Ticks);
        _timer.Change(milliseconds * Granularity, Timeout.InfiniteTimeSpan);
    }
}
