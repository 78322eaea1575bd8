namespace Delight.Actors.Rollouts;

/// <summary>Settings of one pool of rollout workers.</summary>
public sealed record RolloutOptions
{
    /// <summary>Name of the pool; its workers are <c>NAME-0</c>, <c>NAME-1</c> ...</summary>
    public required string Pool { get; init; }

    /// <summary>The node on which the pool lives.</summary>
    public required string Node { get; init; }

    /// <summary>Number of workers.</summary>
    /// <value>At least 1.</value>
    public required int Count { get; init; }

    /// <summary>Rows of one request.</summary>
    /// <value>At least 1, a multiple of <see cref="SamplesPerContext"/>.</value>
    public required int RowsPerRequest { get; init; }

    /// <summary>Answers sampled for each context: the size of a group.</summary>
    /// <value>At least 1. Default 1.</value>
    public int SamplesPerContext { get; init; } = 1;

    /// <summary>Requests that a worker holds at once.</summary>
    /// <value>At least 1. Default 1.</value>
    public int RequestsInFlight { get; init; } = 1;

    /// <summary>Time that generating one request takes, in virtual time.</summary>
    /// <value>At least 0. Default 0.</value>
    public TimeSpan RequestTime { get; init; }
}
