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
}
