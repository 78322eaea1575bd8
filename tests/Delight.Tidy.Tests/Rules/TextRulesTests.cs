namespace Delight.Tidy.Tests.Rules;

public sealed class TextRulesTests
{
    [Theory]
    [InlineData("FIX" + "ME")]
    [InlineData("TO" + "DO")]
    [InlineData("NotImplemented" + "Exception")]
    public void UnfinishedCode_EachMark_IsFoundInCodeOnly(string mark)
    {
        Sample.AssertOne(TextRules.UnfinishedCode(Sample.Of("A.cs", $"\n// {mark}: later")), "A.cs:2", $"'{mark}'");
        Sample.AssertOne(TextRules.UnfinishedCode(Sample.Of("bench/a.py", $"# {mark}")), "bench/a.py:1", "Finish it");
        Assert.Empty(TextRules.UnfinishedCode(Sample.Of("A.md", mark)));
        Assert.Empty(TextRules.UnfinishedCode(Sample.Of("A.cs", $"// {mark}S")));
    }

    [Theory]
    [InlineData("see /ho" + "me/ann/x")]
    [InlineData("'/ro" + "ot/.cache'")]
    [InlineData("--out /t" + "mp/run")]
    [InlineData("(/Us" + "ers/ann)")]
    [InlineData(@"C:\Us" + @"ers\ann")]
    public void MachinePaths_EachKind_IsFoundInAnyFile(string text) =>
        Sample.AssertOne(TextRules.MachinePaths(Sample.Of("README.md", text)), "README.md:1", "one machine");

    [Theory]
    [InlineData("~/home/x")]
    [InlineData("docs/home/page.md")]
    [InlineData("https://example.org/tmp/x")]
    [InlineData("/usr/bin/python3")]
    public void MachinePaths_OtherPaths_AreFine(string text) =>
        Assert.Empty(TextRules.MachinePaths(Sample.Of("README.md", text)));

    [Theory]
    [InlineData("https://api.nuget" + ".org/v3")]
    [InlineData("registry" + ".npmjs.com")]
    [InlineData("https://PyPI" + ".org/simple")]
    [InlineData("files.pythonhosted" + ".org")]
    public void RegistryHosts_EachHost_IsFound(string text) =>
        Sample.AssertOne(TextRules.RegistryHosts(Sample.Of("a.json", text)), "a.json:1", "package registry");

    [Fact]
    public void BannedPhrases_InAnyCase_AreFoundAsWholeWords()
    {
        Sample.AssertOne(
            TextRules.BannedPhrases(Sample.Of("A.md", "A WORLD" + "-class one")), "A.md:1", "praise", "other words");
        Assert.Empty(TextRules.BannedPhrases(Sample.Of("README.md", "underworld" + "-classes")));
    }
}
