using System.Text;

namespace Delight.Actors.Recording;

/// <summary>Says which of Akka's complaints are worth a line in the record: of those that differ in numbers and
/// addresses alone the 1st, the 10th, the 100th and so on, so that rubbish at the port does not fill it.</summary>
/// <remarks>Memory is bounded: beyond <see cref="KindsMax"/> all further kinds count as one. Not thread-safe.</remarks>
internal sealed class RepeatedComplaints
{
    /// <summary>Kinds that are told apart.</summary>
    public const int KindsMax = 256;

    private readonly Dictionary<string, long> _counts = new(StringComparer.Ordinal);

    /// <summary>Counts a complaint.</summary>
    /// <param name="source">Who complains.</param>
    /// <param name="detail">Of what.</param>
    /// <returns>How often this kind has come where it is worth a line, else null.</returns>
    public long? Count(string source, string detail)
    {
        string kind = KindOf(source, detail);
        if (_counts.Count >= KindsMax && !_counts.ContainsKey(kind))
        {
            kind = string.Empty;
        }

        long count = _counts.GetValueOrDefault(kind) + 1;
        _counts[kind] = count;
        long power = 1;
        while (power < count)
        {
            power *= 10;
        }

        return power == count ? count : null;
    }

    /// <summary>Letters only, without what stands in brackets: addresses and numbers of connections.</summary>
    private static string KindOf(string source, string detail)
    {
        StringBuilder kind = new();
        int depth = 0;
        foreach (char letter in $"{source} {detail}")
        {
            depth += letter is '[' or '(' ? 1 : letter is ']' or ')' && depth > 0 ? -1 : 0;
            if (depth == 0 && char.IsAsciiLetter(letter))
            {
                kind.Append(letter);
            }
        }

        return kind.ToString();
    }
}
