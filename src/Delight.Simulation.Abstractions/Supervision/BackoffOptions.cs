using Akka.Actor;

namespace Delight.Simulation.Supervision;

/// <summary>How a <see cref="BackoffStrategy"/> treats a child that fails.</summary>
public sealed record BackoffOptions
{
    /// <summary>Decides by the exception.</summary>
    /// <value>Default <see cref="SupervisorStrategy.DefaultDecider"/>: restart, but stop a child whose constructor
    /// throws.</value>
    public Func<Exception, Directive> Decide { get; init; } = SupervisorStrategy.DefaultDecider.Decide;

    /// <summary>Restarts of one child within <see cref="Window"/>; one more stops it.</summary>
    /// <value>At least 0. Default 10.</value>
    public int RestartsMax { get; init; } = 10;

    /// <summary>The sliding window in which restarts are counted.</summary>
    /// <value>Above 0. Default one minute.</value>
    public TimeSpan Window { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Pause before the first restart within the window; it doubles with each further one.</summary>
    /// <value>At least 0. Default 0: at once.</value>
    public TimeSpan PauseMin { get; init; }

    /// <summary>Longest pause before a restart.</summary>
    /// <value>At least <see cref="PauseMin"/>. Default 30 seconds.</value>
    public TimeSpan PauseMax { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The pause before the n-th restart within the window: <c>min(PauseMin · 2^(n−1),
    /// PauseMax)</c>.</summary>
    /// <param name="restart">1 for the first.</param>
    public TimeSpan Pause(int restart)
    {
        double factor = 1L << Math.Min(restart - 1, 30);
        return TimeSpan.FromTicks((long)Math.Min(PauseMin.Ticks * factor, PauseMax.Ticks));
    }

    /// <summary>Checks the ranges that the options state.</summary>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    internal void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfNegative(RestartsMax);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(Window, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(PauseMin, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(PauseMax, PauseMin);
    }
}
