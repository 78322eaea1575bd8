namespace Delight.Learning.Catalogue;

/// <summary>A part by name with options in parentheses, as people write it: <c>kondo(share=0.1)</c>.</summary>
/// <param name="Name">The part's name.</param>
/// <param name="Options">Options by name, as written.</param>
public sealed record PartReference(string Name, IReadOnlyDictionary<string, string> Options)
{
    /// <summary>References after a plus sign: the masks of an estimator, as in <c>dg+opsm(delta=0.5)</c>.</summary>
    public IReadOnlyList<PartReference> Joined { get; init; } = [];

    /// <summary>The reference as written again: options in the order given, no spaces.</summary>
    public override string ToString() => string.Join('+', Joined.Prepend(this).Select(part => part.Alone()));

    /// <summary>Reads one reference and what is joined to it by plus signs.</summary>
    /// <param name="text">For example <c>dg</c>, <c>tis(cap=1)</c> or <c>pg+icepop</c>.</param>
    /// <param name="errors">Added to where the text is no reference.</param>
    /// <returns>The reference, or null where an error was added.</returns>
    public static PartReference? Parse(string text, ICollection<string> errors)
    {
        List<PartReference> parts = [];
        foreach (string part in SplitOutsideBrackets(text, '+'))
        {
            if (ParseOne(part, text.Trim(), errors) is not { } one)
            {
                return null;
            }

            parts.Add(one);
        }

        return parts[0] with { Joined = parts[1..] };
    }

    /// <summary>Splits a list such as <c>dg,kondo(share=0.1,price=0),tis</c> at the commas outside of
    /// parentheses, brackets and braces.</summary>
    public static IReadOnlyList<string> SplitList(string text) => SplitOutsideBrackets(text, ',');

    private string Alone() => Options.Count == 0
        ? Name
        : $"{Name}({string.Join(',', Options.Select(option => $"{option.Key}={option.Value}"))})";

    private static PartReference? ParseOne(string text, string whole, ICollection<string> errors)
    {
        int open = text.IndexOf('(', StringComparison.Ordinal);
        string name = (open < 0 ? text : text[..open]).Trim();
        if (name.Length == 0 || (open >= 0 && text[^1] != ')'))
        {
            errors.Add($"'{whole}' is not a name with options; write NAME or NAME(option=value, ...).");
            return null;
        }

        Dictionary<string, string> options = new(StringComparer.Ordinal);
        string inner = open < 0 ? string.Empty : text[(open + 1)..^1];
        foreach (string pair in inner.Trim().Length == 0 ? [] : SplitOutsideBrackets(inner, ','))
        {
            int equals = pair.IndexOf('=', StringComparison.Ordinal);
            string option = equals < 0 ? pair.Trim() : pair[..equals].Trim();
            if (equals < 0 || option.Length == 0 || !options.TryAdd(option, pair[(equals + 1)..].Trim()))
            {
                errors.Add($"'{pair.Trim()}' in '{whole}' is not one option=value, each option once.");
                return null;
            }
        }

        return new PartReference(name, options);
    }

    private static List<string> SplitOutsideBrackets(string text, char separator)
    {
        List<string> parts = [];
        int depth = 0, start = 0;
        for (int i = 0; i < text.Length; i++)
        {
            depth += text[i] is '(' or '[' or '{' ? 1 : text[i] is ')' or ']' or '}' ? -1 : 0;
            if (text[i] == separator && depth == 0)
            {
                parts.Add(text[start..i].Trim());
                start = i + 1;
            }
        }

        parts.Add(text[start..].Trim());
        return parts;
    }
}
