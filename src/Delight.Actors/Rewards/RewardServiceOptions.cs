namespace Delight.Actors.Rewards;

/// <summary>Settings of the reward service and its faults: reward corruption is what such a service does when it is
/// ill.</summary>
public sealed record RewardServiceOptions
{
    /// <summary>The node on which it lives.</summary>
    public required string Node { get; init; }

    /// <summary>Time that scoring one request takes, in virtual time; more than requests leave it means
    /// overload.</summary>
    /// <value>At least 0. Default 0.</value>
    public TimeSpan ScoreTime { get; init; }

    /// <summary>Requests that may wait; one too many is dropped.</summary>
    /// <value>At least 1. Default: no bound.</value>
    public int QueueItemsMax { get; init; } = int.MaxValue;

    /// <summary>Share of the rows whose reward is replaced by 0 or 1 at even odds.</summary>
    /// <value>0 to 1. Default 0.</value>
    public double FlipShare { get; init; }

    /// <summary>Share of the rows that are paid 1 whatever the answer is: of false positives, where it is
    /// wrong.</summary>
    /// <value>0 to 1. Default 0.</value>
    public double FalsePositiveShare { get; init; }

    /// <summary>Share of the requests that are answered with the rewards of the request before.</summary>
    /// <value>0 to 1. Default 0.</value>
    public double SwapShare { get; init; }

    /// <summary>Share of the requests whose answer is held back by <see cref="LateBy"/>.</summary>
    /// <value>0 to 1. Default 0.</value>
    public double LateShare { get; init; }

    /// <summary>How long late answers are held back.</summary>
    /// <value>At least 0. Default 0.</value>
    public TimeSpan LateBy { get; init; }
}
