namespace Delight.Actors.Network;

/// <summary>How messages between nodes travel: the qualities of every link that is not named, and those that are.
/// Messages within a node take no time.</summary>
public sealed record NetworkOptions : LinkQuality
{
    /// <summary>Links with qualities of their own.</summary>
    public IReadOnlyList<LinkOptions> Links { get; init; } = [];

    /// <summary>Time after which a runtime's own message (<see cref="Port.Terminated"/>, <see
    /// cref="Port.Undelivered"/>) is known beyond a link that is cut, and the death of a node to those who watch its
    /// actors.</summary>
    /// <value>At least 0. Default one second.</value>
    public TimeSpan DetectionTime { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Nodes that stand beside the experiment, such as the one that records it: their links have latency and
    /// bandwidth like any, but lose, duplicate and reorder nothing and cannot be cut.</summary>
    /// <value>Default: none.</value>
    public IReadOnlyList<string> ReliableNodes { get; init; } = [];
}
