using Delight.Learning.Kernels;

namespace Delight.Learning.Advantages;

/// <summary>Scores a reward by standard deviations from the mean of its group.</summary>
/// <remarks>
/// <para><c>A = (r − mean of the group) / (population standard deviation of the group + 1e-8)</c>; exactly 0 in a group
/// of one row or of equal rewards, and these rows are counted.</para>
/// <para>Source: Shao et al. (2024), "DeepSeekMath".</para>
/// </remarks>
public sealed class StandardisedAdvantage : IAdvantage
{
    /// <summary>Added to a group's standard deviation.</summary>
    public const double DeviationFloor = 1e-8;

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
            advantages[row] = _statistics.IsInformative(group)
                ? (batch.Rewards[row] - _statistics.Mean(group)) / (_statistics.Deviation(group) + DeviationFloor)
                : 0;
        }
    }
}
