namespace Delight.Tidy.Tests.Rules;

public sealed class DocumentRulesTests
{
    [Theory]
    [InlineData("{ \"task\": \"mnist\" }")]
    [InlineData("{ \"summary\": \" \" }")]
    [InlineData("{ \"task\": { \"summary\": \"inner\" } }")]
    [InlineData("[]")]
    [InlineData("{")]
    public void ScenarioSaysWhatItIsFor_NeitherCommentNorSummary_IsFound(string text) => Sample.AssertOne(
        DocumentRules.ScenarioSaysWhatItIsFor(Sample.Of("scenarios/a.json", text)), "scenarios/a.json:1", "summary");

    [Theory]
    [InlineData("scenarios/a.json", "\n// Stale weights.\n{ }")]
    [InlineData("scenarios/a.json", "/* Stale weights. */ { }")]
    [InlineData("scenarios/a.json", "{ \"summary\": \"Stale weights.\", }")]
    [InlineData("scenarios/schema.json", "{ }")]
    [InlineData("global.json", "{ }")]
    public void ScenarioSaysWhatItIsFor_EitherOrNoScenario_IsFine(string path, string text) =>
        Assert.Empty(DocumentRules.ScenarioSaysWhatItIsFor(Sample.Of(path, text)));

    [Theory]
    [InlineData("README.md", "## Unreleased")]
    [InlineData("CHANGELOG.md", "# Changelog\n\n## 0.1.0\n\nUnreleased")]
    public void ChangelogHasUnreleased_NoSuchSection_IsFound(string path, string text) =>
        Sample.AssertOne(DocumentRules.ChangelogHasUnreleased(Sample.Of(path, text)), "CHANGELOG.md:1", "Unreleased");

    [Theory]
    [InlineData("# Changelog\r\n\r\n## Unreleased\r\n")]
    [InlineData("## [Unreleased]")]
    public void ChangelogHasUnreleased_Section_IsFine(string text) =>
        Assert.Empty(DocumentRules.ChangelogHasUnreleased(Sample.Of("CHANGELOG.md", text)));
}
