using Delight.Actors.Network;

namespace Delight.Actors.Faults;

/// <summary>What a fault makes of a link; null: that stays as it is.</summary>
public sealed record LinkChange
{
    /// <summary>New latency.</summary>
    public LatencyDistribution? Latency { get; init; }

    /// <summary>New share of lost messages, 0 to 1.</summary>
    public double? LossShare { get; init; }

    /// <summary>New share of messages that arrive twice, 0 to 1.</summary>
    public double? DuplicationShare { get; init; }

    /// <summary>New share of messages that leave the order, 0 to 1.</summary>
    public double? ReorderingShare { get; init; }

    /// <summary>New bandwidth, above 0.</summary>
    public double? BytesPerSecond { get; init; }

    /// <summary>The qualities of a link after the change.</summary>
    /// <param name="before">Its qualities before.</param>
    public LinkQuality Apply(LinkQuality before) => new()
    {
        Latency = Latency ?? before.Latency,
        LossShare = LossShare ?? before.LossShare,
        DuplicationShare = DuplicationShare ?? before.DuplicationShare,
        ReorderingShare = ReorderingShare ?? before.ReorderingShare,
        BytesPerSecond = BytesPerSecond ?? before.BytesPerSecond,
    };
}
