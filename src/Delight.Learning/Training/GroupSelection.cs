using Delight.Learning.Advantages;

namespace Delight.Learning.Training;

/// <summary>Leaves rows out of an update whose group has equal rewards: nothing in it is better than the
/// rest.</summary>
/// <param name="tolerance">Rewards that differ by at most that are equal, in units of reward; null: all rows are
/// kept.</param>
/// <remarks>A row is left out by its mask. So it counts in its group's mean and nowhere else. Not
/// thread-safe.</remarks>
internal sealed class GroupSelection(double? tolerance)
{
    private readonly GroupStatistics _statistics = new();

    /// <summary>Clears the masks of rows that are left out.</summary>
    /// <param name="rewards">[B].</param>
    /// <param name="groups">[B] dense indices, 0 to <paramref name="groupCount"/> − 1.</param>
    /// <param name="groupCount">Number of groups.</param>
    /// <param name="mask">[B, T].</param>
    public RowSelection Apply(
        ReadOnlySpan<float> rewards, ReadOnlySpan<int> groups, int groupCount, Span<byte> mask)
    {
        if (tolerance is not null)
        {
            _statistics.Compute(rewards, groups, groupCount);
        }

        RowSelection selection = default;
        for (int row = 0; row < rewards.Length; row++)
        {
            if (tolerance is not { } bound || _statistics.IsInformative(groups[row], bound))
            {
                selection = selection with
                {
                    KeptRows = selection.KeptRows + 1, KeptRewardSum = selection.KeptRewardSum + rewards[row],
                };
                continue;
            }

            int decisions = mask.Length / rewards.Length;
            mask.Slice(row * decisions, decisions).Clear();
            selection = selection with
            {
                DroppedRows = selection.DroppedRows + 1, DroppedRewardSum = selection.DroppedRewardSum + rewards[row],
            };
        }

        return selection;
    }
}
