namespace Delight.Tidy.Tests.Rules;

public sealed class SnippetRulesTests
{
    private const string Source =
        "class A\n{\n    #region part\n    void B()\n    {\n\n        C();\n    }\n    #endregion\n}";

    private const string Marker = "<!-- region part of tests/A.cs -->";

    private const string Code = "```csharp\nvoid B()\n{\n\n    C();\n}\n```\n";

    [Fact]
    public void CodeIsARegion_TheLinesOfTheRegion_AreFine() => Assert.Empty(Find($"text\n\n{Marker}\n{Code}"));

    [Fact]
    public void CodeIsARegion_OtherLanguages_AreFine() => Assert.Empty(Find("```json\n{}\n```\n"));

    [Theory]
    [InlineData("\n" + Code, "a.md:2", "is not said to be a region")]
    [InlineData("<!-- region other of tests/A.cs -->\n" + Code, "a.md:2", "no region 'other' in a file 'tests/A.cs'")]
    [InlineData("<!-- region part of tests/B.cs -->\n" + Code, "a.md:2", "no region 'part' in a file 'tests/B.cs'")]
    [InlineData(Marker + "\n```csharp\nvoid B()\n{\n\n    D();\n}\n```\n", "a.md:2", "line 4 of the code")]
    [InlineData(Marker + "\n```csharp\nvoid B()\n{\n```\n", "a.md:2", "line 3 of the code")]
    public void CodeIsARegion_AnythingElse_IsFound(string text, string place, string part) =>
        Sample.AssertOne(Find(text), place, part);

    private static IEnumerable<Finding> Find(string text) =>
        SnippetRules.CodeIsARegion([new("a.md", text), new("tests/A.cs", Source)]);
}
