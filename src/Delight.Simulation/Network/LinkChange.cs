namespace Delight.Simulation.Network;

/// <summary>What a fault changes of a link. A value that is null stays as it is.</summary>
public sealed record LinkChange
{
    /// <summary>The new latency.</summary>
    /// <value>Default null.</value>
    public Latency? Latency { get; init; }

    /// <summary>The new share of the messages that get lost.</summary>
    /// <value>0 to 1. Default null.</value>
    public double? LossShare { get; init; }

    /// <summary>The new share of the messages that arrive twice.</summary>
    /// <value>0 to 1. Default null.</value>
    public double? DuplicationShare { get; init; }

    /// <summary>The new share of the messages that leave the order.</summary>
    /// <value>0 to 1. Default null.</value>
    public double? ReorderingShare { get; init; }

    /// <summary>The new bandwidth.</summary>
    /// <value>Above 0. Default null.</value>
    public double? BytesPerSecond { get; init; }

    /// <summary>The quality of a link after the change.</summary>
    /// <param name="before">Its quality before the change.</param>
    public LinkQuality Apply(LinkQuality before) => new()
    {
        Latency = Latency ?? before.Latency,
        LossShare = LossShare ?? before.LossShare,
        DuplicationShare = DuplicationShare ?? before.DuplicationShare,
        ReorderingShare = ReorderingShare ?? before.ReorderingShare,
        BytesPerSecond = BytesPerSecond ?? before.BytesPerSecond,
    };

    /// <summary>Checks the ranges that the properties state.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A value is out of its range.</exception>
    internal void Validate() => Apply(new LinkQuality()).Validate();
}
