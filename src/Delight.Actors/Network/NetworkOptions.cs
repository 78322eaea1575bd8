namespace Delight.Actors.Network;

/// <summary>How messages between nodes travel. Messages within a node take no time.</summary>
public sealed record NetworkOptions
{
    /// <summary>Latency of every link that is not named.</summary>
    /// <value>At least 0. Default 0.</value>
    public TimeSpan Latency { get; init; }

    /// <summary>Links with a latency of their own.</summary>
    public IReadOnlyList<LinkOptions> Links { get; init; } = [];
}
