using System.Text;
using Delight.Experiments.Scenarios;

namespace Delight.Experiments.Tests.Scenarios;

public sealed class ScenarioReaderTests
{
    private const string Empty =
        "s.json: it is empty; a scenario is one JSON object with at least task, policy and workers.";

    [Theory]
    [InlineData("")]
    [InlineData(" \r\n\t ")]
    [InlineData("\uFEFF")]
    [InlineData("// only words\n/* and more */\n")]
    public void Read_NothingButSpaceAndComments_IsEmpty(string json) =>
        Assert.Equal([Empty], ScenarioFixture.Problems(json));

    [Theory]
    [InlineData("{\n  \"seed\": 1,\n  oops\n}", "s.json:3: not valid JSON at column 3: ")]
    [InlineData("{\n\"seed\": 1 ] }", "s.json:2: not valid JSON at column 11: ")]
    [InlineData("{ \"seed\": 1 }\n2", "s.json:2: not valid JSON at column 1: ")]
    [InlineData("{ \"seed\": 01 }", "s.json:1: not valid JSON at column 12: ")]
    [InlineData("{\n\n", "s.json:3: not valid JSON at column 1: ")]
    [InlineData("{ // open\n/* never closed\n", "s.json:2: not valid JSON at column 1: ")]
    public void Read_SyntaxError_HasLineAndColumn(string json, string start)
    {
        string line = Assert.Single(ScenarioFixture.Problems(json));
        Assert.StartsWith(start, line, StringComparison.Ordinal);
        Assert.DoesNotContain("LineNumber", line, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[1]", "[1]")]
    [InlineData("[ {} ]", "a list")]
    [InlineData("[]", "an empty list")]
    [InlineData("\"x\\ny\"", "'x\\u000ay'")]
    [InlineData("3", "3")]
    [InlineData("null", "null")]
    public void Read_TopLevelIsNoObject_SaysWhatItIs(string json, string shown)
    {
        string line = ScenarioFixture.Problems("// first line\n" + json)[0];
        string expected = $"s.json:2: the top level is {shown}; it must be an object {{ ... }}.";
        Assert.StartsWith(expected, line, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_KeyTwice_NamesBothLines() => Assert.Equal(
        ["s.json:4: learner.steps is set twice, first at s.json:3; keep one."],
        ScenarioFixture.Problems(ScenarioFixture.With("\n\"learner\": {\n\"steps\": 1,\n\"steps\": 2 }")));

    [Fact]
    public void Read_HalfACharacterEscaped_IsRefused() => Assert.Equal(
        ["s.json:2: summary has an escape that is half of a character; write both halves, as in \"\\ud83d\\ude00\"."],
        ScenarioFixture.Problems(ScenarioFixture.With("\n\"summary\": \"\\ud800\"")));

    [Fact]
    public void Read_NotUtf8_NamesTheLine()
    {
        byte[] json = [.. Encoding.UTF8.GetBytes("{\n\"summary\": \""), 0xFF, .. Encoding.UTF8.GetBytes("\" }")];
        ScenarioProblem problem = Assert.Single(ScenarioFixture.Read(json).Problems);
        Assert.Equal("s.json:2: not UTF-8 text. Save the file as UTF-8.", problem.ToString());
    }

    [Fact]
    public void Read_CommentsTrailingCommasAndByteOrderMark_AreAllowed()
    {
        EffectiveScenario scenario = ScenarioFixture.Valid(
            "\uFEFF// one\n{ " + ScenarioFixture.Required + " /* two */ \"seed\": 7, }");
        Assert.Equal(7, scenario.Settings.Seed);
        Assert.Equal("s.json:2", scenario.Source("seed").ToString());
    }

    [Fact]
    public void Read_VeryLongValue_IsShortenedToOneLine()
    {
        string line = Assert.Single(ScenarioFixture.Problems(
            "{ " + ScenarioFixture.Required + $"\"estimator\": \"{new string('x', 500)}\" }}"));
        Assert.Equal(
            $"s.json:1: estimator is '{new string('x', 60)} ... {new string('x', 15)}'; no estimator has that name.",
            line[..line.IndexOf(" Known", StringComparison.Ordinal)]);
    }
}
