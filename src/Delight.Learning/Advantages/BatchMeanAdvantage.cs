using Delight.Learning.Kernels;

namespace Delight.Learning.Advantages;

/// <summary>Scores a reward against the mean reward of the whole batch.</summary>
/// <remarks>
/// <para><c>A = r − mean(r)</c> over all B rows, whatever their group; exactly 0 where all rewards are equal.</para>
/// <para>The mean contains the row itself, which shrinks the expected gradient by (B − 1) / B.</para>
/// <para>Source: Williams (1992), reinforcement baseline, estimated from the batch.</para>
/// </remarks>
public sealed class BatchMeanAdvantage : IAdvantage
{
    private readonly GroupStatistics _statistics = new();

    /// <inheritdoc/>
    public int UninformativeRows => _statistics.UninformativeRows;

    /// <inheritdoc/>
    public void Compute(in RewardBatch batch, Span<double> advantages)
    {
        Shape.RequireLength(nameof(advantages), advantages.Length, batch.Rewards.Length, "[B] of rewards");
        _statistics.ComputeWhole(batch.Rewards);
        for (int row = 0; row < advantages.Length; row++)
        {
            advantages[row] = _statistics.IsInformative(0) ? batch.Rewards[row] - _statistics.Mean(0) : 0;
        }
    }
}
