using Delight.Learning.Advantages;
using Delight.Learning.Estimators;
using Delight.Learning.Execution;
using Delight.Learning.Optimisers;
using Delight.Learning.Policies;
using Delight.Learning.Tasks;

namespace Delight.Learning.Training;

/// <summary>What a <see cref="PolicyTrainer"/> is put together from.</summary>
public sealed record TrainerParts
{
    /// <summary>Encodes contexts, and gives right answers to oracles.</summary>
    public required ITask Task { get; init; }

    /// <summary>What is trained.</summary>
    public required IPolicy Policy { get; init; }

    /// <summary>Turns a batch into coefficients; owned by the trainer.</summary>
    public required IEstimator Estimator { get; init; }

    /// <summary>Turns rewards into advantages, unless the estimator has a baseline of its own; owned by the
    /// trainer.</summary>
    public required IAdvantage Advantage { get; init; }

    /// <summary>Decays of the optimiser.</summary>
    public AdamOptions Adam { get; init; } = new();

    /// <summary>The learning rate of each step.</summary>
    public LearningRateOptions LearningRate { get; init; } = new();

    /// <summary>How many times each batch is gone through; the behaviour's log-probabilities stay the
    /// worker's.</summary>
    /// <value>At least 1. Default 1.</value>
    public int Passes { get; init; } = 1;

    /// <summary>Rows of one optimiser step; a batch of more rows is divided, whole groups in an order that each pass
    /// draws anew.</summary>
    /// <value>At least 1; a multiple of the samples of a context keeps groups whole. Default null: the whole
    /// batch.</value>
    public int? MinibatchRows { get; init; }

    /// <summary>Groups whose rewards differ by at most that are left out of an update: they teach nothing.</summary>
    /// <value>In units of reward, at least 0. Default null: every group is learned from.</value>
    public double? GroupTolerance { get; init; }

    /// <summary>Gradients with a larger Euclidean norm are scaled down to it.</summary>
    /// <value>Above 0. Default infinity: no clipping.</value>
    public double GradientNormMax { get; init; } = double.PositiveInfinity;

    /// <summary>Rows of the largest batch.</summary>
    /// <value>At least 1.</value>
    public required int RowsMax { get; init; }

    /// <summary>Lends threads to forward and backward passes; not owned.</summary>
    /// <value>Default: the caller's own thread. The bits do not depend on it.</value>
    public IKernelExecutor Executor { get; init; } = SerialExecutor.Instance;

    /// <summary>Root seed of initial weights and of estimators that draw.</summary>
    public required ulong Seed { get; init; }
}
