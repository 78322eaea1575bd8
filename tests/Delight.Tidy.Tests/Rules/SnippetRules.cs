using System.Text.RegularExpressions;

namespace Delight.Tidy.Tests.Rules;

/// <summary>C# in the documentation is a named region of a compiled file, so that it cannot rot.</summary>
public static partial class SnippetRules
{
    private const string Fence = "```";

    /// <summary>Blocks of C# whose line before is not <c>&lt;!-- region NAME of PATH --&gt;</c>, or that differ from
    /// that region.</summary>
    public static IEnumerable<Finding> CodeIsARegion(IReadOnlyList<SourceFile> files) =>
        from file in files
        where file.Path.EndsWith(".md", StringComparison.Ordinal)
        from start in Enumerable.Range(0, file.Lines.Length)
        where file.Lines[start].Trim() is Fence + "csharp" or Fence + "cs"
        let problem = Check(files, file, start)
        where problem is not null
        select new Finding(
            file.Path, start + 1, problem,
            "Write '<!-- region NAME of PATH -->' before the block and copy that region, without its indent");

    private static string? Check(IReadOnlyList<SourceFile> files, SourceFile document, int start)
    {
        Match marker = Marker().Match(start == 0 ? string.Empty : document.Lines[start - 1]);
        if (!marker.Success)
        {
            return "the code is not said to be a region of a compiled file";
        }

        (string name, string path) = (marker.Groups["name"].Value, marker.Groups["path"].Value);
        if (files.FirstOrDefault(file => file.Path == path && file.IsCSharp) is not { } source
            || Region(source, name) is not { } region)
        {
            return $"there is no region '{name}' in a file '{path}'";
        }

        string[] shown = [.. document.Lines.Skip(start + 1).TakeWhile(line => line.Trim() != Fence)];
        int same = region.Zip(shown).TakeWhile(pair => pair.First == pair.Second.TrimEnd()).Count();
        return same == region.Length && same == shown.Length
            ? null
            : $"line {same + 1} of the code is not that of region '{name}' in {path}";
    }

    private static string[]? Region(SourceFile source, string name)
    {
        int begin = Array.FindIndex(source.Lines, line => line.Trim() == $"#region {name}");
        int end = begin < 0 ? -1 : Array.FindIndex(source.Lines, begin, line => line.Trim() == "#endregion");
        if (end < 0)
        {
            return null;
        }

        string[] lines = [.. source.Lines[(begin + 1)..end].Select(line => line.TrimEnd())];
        int indent = lines.Where(line => line.Length > 0)
            .Min(line => (int?)(line.Length - line.TrimStart().Length)) ?? 0;
        return [.. lines.Select(line => line.Length > 0 ? line[indent..] : line)];
    }

    [GeneratedRegex("^<!-- region (?<name>[a-z-]+) of (?<path>[^ ]+) -->$", RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex Marker();
}
