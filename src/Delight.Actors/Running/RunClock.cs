using Akka.Actor;

namespace Delight.Actors.Running;

/// <summary>The clock of a run: virtual time in a simulation, the wall's on a live system.</summary>
/// <remarks>Thread-safe.</remarks>
public sealed class RunClock
{
    private readonly ITimeProvider _time;
    private readonly TimeSpan _zero;

    /// <summary>Starts now.</summary>
    /// <param name="scheduler">The scheduler of the system that the run is on.</param>
    /// <param name="startsAt">What the clock shows now; a resumed run goes on at the time of its checkpoint.</param>
    public RunClock(IScheduler scheduler, TimeSpan startsAt = default)
    {
        _time = scheduler;
        _zero = scheduler.HighResMonotonicClock - startsAt;
    }

    /// <summary>Time of the run.</summary>
    public TimeSpan Elapsed => _time.HighResMonotonicClock - _zero;
}
