using Delight.Actors.Learners;
using Delight.Actors.Recording;
using Delight.Actors.Rewards;
using Delight.Actors.Rollouts;
using Delight.Learning.Training;

namespace Delight.Actors.Coordination;

/// <summary>Everything that a coordinator needs to set up and run one training.</summary>
/// <remarks>Immutable but for <see cref="Totals"/> and <see cref="Outcome"/>, which the run fills.</remarks>
public sealed record TrainingPlan
{
    /// <summary>Task, policy, estimator, baseline, optimiser.</summary>
    public required TrainerParts Parts { get; init; }

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

    /// <summary>What the run adds up to.</summary>
    public RunTotals Totals { get; } = new();

    /// <summary>The final policy, once there is one.</summary>
    public TrainingOutcome Outcome { get; } = new();
}
