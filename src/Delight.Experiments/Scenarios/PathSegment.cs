using System.Globalization;

namespace Delight.Experiments.Scenarios;

/// <summary>One step of a key path: a name, and an index where it picks an entry of a list.</summary>
internal readonly record struct PathSegment(string Name, int? Index)
{
    /// <summary>Splits <c>workers[0].count</c>; null where the text is no path.</summary>
    public static IReadOnlyList<PathSegment>? Parse(string path)
    {
        List<PathSegment> segments = [];
        foreach (string part in path.Split('.'))
        {
            int open = part.IndexOf('[', StringComparison.Ordinal);
            int? index = null;
            if (open >= 0)
            {
                if (part[^1] != ']' || !TryIndex(part.AsSpan(open + 1, part.Length - open - 2), out int read))
                {
                    return null;
                }

                index = read;
            }

            string name = open < 0 ? part : part[..open];
            if (name.Length == 0)
            {
                return null;
            }

            segments.Add(new(name, index));
        }

        return segments;
    }

    /// <summary>Splits the rest of a variable's name, <c>workers__0__count</c>; null where it is no path.</summary>
    public static IReadOnlyList<PathSegment>? ParseVariable(string name)
    {
        List<PathSegment> segments = [];
        foreach (string part in name.Split("__"))
        {
            if (TryIndex(part, out int index) && segments is [.., { Index: null } last])
            {
                segments[^1] = last with { Index = index };
            }
            else if (part.Length == 0)
            {
                return null;
            }
            else
            {
                segments.Add(new(part, null));
            }
        }

        return segments;
    }

    /// <inheritdoc/>
    public override string ToString() =>
        Index is { } index ? string.Create(CultureInfo.InvariantCulture, $"{Name}[{index}]") : Name;

    private static bool TryIndex(ReadOnlySpan<char> text, out int index) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out index);
}
