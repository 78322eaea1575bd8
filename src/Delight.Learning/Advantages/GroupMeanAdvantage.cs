using Delight.Learning.Kernels;

namespace Delight.Learning.Advantages;

/// <summary>Scores a reward against the mean reward of its group, the samples of one prompt.</summary>
/// <remarks>
/// <para><c>A = r − mean of the group</c>; exactly 0 in a group of one row or of equal rewards, and these rows are
/// counted.</para>
/// <para>Source: the baseline of Osband (2026), "Delightful Policy Gradient", arXiv 2603.14608, token reversal, and of
/// group-relative methods (Shao et al. 2024, "DeepSeekMath") without their division by the spread.</para>
/// </remarks>
public sealed class GroupMeanAdvantage : IAdvantage
{
    private readonly GroupStatistics _statistics = new();

    /// <inheritdoc/>
    public bool NeedsGroups => true;

    /// <inheritdoc/>
    public int UninformativeRows => _statistics.UninformativeRows;

    /// <inheritdoc/>
    public void Compute(in RewardBatch batch, Span<double> advantages)
    {
        Shape.RequireLength(nameof(advantages), advantages.Length, batch.Rewards.Length, "[B] of rewards");
        _statistics.Compute(batch.Rewards, batch.Groups, batch.GroupCount);
        for (int row = 0; row < advantages.Length; row++)
        {
            int group = batch.Groups[row];
            advantages[row] = _statistics.IsInformative(group) ? batch.Rewards[row] - _statistics.Mean(group) : 0;
        }
    }
}
