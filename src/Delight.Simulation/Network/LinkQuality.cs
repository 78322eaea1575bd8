namespace Delight.Simulation.Network;

/// <summary>What a directed link does to the messages that take it.</summary>
public sealed record LinkQuality
{
    /// <summary>Time from leaving the link's queue to the arrival.</summary>
    /// <value>Default: none.</value>
    public Latency Latency { get; init; } = Latency.Zero;

    /// <summary>Share of the messages that get lost.</summary>
    /// <value>0 to 1. Default 0.</value>
    public double LossShare { get; init; }

    /// <summary>Share of the messages that arrive twice.</summary>
    /// <value>0 to 1. Default 0.</value>
    public double DuplicationShare { get; init; }

    /// <summary>Share of the messages that leave the order: they take a second latency, and neither wait for earlier
    /// messages nor keep later ones waiting.</summary>
    /// <value>0 to 1. Default 0: order between a sender and a receiver is kept.</value>
    public double ReorderingShare { get; init; }

    /// <summary>Bytes that pass in one second. A message occupies the link for its size divided by this, and later ones
    /// wait behind it.</summary>
    /// <value>Above 0. Default infinity: no message waits for another.</value>
    public double BytesPerSecond { get; init; } = double.PositiveInfinity;

    /// <summary>True where messages take no time and nothing happens to them.</summary>
    public bool IsPerfect => this is { LossShare: 0, DuplicationShare: 0, ReorderingShare: 0 }
        && double.IsPositiveInfinity(BytesPerSecond) && Latency is { IsRandom: false, Start.Ticks: 0 };

    /// <summary>Checks the ranges that the properties state.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A value is out of its range.</exception>
    internal void Validate()
    {
        RequireShare(LossShare, nameof(LossShare));
        RequireShare(DuplicationShare, nameof(DuplicationShare));
        RequireShare(ReorderingShare, nameof(ReorderingShare));
        if (!(BytesPerSecond > 0))
        {
            throw new ArgumentOutOfRangeException(
                nameof(BytesPerSecond), BytesPerSecond, "A bandwidth is above 0. For no traffic at all, cut the link.");
        }
    }

    /// <summary>The same link without loss, duplicates and reordering.</summary>
    internal LinkQuality Reliable() => this with { LossShare = 0, DuplicationShare = 0, ReorderingShare = 0 };

    private static void RequireShare(double share, string name)
    {
        if (!(share >= 0 && share <= 1))
        {
            throw new ArgumentOutOfRangeException(name, share, "A share is between 0 and 1. Set it within.");
        }
    }
}
