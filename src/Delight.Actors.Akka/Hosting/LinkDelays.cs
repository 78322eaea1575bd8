using System.Diagnostics.CodeAnalysis;
using Delight.Actors.Threads;

namespace Delight.Actors.Akka.Hosting;

/// <summary>Deliveries that wait for their time on a link, in the order of times and then of sending, behind one timer
/// of the clock.</summary>
/// <remarks>
/// Thread-safe. Akka's scheduler looks at the time every tick and keeps no order within one; a link needs both finer.
/// One thread at a time delivers, so that what is due first arrives first, and no lock is held meanwhile.
/// </remarks>
internal sealed class LinkDelays : IDisposable
{
    private static readonly TimeSpan Granularity = TimeSpan.FromMilliseconds(1);

    private readonly Lock _gate = new();
    private readonly PriorityQueue<(Delivery Delivery, TimeSpan Due), (TimeSpan Due, long Sequence)> _waiting = new();
    private readonly Func<TimeSpan> _elapsed;
    private readonly Action<Delivery> _arrived;
    private readonly Activity _activity;
    private readonly ITimer _timer;
    private TimeSpan _armed = TimeSpan.MaxValue;
    private long _sequence;
    private bool _isRunning;
    private bool _isDisposed;

    /// <param name="runtime">Gives clock and timer, and counts what waits.</param>
    /// <param name="arrived">Called for each delivery when it is due.</param>
    public LinkDelays(AkkaRuntime runtime, Action<Delivery> arrived)
    {
        (_elapsed, _activity, _arrived) = (() => runtime.Elapsed, runtime.Activity, arrived);
        _timer = runtime.Options.Time.CreateTimer(
            static delays => ((LinkDelays)delays!).Run(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public void Add(Delivery delivery, TimeSpan due)
    {
        _activity.Begin();
        lock (_gate)
        {
            _waiting.Enqueue((delivery, due), (due, _sequence++));
            if (!_isRunning)
            {
                Arm();
            }
        }
    }

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
            _armed = TimeSpan.MaxValue;
            if (_isRunning)
            {
                return;
            }

            _isRunning = true;
        }

        while (TryTake(out Delivery? delivery))
        {
            _arrived(delivery);
            _activity.End();
        }
    }

    private bool TryTake([NotNullWhen(true)] out Delivery? delivery)
    {
        lock (_gate)
        {
            if (_waiting.TryPeek(out (Delivery Delivery, TimeSpan Due) next, out _) && next.Due <= _elapsed())
            {
                _waiting.Dequeue();
                delivery = next.Delivery;
                return true;
            }

            _isRunning = false;
            Arm();
            delivery = null;
            return false;
        }
    }

    /// <summary>Sets the timer to what is next, where it is not set to that or earlier. Called with the gate
    /// held.</summary>
    private void Arm()
    {
        if (_isDisposed || !_waiting.TryPeek(out (Delivery Delivery, TimeSpan Due) next, out _) || next.Due >= _armed)
        {
            return;
        }

        _armed = next.Due;
        TimeSpan left = next.Due - _elapsed();

        // Timers count whole milliseconds and cut off the rest: one that fires too early would be set again and again.
        _timer.Change(
            left <= TimeSpan.Zero ? TimeSpan.Zero : left + Granularity - TimeSpan.FromTicks(1),
            Timeout.InfiniteTimeSpan);
    }
}
