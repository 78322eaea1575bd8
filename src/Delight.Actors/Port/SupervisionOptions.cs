namespace Delight.Actors.Port;

/// <summary>A one-for-one strategy: what happens to one child when it fails.</summary>
public sealed record SupervisionOptions
{
    /// <summary>Decides by the exception.</summary>
    /// <value>Default: restart.</value>
    public Func<Exception, Directive> Decide { get; init; } = _ => Directive.Restart;

    /// <summary>Restarts allowed within <see cref="Window"/>; one more stops the child.</summary>
    /// <value>At least 0. Default 10.</value>
    public int RestartsMax { get; init; } = 10;

    /// <summary>The window in which restarts are counted.</summary>
    /// <value>Above 0. Default one minute.</value>
    public TimeSpan Window { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Pause before the first restart within the window; it doubles with each further one. Messages wait
    /// meanwhile.</summary>
    /// <value>At least 0. Default 0: at once.</value>
    public TimeSpan BackoffMin { get; init; }

    /// <summary>Longest pause before a restart.</summary>
    /// <value>At least <see cref="BackoffMin"/>. Default 30 seconds.</value>
    public TimeSpan BackoffMax { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Makes every failure the parent's own.</summary>
    public static SupervisionOptions Escalating { get; } = new() { Decide = _ => Directive.Escalate };

    /// <summary>The pause before the n-th restart within the window.</summary>
    /// <param name="restart">1 for the first.</param>
    public TimeSpan Backoff(int restart)
    {
        double factor = 1L << Math.Min(restart - 1, 30);
        return TimeSpan.FromTicks((long)Math.Min(BackoffMin.Ticks * factor, BackoffMax.Ticks));
    }
}
