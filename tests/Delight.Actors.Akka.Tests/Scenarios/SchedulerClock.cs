using Akka.TestKit;

namespace Delight.Actors.Akka.Tests.Scenarios;

/// <summary>The clock of Akka's test scheduler: it stands still until a test advances it.</summary>
/// <remarks>A runtime asks for time before it has a scheduler: then it is 0, and timers are not set yet.</remarks>
internal sealed class SchedulerClock : TimeProvider
{
    private TestScheduler? _scheduler;
    private DateTimeOffset _startedAt;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public void Follow(TestScheduler scheduler) => (_scheduler, _startedAt) = (scheduler, scheduler.Now);

    public override long GetTimestamp() => _scheduler is { } scheduler ? (scheduler.Now - _startedAt).Ticks : 0;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        ClockTimer timer = new(this, () => callback(state));
        timer.Change(dueTime, period);
        return timer;
    }

    private sealed class ClockTimer(SchedulerClock clock, Action fired) : ITimer
    {
        private int _setting;

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            Assert.Equal(Timeout.InfiniteTimeSpan, period);
            int setting = Interlocked.Increment(ref _setting);
            if (dueTime != Timeout.InfiniteTimeSpan)
            {
                clock._scheduler!.ScheduleOnce(dueTime, () => Fire(setting));
            }

            return true;
        }

        public void Dispose() => Interlocked.Increment(ref _setting);

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }

        private void Fire(int setting)
        {
            if (setting == Volatile.Read(ref _setting))
            {
                fired();
            }
        }
    }
}
