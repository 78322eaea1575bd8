using Akka.Actor;

namespace Delight.Actors.Akka.Hosting;

/// <summary>Timers by Akka's scheduler, true to one of its ticks. The clock is the system's.</summary>
internal sealed class SchedulerTime(IScheduler scheduler) : TimeProvider
{
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        if (period != Timeout.InfiniteTimeSpan)
        {
            throw new NotSupportedException("Akka's scheduler stands behind timers that fire once.");
        }

        ScheduledTimer timer = new(scheduler, () => callback(state));
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Set by one thread at a time.</summary>
    private sealed class ScheduledTimer(IScheduler scheduler, Action fired) : ITimer
    {
        private ICancelable? _pending;

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            Dispose();
            if (dueTime != Timeout.InfiniteTimeSpan)
            {
                _pending = new Cancelable(scheduler);
                scheduler.Advanced.ScheduleOnce(dueTime, fired, _pending);
            }

            return true;
        }

        public void Dispose()
        {
            _pending?.Cancel(throwOnFirstException: false);
            _pending = null;
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
