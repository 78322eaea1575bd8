namespace Delight.Actors.Tests.Live;

/// <summary>A clock that moves when a test says so, with one timer that fires in the call that moves it.</summary>
internal sealed class ManualTime : TimeProvider
{
    private readonly List<ManualTimer> _timers = [];
    private long _now;

    /// <summary>How often a timer was set.</summary>
    public int Changes { get; private set; }

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => _now;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        ManualTimer timer = new(this, () => callback(state));
        timer.Change(dueTime, period);
        _timers.Add(timer);
        return timer;
    }

    /// <summary>Moves the time and fires what is due.</summary>
    public void Advance(TimeSpan by)
    {
        _now += by.Ticks;
        foreach (ManualTimer timer in _timers.Where(timer => timer.DueTicks <= _now).ToArray())
        {
            timer.DueTicks = long.MaxValue;
            timer.Fire();
        }
    }

    private sealed class ManualTimer(ManualTime time, Action fire) : ITimer
    {
        public Action Fire { get; } = fire;

        public long DueTicks { get; set; } = long.MaxValue;

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            time.Changes++;
            DueTicks = dueTime < TimeSpan.Zero ? long.MaxValue : time._now + dueTime.Ticks;
            return true;
        }

        public void Dispose() => DueTicks = long.MaxValue;

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
