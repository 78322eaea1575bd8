using Delight.Actors.Checkpoints;
using Delight.Actors.Learners;
using Delight.Actors.Recording;
using Delight.Actors.Rewards;
using Delight.Actors.Rollouts;
using Delight.Learning.Training;
using Delight.Simulation;

namespace Delight.Actors.Coordination;

/// <summary>Everything that a coordinator needs to set up and run one training.</summary>
/// <remarks>Immutable but for <see cref="Totals"/> and <see cref="Outcome"/>, which the run fills.</remarks>
public sealed record TrainingPlan
{
    /// <summary>The node of coordinator and recorder. It stands beside the experiment: what they are told may be late,
    /// and is never lost.</summary>
    public const string ControlNode = "coordinator";

    /// <summary>Task, policy, estimator, baseline, optimiser.</summary>
    public required TrainerParts Parts { get; init; }

    /// <summary>Name of the estimator, for telemetry.</summary>
    /// <value>Default: that of its type.</value>
    public string EstimatorName
    {
        get => field ?? Parts.Estimator.GetType().Name;
        init;
    }

    /// <summary>Settings of the learner.</summary>
    public required LearnerOptions Learner { get; init; }

    /// <summary>The node of the parameter server.</summary>
    public required string ParameterServerNode { get; init; }

    /// <summary>The pools of rollout workers; at least one.</summary>
    public required IReadOnlyList<RolloutOptions> Pools { get; init; }

    /// <summary>Rows of one group: answers sampled for each context, by whatever workers.</summary>
    /// <value>At least 1. Default 1.</value>
    public int SamplesPerContext { get; init; } = 1;

    /// <summary>Settings of the reward service.</summary>
    public required RewardServiceOptions RewardService { get; init; }

    /// <summary>The node of the evaluator.</summary>
    public required string EvaluatorNode { get; init; }

    /// <summary>Held-out contexts of one evaluation.</summary>
    /// <value>At least 1.</value>
    public required int EvaluationRows { get; init; }

    /// <summary>Where measurements go.</summary>
    public required IRunSink Sink { get; init; }

    /// <summary>The disk of the learner's node.</summary>
    /// <value>Default: one in memory.</value>
    public ICheckpointStore Checkpoints { get; init; } = new MemoryCheckpointStore();

    /// <summary>True where a slow worker skips policies instead of working off a queue of them: for live
    /// runtimes.</summary>
    /// <value>Default false: every published policy reaches every worker, so that a slow link makes staleness.</value>
    public bool ConflatesPolicies { get; init; }

    /// <summary>Changes how the learner is put together: who hears of its rows, or, for tests of what watches over it,
    /// wrong bookkeeping.</summary>
    /// <value>Default: nothing.</value>
    public Func<LearnerParts, LearnerParts> AdjustLearner { get; init; } = parts => parts;

    /// <summary>Longest time without an update before the run fails as hanging.</summary>
    /// <value>Above 0. Default one hour of the run's clock.</value>
    public TimeSpan StallTimeout { get; init; } = TimeSpan.FromHours(1);

    /// <summary>Time of the run's clock at its start: where it goes on from a checkpoint in <see cref="Checkpoints"/>,
    /// that of the checkpoint.</summary>
    /// <value>At least 0. Default 0.</value>
    public TimeSpan StartsAt { get; init; }

    /// <summary>What the run adds up to; one that goes on from a checkpoint begins with the totals up to it.</summary>
    public RunTotals Totals { get; init; } = new();

    /// <summary>The final policy, once there is one.</summary>
    public TrainingOutcome Outcome { get; } = new();

    /// <summary>The final parameters of a run after which nothing is left to happen.</summary>
    /// <param name="elapsed">Time of the run's clock at the end.</param>
    /// <exception cref="InvalidOperationException">There are none: the training hangs.</exception>
    internal float[] RequireParameters(TimeSpan elapsed) => Outcome.Parameters ?? throw new InvalidOperationException(
        $"nothing is left to happen {DurationWords.Of(elapsed)} after the start, after {Totals.Updates} updates of "
        + $"{Learner.Steps}; the training hangs. This is a defect: please report the scenario and its seed.");
}
