namespace Delight.Learning.Advantages;

/// <summary>Scores a reward against the mean reward of the other rows of its group.</summary>
/// <remarks>
/// <para><c>A_i = r_i − Σ_{j≠i} r_j / (n − 1)</c> over the n rows of the group: n / (n − 1) times the group-mean
/// advantage.</para>
/// <para>Holds always (tested): a group's advantages sum to 0; adding a constant to its rewards changes nothing.</para>
/// <para>Source: Kool, van Hoof, Welling (2019), "Buy 4 REINFORCE Samples, Get a Baseline for Free!". Our choice: a
/// group of one row has A = 0, is counted, and is no error, since lost messages can leave one row of a group.</para>
/// </remarks>
public sealed class LeaveOneOutAdvantage : GroupAdvantage
{
    /// <inheritdoc/>
    protected override double Of(float reward, int group, GroupStatistics statistics) =>
        reward - statistics.MeanOfOthers(group, reward);
}
