using Delight.Learning.Kernels;

namespace Delight.Learning.Advantages;

/// <summary>An advantage that compares the rows of a group with each other.</summary>
/// <remarks>Exactly 0 in a group of one row or of equal rewards, and these rows are counted.</remarks>
public abstract class GroupAdvantage : IAdvantage
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
            advantages[row] = _statistics.IsInformative(group) ? Of(batch.Rewards[row], group, _statistics) : 0;
        }
    }

    /// <summary>A of a row whose group is informative.</summary>
    /// <param name="reward">Of the row.</param>
    /// <param name="group">Its group.</param>
    /// <param name="statistics">Of all groups.</param>
    protected abstract double Of(float reward, int group, GroupStatistics statistics);
}
