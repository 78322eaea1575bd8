using System.Text;

namespace Delight.Learning.Inspection;

/// <summary>Turns the bare words NaN, Infinity and -Infinity, which JSON lacks and many writers emit, into JSON
/// strings.</summary>
/// <remarks>So that a batch with such a value is refused by its index, or read where the value is masked, not as broken
/// text.</remarks>
internal static class NonFiniteLiterals
{
    public const string NaN = "NaN";
    public const string Infinity = "Infinity";
    public const string MinusInfinity = "-Infinity";

    /// <summary>The text with those words quoted; words inside of strings stay as they are.</summary>
    public static string Quote(string json)
    {
        if (!json.Contains(NaN, StringComparison.Ordinal) && !json.Contains(Infinity, StringComparison.Ordinal))
        {
            return json;
        }

        StringBuilder quoted = new(json.Length + 16);
        bool isInString = false;
        for (int i = 0; i < json.Length; i++)
        {
            if (!isInString && WordAt(json.AsSpan(i)) is { } word)
            {
                quoted.Append('"').Append(word).Append('"');
                i += word.Length - 1;
                continue;
            }

            quoted.Append(json[i]);
            if (isInString && json[i] == '\\' && i + 1 < json.Length)
            {
                quoted.Append(json[++i]);
            }
            else if (json[i] == '"')
            {
                isInString = !isInString;
            }
        }

        return quoted.ToString();
    }

    private static string? WordAt(ReadOnlySpan<char> text) =>
        text.StartsWith(NaN, StringComparison.Ordinal) ? NaN
        : text.StartsWith(Infinity, StringComparison.Ordinal) ? Infinity
        : text.StartsWith(MinusInfinity, StringComparison.Ordinal) ? MinusInfinity
        : null;
}
