using System.Text.RegularExpressions;

namespace Delight.Tidy.Tests.Rules;

/// <summary>Words that a tracked file does not contain.</summary>
/// <remarks>Each is spelled in two parts here, or this file would break its own rule.</remarks>
public static partial class TextRules
{
    private const RegexOptions AnyCase = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant;

    private static readonly (string Phrase, string Why)[] Phrases =
    [
        ("lorem" + " ipsum", "a placeholder"),
        ("coming" + " soon", "a promise; say what is there"),
        ("TB" + "D", "a placeholder; say it or leave it out"),
        ("as an" + " AI", "not about the project"),
        ("blazing" + "ly", "praise; give a measured number"),
        ("cutting" + "-edge", "praise; give a measured number"),
        ("world" + "-class", "praise; give a measured number"),
        ("seam" + "lessly", "praise; say what happens"),
        ("no longer" + " needed", "history; git keeps it"),
        ("as" + " requested", "history; git keeps it"),
    ];

    private static readonly Regex[] PhrasePatterns =
        [.. Phrases.Select(entry => new Regex($@"\b{Regex.Escape(entry.Phrase)}\b", AnyCase, TimeSpan.FromSeconds(5)))];

    public static IEnumerable<Finding> UnfinishedCode(IReadOnlyList<SourceFile> files) => Matches(
        files.Where(file => file.IsCSharp || file.Path.EndsWith(".py", StringComparison.Ordinal)), Unfinished(),
        "marks unfinished work", "Finish it, or open an issue and remove the mark");

    public static IEnumerable<Finding> MachinePaths(IReadOnlyList<SourceFile> files) => Matches(
        files, MachinePath(), "is a path of one machine", "Write it relative to the repository, or as a placeholder");

    public static IEnumerable<Finding> RegistryHosts(IReadOnlyList<SourceFile> files) => Matches(
        files, RegistryHost(), "names a package registry", "Leave the feed to the user's own configuration");

    public static IEnumerable<Finding> BannedPhrases(IReadOnlyList<SourceFile> files) =>
        Phrases.Zip(PhrasePatterns).SelectMany(
            rule => Matches(files, rule.Second, $"is {rule.First.Why}", "Say it in other words"));

    private static IEnumerable<Finding> Matches(
        IEnumerable<SourceFile> files, Regex pattern, string rule, string remedy) =>
        from file in files
        from line in file.Lines.Select((text, index) => (Text: text, Number: index + 1))
        from match in pattern.Matches(line.Text)
        select new Finding(file.Path, line.Number, $"'{match.Value}' {rule}", remedy);

    [GeneratedRegex(@"\b(TO" + @"DO|FIX" + @"ME|NotImplemented" + @"Exception)\b", RegexOptions.None, 5000)]
    private static partial Regex Unfinished();

    [GeneratedRegex(@"(?<![\w.~$}-])/(home|root|tmp|work|Users)/|\b[A-Za-z]:\\+Users\b", RegexOptions.None, 5000)]
    private static partial Regex MachinePath();

    [GeneratedRegex(
        @"nuget\" + @".org|registry\" + @".npmjs|pypi\" + @".org|pythonhosted\" + @".org", AnyCase, 5000)]
    private static partial Regex RegistryHost();
}
