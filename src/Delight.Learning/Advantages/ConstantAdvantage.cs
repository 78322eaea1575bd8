using Delight.Learning.Kernels;

namespace Delight.Learning.Advantages;

/// <summary>Scores a reward against one fixed number.</summary>
/// <param name="value">b, in units of reward. 0 leaves the reward as it is: no baseline at all.</param>
/// <remarks>
/// <para><c>A = r − b</c>. Allocates nothing.</para>
/// <para>Source: Williams (1992), "Simple statistical gradient-following algorithms for connectionist reinforcement
/// learning", reinforcement baseline.</para>
/// </remarks>
public sealed class ConstantAdvantage(double value) : IAdvantage
{
    /// <inheritdoc/>
    public void Compute(in RewardBatch batch, Span<double> advantages)
    {
        Shape.RequireLength(nameof(advantages), advantages.Length, batch.Rewards.Length, "[B] of rewards");
        for (int row = 0; row < advantages.Length; row++)
        {
            advantages[row] = batch.Rewards[row] - value;
        }
    }
}
