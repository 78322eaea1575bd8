namespace Delight.Actors.Learners;

/// <summary>Settings of the learner.</summary>
public sealed record LearnerOptions
{
    /// <summary>The node on which it lives.</summary>
    public required string Node { get; init; }

    /// <summary>Updates to take.</summary>
    /// <value>At least 1.</value>
    public required long Steps { get; init; }

    /// <summary>Rows of one update.</summary>
    /// <value>At least 1.</value>
    public required int BatchRows { get; init; }

    /// <summary>Time that one update takes, in virtual time.</summary>
    /// <value>At least 0. Default 0.</value>
    public TimeSpan StepTime { get; init; }

    /// <summary>Rows that may be granted and not yet trained.</summary>
    /// <value>At least <see cref="BatchRows"/>.</value>
    public required int RowsInFlightMax { get; init; }

    /// <summary>Largest staleness that is trained on, in learner steps.</summary>
    /// <value>At least 0. Default null: no bound.</value>
    public long? StalenessMax { get; init; }

    /// <summary>How the bound is kept.</summary>
    /// <value>Default <see cref="StalenessHandling.Wait"/>. Nothing without a bound.</value>
    public StalenessHandling StalenessHandling { get; init; }

    /// <summary>Complete groups whose rewards differ by at most that are dropped from the queue, and other groups are
    /// asked for in their place: they teach nothing.</summary>
    /// <value>In units of reward, at least 0. Default null: every group is trained on.</value>
    public double? RefillTolerance { get; init; }

    /// <summary>Batches of which each update draws its rows: <see cref="ExperienceReplay"/>.</summary>
    /// <value>At least 1. Default 1: every row is trained on once. A bound on staleness counts up to a row's first
    /// batch.</value>
    public int ReplayBatches { get; init; } = 1;

    /// <summary>How long a request may stay without an answer before its rows are given to somebody else.</summary>
    /// <value>Above 0. Default null: for ever, which is enough where no message gets lost.</value>
    public TimeSpan? RequestTimeout { get; init; }

    /// <summary>Every how many updates a checkpoint is saved.</summary>
    /// <value>At least 1. Default null: never; a recovery then begins with the initial policy.</value>
    public long? CheckpointEvery { get; init; }

    /// <summary>Every how many updates the policy is handed to the parameter server.</summary>
    /// <value>At least 1; with a bound and <see cref="StalenessHandling.Wait"/> at most the bound plus 1. Default
    /// 1.</value>
    public int PublishEvery { get; init; } = 1;

    /// <summary>Every how many updates the policy is handed to the evaluator; also before the first and after the
    /// last.</summary>
    /// <value>At least 1.</value>
    public required int EvaluateEvery { get; init; }

    /// <summary>Every how many updates a measurement goes to the recorder.</summary>
    /// <value>At least 1.</value>
    public required int MeasureEvery { get; init; }

    /// <summary>True to measure the direction of each update that a measurement ends with; the task must know its
    /// expected rewards.</summary>
    /// <value>Default false. Costs two backward passes a measurement and changes nothing else.</value>
    public bool MeasuresCosines { get; init; }
}
