namespace Delight.Learning.Theory;

/// <summary>Sizes of the tabular analysis.</summary>
public sealed record TheoryOptions
{
    /// <summary>K.</summary>
    /// <value>At least 3: with two arms every update lies along the gradient. Default 10.</value>
    public int Actions { get; init; } = 10;

    /// <summary>ε, share of the samples that are drawn uniformly.</summary>
    /// <value>0 to 1. Default 0.1.</value>
    public double Contamination { get; init; } = 0.1;

    /// <summary>What advantages are relative to.</summary>
    /// <value>Default <see cref="TheoryBaseline.Mean"/>.</value>
    public TheoryBaseline Baseline { get; init; } = TheoryBaseline.Mean;

    /// <summary>Largest δ.</summary>
    /// <value>Default 0.5.</value>
    public double DeltaMax { get; init; } = 0.5;

    /// <summary>Smallest δ.</summary>
    /// <value>Default 1e-4.</value>
    public double DeltaMin { get; init; } = 1e-4;

    /// <summary>Values of δ, at equal ratios.</summary>
    /// <value>At least 2. Default 13.</value>
    public int Deltas { get; init; } = 13;

    /// <summary>Power laws are fitted at this δ and below, where they have set in.</summary>
    /// <value>Default 0.01.</value>
    public double FitDeltaMax { get; init; } = 0.01;

    /// <summary>The same, and far enough below the contamination for the learner's own failures, whose chance is δ, not
    /// to matter.</summary>
    public double FitDeltaEffective => Contamination > 0 ? Math.Min(FitDeltaMax, Contamination / 10) : FitDeltaMax;

    /// <summary>Batches that a sampled cosine is a mean over.</summary>
    /// <value>At least 2. Default 400.</value>
    public int Batches { get; init; } = 400;

    /// <summary>Samples of a batch.</summary>
    /// <value>At least 1. Default 100.</value>
    public int BatchRows { get; init; } = 100;

    /// <summary>Root seed of the sampled batches.</summary>
    /// <value>Default 1.</value>
    public ulong Seed { get; init; } = 1;
}
