namespace Delight.Actors.Cluster;

/// <summary>Which head a node joins, and with what.</summary>
public sealed record NodeOptions
{
    /// <summary>Where the node looks for its cluster: the head, or any member of it.</summary>
    /// <value>At least one.</value>
    public required IReadOnlyList<Endpoint> Seeds { get; init; }

    /// <summary>The address of this node that it listens at, and that the head can reach.</summary>
    /// <value>Default null: what the configuration says, and where it says nothing 127.0.0.1.</value>
    public string? Host { get; init; }

    /// <summary>The host by which others know this node.</summary>
    /// <value>Default null: <see cref="Host"/>. Needed where the node listens at all addresses.</value>
    public string? PublicHost { get; init; }

    /// <summary>Rollout workers to run.</summary>
    /// <value>At least 1.</value>
    public required int Workers { get; init; }

    /// <summary>The pool that the workers belong to.</summary>
    /// <value>Default null: the head shares workers over its pools in the proportion of their counts.</value>
    public string? Pool { get; init; }

    /// <summary>The secret of the head.</summary>
    public required string Secret { get; init; }

    /// <summary>Makes the work of this node from the head's scenario. What it throws ends the node.</summary>
    public required Func<string, NodeWork> Prepare { get; init; }

    /// <summary>Looks whether a seed is there.</summary>
    /// <value>Default: by a connection.</value>
    public Func<Endpoint, Task<SeedSight>> Look { get; init; } = SeedSight.LookAsync;

    /// <summary>The clock.</summary>
    public required TimeProvider Time { get; init; }

    /// <summary>The seeds, for messages.</summary>
    internal string SeedText => string.Join(" or ", Seeds);
}
