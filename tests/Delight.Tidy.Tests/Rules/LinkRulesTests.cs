namespace Delight.Tidy.Tests.Rules;

public sealed class LinkRulesTests
{
    private static readonly HashSet<string> Paths = ["README.md", "docs/a.md", "docs/img/b c.png", "src/A/B.cs"];

    [Theory]
    [InlineData("[x](b.md)", "docs/b.md")]
    [InlineData("[x](../docs/b.md#part)", "docs/b.md")]
    [InlineData("![x](img/c.png \"title\")", "docs/img/c.png")]
    [InlineData("<img src=\"img/c.png\">", "docs/img/c.png")]
    [InlineData("[x]: ../src/B", "src/B")]
    [InlineData("[x](../src/A/B)", "src/A/B")]
    public void DeadLinks_TargetThatIsNotTracked_IsFound(string line, string target) => Sample.AssertOne(
        LinkRules.DeadLinks(Sample.Of("docs/a.md", $"text\n{line}"), Paths),
        "docs/a.md:2", "dead", $"tracked '{target}'");

    [Theory]
    [InlineData("[x](a.md#part)")]
    [InlineData("[x](../README.md) and [y](../src/A/)")]
    [InlineData("[x](/src/A/B.cs)")]
    [InlineData("![x](img/b%20c.png)")]
    [InlineData("[x](#part)")]
    [InlineData("[x](https://example.org/none) [y](mailto:a@example.org)")]
    [InlineData("`[x](b.md)`")]
    [InlineData("```\n[x](b.md)\n```")]
    public void DeadLinks_LivingOrForeignTarget_IsFine(string text) =>
        Assert.Empty(LinkRules.DeadLinks(Sample.Of("docs/a.md", text), Paths));
}
