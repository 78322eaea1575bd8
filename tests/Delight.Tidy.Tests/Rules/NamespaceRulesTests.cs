namespace Delight.Tidy.Tests.Rules;

public sealed class NamespaceRulesTests
{
    private static readonly HashSet<string> NoProject = [];

    [Fact]
    public void DependOneWay_RoundAboutCycle_NamesEachStep()
    {
        Finding[] findings = Check(
            ("a", "using P.B;\nnamespace P.A;\ninternal sealed class First { private Second? _next; }"),
            ("b", "using P.C;\nnamespace P.B;\ninternal sealed class Second { private Third? _next; }"),
            ("c", "using P.A;\nnamespace P.C;\ninternal sealed class Third { private First? _next; }"),
            ("d", "using P.A;\nnamespace P.D;\ninternal sealed class Fourth { private First? _next; }"));

        Assert.Equal(
            [
                "P.A depends on P.B, which depends on it", "P.B depends on P.C, which depends on it",
                "P.C depends on P.A, which depends on it",
            ],
            findings.Select(finding => finding.Rule));
    }

    [Fact]
    public void DependOneWay_ChildOfANamespace_SeesItWithoutAUsing() => Assert.Equal(
        2,
        Check(
            ("a", "using P.B;\nnamespace P;\ninternal sealed class First { private Second? _next; }"),
            ("b", "namespace P.B;\ninternal sealed class Second { private First? _next; }")).Length);

    [Fact]
    public void DependOneWay_MembersAndDocumentation_DoNotCount() => Assert.Empty(Check(
        ("a", "using P.B;\nnamespace P.A;\ninternal sealed class First { private Second? _next; }"),
        ("b", "using P.A;\nnamespace P.B;\n/// <summary>See <see cref=\"First\"/>.</summary>\n"
            + "internal sealed class Second { private object Of(Other x) => x.First; }")));

    [Fact]
    public void DependOneWay_ExemptProject_IsLeftOut() => Assert.Empty(NamespaceRules.DependOneWay(
        Files(
            ("a", "using P.B;\nnamespace P.A;\ninternal sealed class First { private Second? _next; }"),
            ("b", "using P.A;\nnamespace P.B;\ninternal sealed class Second { private First? _next; }")),
        new HashSet<string> { "P" }));

    private static Finding[] Check(params (string Name, string Text)[] files) =>
        [.. NamespaceRules.DependOneWay(Files(files), NoProject)];

    private static SourceFile[] Files(params (string Name, string Text)[] files) =>
        [.. files.Select(file => new SourceFile($"src/P/{file.Name}.cs", file.Text))];
}
