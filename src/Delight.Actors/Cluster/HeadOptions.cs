namespace Delight.Actors.Cluster;

/// <summary>How the head of a cluster is reached, and what it tells those who come.</summary>
public sealed record HeadOptions
{
    /// <summary>The address to bind to and to be known by.</summary>
    public required string Host { get; init; }

    /// <summary>The port.</summary>
    /// <value>1 to 65535.</value>
    public required int Port { get; init; }

    /// <summary>What nodes must know to be let in; it never travels.</summary>
    public required string Secret { get; init; }

    /// <summary>The effective scenario as JSON, for the nodes.</summary>
    public required string Scenario { get; init; }
}
