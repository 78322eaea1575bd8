using Delight.Learning.Diagnostics;

namespace Delight.Learning.Training;

/// <summary>What one update looked like.</summary>
public readonly record struct UpdateStatistics
{
    /// <summary>Rows of the batch.</summary>
    public required int Rows { get; init; }

    /// <summary>Rows that had a coefficient other than 0 and so a backward pass.</summary>
    public required int RowsBackward { get; init; }

    /// <summary>Mean reward of the rows.</summary>
    public required double RewardMean { get; init; }

    /// <summary>The estimator's objective before the step.</summary>
    public required double Objective { get; init; }

    /// <summary>Euclidean norm of the gradient before clipping.</summary>
    public required double GradientNorm { get; init; }

    /// <summary>Mean entropy of the learner at the decisions, in nats.</summary>
    public required double Entropy { get; init; }

    /// <summary>Rows that the update learned from, and rows that it left out.</summary>
    public required RowSelection Selection { get; init; }

    /// <summary>Rows whose group could teach nothing.</summary>
    public required int UninformativeRows { get; init; }

    /// <summary>How far the learner is from the behaviour policies.</summary>
    public required BehaviourDrift Drift { get; init; }

    /// <summary>Decisions with a positive advantage.</summary>
    public required GateStatistics Successes { get; init; }

    /// <summary>Decisions with a negative advantage.</summary>
    public required GateStatistics Failures { get; init; }

    /// <summary>Direction of the gradient; null where it was not asked for.</summary>
    public UpdateCosines? Cosines { get; init; }
}
