namespace Delight.Reports.Charts;

/// <summary>Moves labels apart that would lie on top of each other.</summary>
internal static class LabelPlacement
{
    /// <summary>Finds positions in the order of the wanted ones, near them, at least a spacing apart, inside of a
    /// range.</summary>
    /// <param name="wanted">Where each label would like to be.</param>
    /// <param name="spacing">Least distance, above 0.</param>
    /// <param name="min">Lowest position.</param>
    /// <param name="max">Highest position.</param>
    /// <returns>By the index of <paramref name="wanted"/>. Where the range is too short for all, they keep equal
    /// distances in it.</returns>
    public static IReadOnlyList<double> Spread(IReadOnlyList<double> wanted, double spacing, double min, double max)
    {
        int[] order = [.. Enumerable.Range(0, wanted.Count).OrderBy(i => wanted[i])];
        double apart = wanted.Count < 2 ? spacing : Math.Min(spacing, (max - min) / (wanted.Count - 1));

        // Groups of labels that touch move together to where their members want to be on average.
        List<(double Start, int Count)> groups = [];
        foreach (int i in order)
        {
            (double start, int count) = (Math.Clamp(wanted[i], min, max), 1);
            while (groups.Count > 0 && groups[^1].Start + (groups[^1].Count * apart) > start)
            {
                (double previous, int members) = groups[^1];
                groups.RemoveAt(groups.Count - 1);
                start = ((previous * members) + ((start - (members * apart)) * count)) / (members + count);
                count += members;
                start = Math.Clamp(start, min, Math.Max(min, max - ((count - 1) * apart)));
            }

            groups.Add((start, count));
        }

        double[] placed = new double[wanted.Count];
        int next = 0;
        foreach ((double start, int count) in groups)
        {
            for (int k = 0; k < count; k++)
            {
                placed[order[next++]] = start + (k * apart);
            }
        }

        return placed;
    }
}
