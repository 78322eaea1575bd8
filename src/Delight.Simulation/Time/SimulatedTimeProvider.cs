using Delight.Simulation.Dispatch;

namespace Delight.Simulation.Time;

/// <summary>Virtual time for <c>Task.Delay(delay, provider)</c> and whatever else takes a time provider.</summary>
internal sealed class SimulatedTimeProvider(SimulationLoop loop) : TimeProvider
{
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    public override DateTimeOffset GetUtcNow() => loop.StartsAt + TimeSpan.FromTicks(GetTimestamp());

    public override long GetTimestamp() => loop.Now + loop.Offset;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        Handle handle = new(loop, () => callback(state));
        handle.Change(dueTime, period);
        return handle;
    }

    private sealed class Handle(SimulationLoop loop, Action act) : ITimer
    {
        private TimerEntry? _entry;

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            if (!loop.IsAtHome)
            {
                loop.ReportForeign("started a timer", null, null);
                return false;
            }

            _entry?.Cancel();
            if (dueTime != Timeout.InfiniteTimeSpan)
            {
                long interval = period == Timeout.InfiniteTimeSpan ? 0 : period.Ticks;
                _entry = new TimerEntry(interval, null, loop.ActingNode) { Act = act };
                loop.Start(dueTime.Ticks, _entry);
            }

            return true;
        }

        public void Dispose() => _entry?.Cancel();

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
