namespace Delight.Actors.Recording;

/// <summary>What the rows of one worker pool were, and what updates made of them.</summary>
/// <param name="Pool">Name of the pool.</param>
/// <param name="Rows">Rows of it that were trained on.</param>
/// <param name="Decisions">Their decisions with an advantage other than 0.</param>
public sealed record PoolMeasurement(string Pool, long Rows, long Decisions)
{
    /// <summary>Mean staleness at consumption, in learner steps.</summary>
    public required double StalenessMean { get; init; }

    /// <summary>Largest staleness at consumption, in learner steps.</summary>
    public required long StalenessMax { get; init; }

    /// <summary>Mean reward of the rows, as the workers reported it.</summary>
    public required double RewardMean { get; init; }

    /// <summary>Mean advantage of the rows by the run's baseline, in units of reward.</summary>
    public required double AdvantageMean { get; init; }

    /// <summary>Mean of −l over the rows, and in each over its decisions, in nats.</summary>
    public required double SurprisalMean { get; init; }

    /// <summary>Mean of c·N / A over <see cref="Decisions"/>: the gate of dg, the ratio of pg, 1 for reinforce. 0 where
    /// there was none.</summary>
    public required double WeightMean { get; init; }

    /// <summary>Share of <see cref="Decisions"/> with the coefficient 0, 0 to 1.</summary>
    public required double ClippedShare { get; init; }

    /// <summary>Mean over the rows of the norm of the objective's gradient with respect to the row's logits, times the
    /// decisions of the batch: <c>N ‖∂J / ∂z‖</c>.</summary>
    public required double GradientNorm { get; init; }
}
