using Delight.Learning.Kernels;

namespace Delight.Learning.Advantages;

/// <summary>Scores a bandit's reward against the reward that the learner's own policy expects.</summary>
/// <remarks>
/// <para><c>A = r − b</c>, <c>b = Σ_a π(a)²</c> under the learner, for rewards 0 or 1 and one right action: the chance
/// to be right if the truth were drawn from π itself. Reads no label.</para>
/// <para>Source: Osband (2026), "Delightful Distributed Policy Gradient", arXiv 2603.20521, MNIST experiments.</para>
/// </remarks>
public sealed class ExpectedConfidenceAdvantage : IAdvantage
{
    /// <inheritdoc/>
    public bool NeedsConfidences => true;

    /// <inheritdoc/>
    public void Compute(in RewardBatch batch, Span<double> advantages)
    {
        Shape.RequireLength(nameof(batch.Confidences), batch.Confidences.Length, batch.Rewards.Length,
            "[B] of rewards");
        Shape.RequireLength(nameof(advantages), advantages.Length, batch.Rewards.Length, "[B] of rewards");
        for (int row = 0; row < advantages.Length; row++)
        {
            advantages[row] = batch.Rewards[row] - batch.Confidences[row];
        }
    }
}
