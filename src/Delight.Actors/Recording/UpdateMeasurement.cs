namespace Delight.Actors.Recording;

/// <summary>What the learner saw over the updates since the last measurement: means over decisions unless said
/// otherwise.</summary>
public sealed record UpdateMeasurement
{
    /// <summary>Number of updates taken when this was written.</summary>
    public required long Step { get; init; }

    /// <summary>Time of the run's clock since its start; virtual in a simulated run.</summary>
    public required TimeSpan Time { get; init; }

    /// <summary>Mean reward of the rows of the updates, also of those left out of them.</summary>
    public required double RewardMean { get; init; }

    /// <summary>Mean of the estimator's objective.</summary>
    public required double Objective { get; init; }

    /// <summary>Mean Euclidean norm of the gradient, before any clipping.</summary>
    public required double GradientNorm { get; init; }

    /// <summary>Mean entropy of the learner's distribution at the decisions, in nats.</summary>
    public required double Entropy { get; init; }

    /// <summary>Mean of u − l, an estimate of the divergence of the learner from the behaviour policy, in
    /// nats.</summary>
    public required double BehaviourDivergence { get; init; }

    /// <summary>(Σ ratio)² / (N Σ ratio²) with ratio = exp(l − u): 1 on policy, towards 0 where few samples
    /// dominate.</summary>
    public required double EffectiveSampleShare { get; init; }

    /// <summary>Number of l − u that had to be clamped.</summary>
    public required long ClampedRatios { get; init; }

    /// <summary>Rows whose group could teach nothing: one row, or equal rewards. By the
    /// estimator's own baseline where it has one; 0 for baselines without groups.</summary>
    public required long UninformativeRows { get; init; }

    /// <summary>Decisions with a positive advantage: the successes.</summary>
    public required GateMeasurement Successes { get; init; }

    /// <summary>Decisions with a negative advantage: the failures.</summary>
    public required GateMeasurement Failures { get; init; }

    /// <summary>Mean staleness at consumption, in learner steps: newest version minus version at the start of
    /// generation.</summary>
    public required double StalenessMean { get; init; }

    /// <summary>Largest staleness at consumption, in learner steps.</summary>
    public required long StalenessMax { get; init; }

    /// <summary>Cosine of the last of these updates, before the optimiser, with the exact policy gradient over all
    /// actions on its contexts; null where it was not measured.</summary>
    public double? CosineToPolicyGradient { get; init; }

    /// <summary>The same with the supervised gradient towards the right answers.</summary>
    public double? CosineToCrossEntropy { get; init; }

    /// <summary>Share of the rows that had a coefficient other than 0 and so a backward pass; null in records of builds
    /// that did not write it.</summary>
    public double? BackwardShare { get; init; }

    /// <summary>Share of the rows that were left out since their group teaches nothing; null in
    /// records of builds that did not write it.</summary>
    public double? DroppedShare { get; init; }

    /// <summary>Mean reward of the rows left out; null where there were none.</summary>
    public double? DroppedRewardMean { get; init; }

    /// <summary>Mean reward of the rows that updates learned from; null where there were none.</summary>
    public double? KeptRewardMean { get; init; }

    /// <summary>What updates made of rows, by age; empty in records of builds that did not write it.</summary>
    public IReadOnlyList<AgeMeasurement> ByAge { get; init; } = [];

    /// <summary>The rows by worker pool, by name; empty where all were of one pool, and in records of builds that did
    /// not write it.</summary>
    public IReadOnlyList<PoolMeasurement> ByPool { get; init; } = [];
}
