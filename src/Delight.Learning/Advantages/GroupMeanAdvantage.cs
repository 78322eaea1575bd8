namespace Delight.Learning.Advantages;

/// <summary>Scores a reward against the mean reward of its group, the samples of one prompt.</summary>
/// <remarks>
/// <para><c>A = r − mean of the group</c>; exactly 0 in a group of one row or of equal rewards, and these rows are
/// counted.</para>
/// <para>Source: the baseline of Osband (2026), "Delightful Policy Gradient", arXiv 2603.14608, token reversal, and of
/// group-relative methods (Shao et al. 2024, "DeepSeekMath") without their division by the spread.</para>
/// </remarks>
public sealed class GroupMeanAdvantage : GroupAdvantage
{
    /// <inheritdoc/>
    protected override double Of(float reward, int group, GroupStatistics statistics) =>
        reward - statistics.Mean(group);
}
