namespace Delight.Learning.Advantages;

/// <summary>What a baseline may look at. Dims: B rows.</summary>
public readonly ref struct RewardBatch
{
    /// <summary>[B] rewards, finite.</summary>
    public required ReadOnlySpan<float> Rewards { get; init; }

    /// <summary>[B] dense group indices, 0 to <see cref="GroupCount"/> − 1.</summary>
    public required ReadOnlySpan<int> Groups { get; init; }

    /// <summary>Number of groups.</summary>
    public required int GroupCount { get; init; }

    /// <summary>[B] Σ_a π(a)² of the row's first decision under the learner: the reward that a bandit expects if its
    /// policy is right about itself. Empty where no baseline asked for it.</summary>
    public ReadOnlySpan<double> Confidences { get; init; }
}
