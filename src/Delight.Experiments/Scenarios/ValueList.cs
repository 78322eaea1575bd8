using Delight.Learning.Catalogue;

namespace Delight.Experiments.Scenarios;

/// <summary>The text of a <c>--set</c> that may have several values: <c>path=a,b</c>.</summary>
/// <param name="Path">What is set.</param>
/// <param name="Values">At least one; a comma in parentheses, brackets or braces belongs to its value.</param>
public sealed record ValueList(string Path, IReadOnlyList<string> Values)
{
    /// <summary>Reads it; null where it has no path.</summary>
    public static ValueList? Parse(string set)
    {
        int equals = set.IndexOf('=', StringComparison.Ordinal);
        return equals < 1
            ? null
            : new ValueList(set[..equals].Trim(), PartReference.SplitList(set[(equals + 1)..]));
    }

    /// <summary>Why nobody can say which values a text has; null where it is clear.</summary>
    /// <param name="set">As typed.</param>
    /// <returns>A sentence without its subject, and what to do about it.</returns>
    public static string? Unclear(string set)
    {
        int equals = set.IndexOf('=', StringComparison.Ordinal);
        if (equals < 1)
        {
            return $"{(equals < 0 ? "it has no '='" : "it has no path before '='")}. Write --set PATH=A,B,C.";
        }

        // Without a comma there is one value, whatever its brackets.
        string values = set[(equals + 1)..];
        return values.Contains(',', StringComparison.Ordinal) && UnpairedBracket(values) is { } bracket
            ? $"'{bracket}' has no partner, so nobody can say which commas part values. Write the other bracket too."
            : null;
    }

    /// <summary>The first bracket that closes nothing, or the last one that nothing closes; null where all are in
    /// pairs.</summary>
    private static char? UnpairedBracket(string text)
    {
        const string Opening = "([{", Closing = ")]}";
        Stack<char> open = new();
        foreach (char letter in text)
        {
            if (Opening.Contains(letter, StringComparison.Ordinal))
            {
                open.Push(letter);
            }
            else if (Closing.IndexOf(letter, StringComparison.Ordinal) is var kind and >= 0
                && (!open.TryPop(out char opened) || opened != Opening[kind]))
            {
                return letter;
            }
        }

        return open.TryPop(out char last) ? last : null;
    }
}
