using System.Globalization;
using System.Text;

namespace Delight.Experiments.Text;

/// <summary>Makes what a user wrote fit into one line of a message.</summary>
internal static class Shown
{
    private const int LengthMax = 80;

    /// <summary>Between single quotes.</summary>
    public static string Quoted(string text) => $"'{OneLine(text)}'";

    /// <summary>Control characters escaped, the middle of long texts left out.</summary>
    public static string OneLine(string text) =>
        Escaped(text.Length <= LengthMax ? text : $"{text[..(LengthMax - 20)]} ... {text[^15..]}");

    /// <summary>Control characters escaped; for texts that are not the user's and so are never very long.</summary>
    public static string Escaped(string kept)
    {
        StringBuilder line = new(kept.Length);
        foreach (char letter in kept)
        {
            // U+2028 and U+2029 end a line too.
            if (char.IsControl(letter) || char.IsSurrogate(letter) || letter is '\u2028' or '\u2029')
            {
                line.Append(CultureInfo.InvariantCulture, $"\\u{(int)letter:x4}");
            }
            else
            {
                line.Append(letter);
            }
        }

        return line.ToString();
    }
}
