namespace Delight.Samples.AkkaClusterPartitions;

/// <summary>How many singletons there are, and for how long it was none or several.</summary>
public sealed class Leadership
{
    private int _leaders;
    private TimeSpan _since;

    /// <summary>Time without any.</summary>
    public TimeSpan Nobody { get; private set; }

    /// <summary>Time with more than one.</summary>
    public TimeSpan Several { get; private set; }

    /// <summary>How many there are.</summary>
    public int Leaders => _leaders;

    /// <summary>Counts from now on.</summary>
    public void Begin(TimeSpan now) => (_since, Nobody, Several) = (now, TimeSpan.Zero, TimeSpan.Zero);

    /// <summary>A singleton begins.</summary>
    public void Add(TimeSpan now) => Change(now, by: 1);

    /// <summary>A singleton ends.</summary>
    public void Remove(TimeSpan now) => Change(now, by: -1);

    /// <summary>Counts until now.</summary>
    public void End(TimeSpan now) => Change(now, by: 0);

    private void Change(TimeSpan now, int by)
    {
        Nobody += _leaders == 0 ? now - _since : TimeSpan.Zero;
        Several += _leaders > 1 ? now - _since : TimeSpan.Zero;
        (_leaders, _since) = (_leaders + by, now);
    }
}
