using Delight.Actors.Frictions;
using Delight.Learning.Parameters;

namespace Delight.Actors.Rollouts;

/// <summary>Settings of one pool of rollout workers.</summary>
public sealed record RolloutOptions
{
    /// <summary>Nats of surprisal that a row takes time for, at most: the longest chain of thought.</summary>
    public const int SurprisalMax = 20;

    /// <summary>Name of the pool; its workers are <c>NAME-0</c>, <c>NAME-1</c> ...</summary>
    public required string Pool { get; init; }

    /// <summary>The node on which the pool lives.</summary>
    public required string Node { get; init; }

    /// <summary>Number of workers.</summary>
    /// <value>At least 1.</value>
    public required int Count { get; init; }

    /// <summary>Rows of one request.</summary>
    /// <value>At least 1.</value>
    public required int RowsPerRequest { get; init; }

    /// <summary>Requests that a worker holds at once.</summary>
    /// <value>At least 1. Default 1.</value>
    public int RequestsInFlight { get; init; } = 1;

    /// <summary>Time that generating one request takes, in virtual time.</summary>
    /// <value>At least 0. Default 0.</value>
    public TimeSpan RequestTime { get; init; }

    /// <summary>Time that generating takes beside <see cref="RequestTime"/> for each nat of surprisal of the request's
    /// most surprising row: as with chains of thought, answers that the policy is unsure of are long ones, and a batch
    /// is decoded when its longest answer is.</summary>
    /// <value>At least 0. Default 0. Surprisal above <see cref="SurprisalMax"/> takes no more time.</value>
    public TimeSpan SurprisalTime { get; init; }

    /// <summary>The longest that one request takes.</summary>
    public TimeSpan RequestTimeMax => RequestTime + (SurprisalMax * SurprisalTime);

    /// <summary>Every how long a worker shows the learner and the parameter server that it lives: what a lost message,
    /// a restart or a partition has parted finds together again by that.</summary>
    /// <value>Above 0. Default null: once at its start, which is enough where no message gets lost.</value>
    public TimeSpan? SignOfLifeEvery { get; init; }

    /// <summary>The build that the pool runs.</summary>
    /// <value>Default: the right one.</value>
    public WorkerBuild Build { get; init; }

    /// <summary>Which rows a broken build breaks.</summary>
    /// <value>Default: all of them, with what the build claims.</value>
    public DefectOptions Defects { get; init; } = new();

    /// <summary>The number format that the pool decodes in.</summary>
    /// <value>Default: as the learner's.</value>
    public DecodingPrecision Precision { get; init; }

    /// <summary>How old a policy the pool acts on.</summary>
    /// <value>Default null: the newest that came. An age needs a learner without a bound on staleness.</value>
    public PolicyAge? Age { get; init; }

    /// <summary>True where a policy that comes in the midst of an answer takes over from the next decision on: an
    /// in-flight update. A decision then takes its part of <see cref="RequestTime"/>.</summary>
    /// <value>Default false: who begins an answer ends it. Costs a forward pass a decision.</value>
    public bool UpdatesInFlight { get; init; }

    /// <summary>How long a worker waits for rewards before it uses <see cref="RewardDefault"/> in their
    /// place.</summary>
    /// <value>Above 0. Default null: for ever.</value>
    public TimeSpan? RewardTimeout { get; init; }

    /// <summary>The reward of rows whose rewards came too late.</summary>
    /// <value>Default 0.</value>
    public float RewardDefault { get; init; }
}
