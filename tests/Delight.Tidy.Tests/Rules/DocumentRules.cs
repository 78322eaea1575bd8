using System.Text.Json;

namespace Delight.Tidy.Tests.Rules;

/// <summary>Files that people read first say what they are.</summary>
public static class DocumentRules
{
    private static readonly JsonDocumentOptions Lenient = new()
    {
        CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true,
    };

    public static IEnumerable<Finding> ScenarioSaysWhatItIsFor(IReadOnlyList<SourceFile> files) =>
        from file in files
        where file.Folder == "scenarios" && file.Name.EndsWith(".json", StringComparison.Ordinal)
        where file.Name != "schema.json" && !StartsWithComment(file.Text) && !HasSummary(file.Text)
        select new Finding(
            file.Path, 1, "the scenario neither starts with a comment nor has a \"summary\"",
            "Say in one sentence what it shows");

    public static IEnumerable<Finding> ChangelogHasUnreleased(IReadOnlyList<SourceFile> files)
    {
        SourceFile? changelog = files.FirstOrDefault(file => file.Path == "CHANGELOG.md");
        if (changelog?.Lines.Any(line => line.Trim() is "## Unreleased" or "## [Unreleased]") != true)
        {
            yield return new Finding(
                "CHANGELOG.md", 1, "there is no section '## Unreleased'",
                "Add it on top, for what the next release changes");
        }
    }

    private static bool StartsWithComment(string text) => text.TrimStart() is ['/', '/' or '*', ..];

    private static bool HasSummary(string text)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(text, Lenient);
            return document.RootElement.ValueKind == JsonValueKind.Object
                && document.RootElement.TryGetProperty("summary", out JsonElement summary)
                && summary.ValueKind == JsonValueKind.String && summary.GetString()!.Trim().Length > 0;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
