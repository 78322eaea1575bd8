using System.Text.RegularExpressions;

namespace Delight.Tidy.Tests.Rules;

/// <summary>Relative links of the documentation lead to tracked files or folders.</summary>
public static partial class LinkRules
{
    public static IEnumerable<Finding> DeadLinks(IReadOnlyList<SourceFile> files, IReadOnlySet<string> paths) =>
        from file in files
        where file.Path.EndsWith(".md", StringComparison.Ordinal)
        from link in Links(file)
        let target = Resolve(file.Folder, link.Target)
        where !paths.Contains(target) && !paths.Any(path => path.StartsWith(target + "/", StringComparison.Ordinal))
        select new Finding(
            file.Path, link.Line, $"the link to '{link.Target}' is dead: there is no tracked '{target}'",
            "Correct it or remove it");

    /// <summary>Relative link targets outside of code, without their fragments.</summary>
    public static IEnumerable<(string Target, int Line)> Links(SourceFile file)
    {
        bool fenced = false;
        for (int i = 0; i < file.Lines.Length; i++)
        {
            if (file.Lines[i].TrimStart().StartsWith("```", StringComparison.Ordinal))
            {
                fenced = !fenced;
                continue;
            }

            string prose = fenced ? string.Empty : InlineCode().Replace(file.Lines[i], string.Empty);
            foreach (Match match in Link().Matches(prose))
            {
                string target = match.Groups["target"].Value.Split('#')[0];
                if (target.Length > 0 && !HasScheme().IsMatch(target))
                {
                    yield return (target, i + 1);
                }
            }
        }
    }

    private static string Resolve(string folder, string target)
    {
        string from = target.StartsWith('/') ? string.Empty : folder;
        List<string> parts = [.. from.Split('/', StringSplitOptions.RemoveEmptyEntries)];
        foreach (string part in Uri.UnescapeDataString(target).Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            if (part == ".." && parts.Count > 0)
            {
                parts.RemoveAt(parts.Count - 1);
            }
            else if (part != ".")
            {
                parts.Add(part);
            }
        }

        return string.Join('/', parts);
    }

    [GeneratedRegex(
        @"\]\(<?(?<target>[^)\s>]+)>?(\s+""[^""]*"")?\)"
        + @"|\b(src|href)=""(?<target>[^""]+)""|^\[[^\]]+\]:\s+(?<target>\S+)", RegexOptions.None, 5000)]
    private static partial Regex Link();

    [GeneratedRegex(@"(`+)(?!`).+?(?<!`)\1(?!`)", RegexOptions.None, 5000)]
    private static partial Regex InlineCode();

    [GeneratedRegex(@"^([a-z][a-z0-9+.-]*:|//)", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex HasScheme();
}
