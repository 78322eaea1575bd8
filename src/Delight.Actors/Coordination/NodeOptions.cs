namespace Delight.Actors.Coordination;

/// <summary>Which head a node joins, and with what.</summary>
public sealed record NodeOptions
{
    /// <summary>Where the head listens.</summary>
    public required string SeedHost { get; init; }

    /// <summary>Its port.</summary>
    /// <value>1 to 65535.</value>
    public required int SeedPort { get; init; }

    /// <summary>The address of this node that the head can reach.</summary>
    /// <value>Default 127.0.0.1: a head on the same machine.</value>
    public string Host { get; init; } = "127.0.0.1";

    /// <summary>Its port.</summary>
    /// <value>0 to 65535. Default 0: a free one.</value>
    public int Port { get; init; }

    /// <summary>Rollout workers to run.</summary>
    /// <value>At least 1.</value>
    public required int Workers { get; init; }

    /// <summary>The secret of the head.</summary>
    public required string Secret { get; init; }

    /// <summary>Makes the work of this node from the head's scenario. What it throws ends the node.</summary>
    public required Func<string, NodeWork> Prepare { get; init; }

    /// <summary>The clock.</summary>
    public required TimeProvider Time { get; init; }
}
