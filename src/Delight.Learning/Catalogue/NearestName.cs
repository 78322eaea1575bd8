namespace Delight.Learning.Catalogue;

/// <summary>Finds the name that a misspelt one was probably meant to be.</summary>
public static class NearestName
{
    /// <summary>The nearest of the names by edit distance (case aside), or null where none is near.</summary>
    /// <remarks>Near is a distance of at most a third of the longer name, at least 1; a name that starts with the other
    /// counts too.</remarks>
    public static string? Find(string written, IEnumerable<string> names)
    {
        string? best = null;
        int bestDistance = int.MaxValue;
        foreach (string name in names)
        {
            bool isPrefix = written.Length >= 2
                && (name.StartsWith(written, StringComparison.OrdinalIgnoreCase)
                    || written.StartsWith(name, StringComparison.OrdinalIgnoreCase));
            int allowed = Math.Max(1, Math.Max(written.Length, name.Length) / 3);
            int distance = Distance(written.ToUpperInvariant(), name.ToUpperInvariant());
            if ((distance <= allowed || isPrefix) && distance < bestDistance)
            {
                (best, bestDistance) = (name, distance);
            }
        }

        return best;
    }

    /// <summary><c> Did you mean 'x'?</c> with a leading space, or nothing.</summary>
    public static string Hint(string written, IEnumerable<string> names) =>
        Find(written, names) is { } name ? $" Did you mean '{name}'?" : string.Empty;

    private static int Distance(string a, string b)
    {
        // Levenshtein over two rows.
        int[] previous = [.. Enumerable.Range(0, b.Length + 1)];
        int[] current = new int[b.Length + 1];
        for (int i = 1; i <= a.Length; i++)
        {
            current[0] = i;
            for (int j = 1; j <= b.Length; j++)
            {
                int substituted = previous[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
                current[j] = Math.Min(substituted, 1 + Math.Min(previous[j], current[j - 1]));
            }

            (previous, current) = (current, previous);
        }

        return previous[b.Length];
    }
}
