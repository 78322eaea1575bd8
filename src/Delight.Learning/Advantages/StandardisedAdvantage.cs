namespace Delight.Learning.Advantages;

/// <summary>Scores a reward by standard deviations from the mean of its group.</summary>
/// <remarks>
/// <para><c>A = (r − mean of the group) / (population standard deviation of the group + 1e-8)</c>; exactly 0 in a group
/// of one row or of equal rewards, and these rows are counted.</para>
/// <para>Source: Shao et al. (2024), "DeepSeekMath".</para>
/// </remarks>
public sealed class StandardisedAdvantage : GroupAdvantage
{
    /// <summary>Added to a group's standard deviation.</summary>
    public const double DeviationFloor = 1e-8;

    /// <inheritdoc/>
    protected override double Of(float reward, int group, GroupStatistics statistics) =>
        (reward - statistics.Mean(group)) / (statistics.Deviation(group) + DeviationFloor);
}
