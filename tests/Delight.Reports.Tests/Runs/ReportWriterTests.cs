using System.Text.Json.Nodes;
using System.Xml.Linq;
using Delight.Experiments.Records;
using Delight.Experiments.Tests.Support;
using Delight.Reports.Markup;
using Delight.Reports.Runs;

namespace Delight.Reports.Tests.Runs;

public sealed class ReportWriterTests : IDisposable
{
    private const string Command = "./delight compare scenarios/stale.json --estimators \"dg,pg\" --seeds 3";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Write_Comparison_IsWellFormedAndSelfContained()
    {
        (string text, XElement html) = Write(ReportSamples.Comparison(3), Command);

        Assert.StartsWith("<!DOCTYPE html>", text, StringComparison.Ordinal);
        Assert.DoesNotContain("http://", text, StringComparison.Ordinal);
        Assert.DoesNotContain("https://", text, StringComparison.Ordinal);
        Assert.DoesNotContain(
            html.Descendants(), element => element.Name.LocalName is "script" or "link" or "img" or "iframe");
        Assert.DoesNotContain(
            html.Descendants().Attributes(), attribute => attribute.Name.LocalName is "src" or "href" or "onload");
        Assert.All(html.Descendants("svg"), svg =>
        {
            Assert.NotEmpty(svg.Element("title")!.Value);
            Assert.NotEmpty(svg.Element("desc")!.Value);
        });
    }

    [Fact]
    public void Write_Comparison_ShowsWhatTheRecordsHold()
    {
        (string text, XElement html) = Write(ReportSamples.Comparison(3), Command);

        Assert.Equal("stale-mnist", html.Descendants("h1").Single().Value);
        Assert.Contains("Mean ± standard error over 3 seeds.", text, StringComparison.Ordinal);
        Assert.Equal(Command, html.Descendants("pre").First().Value);
        XElement chart = html.Descendants("svg").First();
        Assert.Equal(
            5, chart.Elements("path")
                .Count(path => ((string?)path.Attribute("class"))!.StartsWith("line ", StringComparison.Ordinal)));
        string[][] rows = [.. html.Descendants("table").Take(2)
            .Select(table => table.Descendants("tr").ElementAt(1).Elements().Select(cell => cell.Value).ToArray())];
        Assert.Equal(["dg", "5.0\u00a0%", "2.0\u00a0%", "0.25", "0", "3"], [rows[0][0], .. rows[0][2..]]);
        Assert.Equal(["dg", "953", "3,000,000", "3,711", "6"], [.. rows[1][..2], .. rows[1][5..8]]);
        Assert.Equal(15, html.Descendants("td").Count(cell => cell.Value == "finished"));
        Assert.Contains("commit 62f735f0", text, StringComparison.Ordinal);
        Assert.Contains("learner.steps", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Write_TextWithMarkup_IsEscapedEverywhere()
    {
        const string evil = "<script>alert(1)</script>&\"\u0001";
        RunRecord run = ReportSamples.Run(evil, 1, 0.1);
        run = run with
        {
            Summary = run.Summary with
            {
                Scenario = evil,
                Failure = evil,
                EffectiveScenario = new JsonObject { ["summary"] = evil },
                Sources = new Dictionary<string, string> { [evil] = evil },
                Dropped = new Dictionary<string, long> { [evil] = 1 },
            },
            Events = [new(TimeSpan.Zero, evil, evil, evil)],
        };

        (string text, XElement html) = Write([run], evil);

        Assert.DoesNotContain("<script", text, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain('\u0001', text);
        Assert.Equal("<script>alert(1)</script>&\"\ufffd", html.Descendants("h1").Single().Value);
    }

    [Fact]
    public void Write_SingleRun_HasKeyFigures()
    {
        (_, XElement html) = Write([ReportSamples.Run("dg", 1, 0.024)], Command);

        Assert.Equal(
            ["2.4 %", "10,000", "953", "1,000,000", "2 h 30 min", "15.2 s"],
            html.Descendants("dd").Select(figure => figure.Value.Replace('\u00a0', ' ')));
    }

    [Fact]
    public void Write_RunThatHasOnlyStarted_SaysSoWithoutCharts()
    {
        (string text, XElement html) = Write([new RunRecord("runs/new", RecordSamples.Summary())], Command);

        Assert.Contains("there is nothing to say about the error yet", text, StringComparison.Ordinal);
        Assert.Empty(html.Descendants("svg"));
    }

    [Fact]
    public void Write_OneEvaluationOneStalenessAndNineEstimators_IsStillDrawn()
    {
        List<RunRecord> runs =
            [.. Enumerable.Range(0, 9).Select(i => new RunRecord("run", RecordSamples.Summary($"e{i}") with
        {
            Staleness = new StalenessSummary(0, 0, 0, 0, [new StalenessCount(0, 100)]),
        })
        {
            Evaluations = [RecordSamples.Evaluation(0, 0)],
            Updates = [RecordSamples.Update(1)],
        })];

        (string text, XElement html) = Write(runs, Command);

        Assert.DoesNotContain("NaN", text, StringComparison.Ordinal);
        Assert.DoesNotContain("∞", text, StringComparison.Ordinal);
        Assert.Contains("that are never stale", text, StringComparison.Ordinal);
        // The main chart and the histogram in two sizes each, and two panels an estimator.
        Assert.Equal(2 + 2 + 18, html.Descendants("svg").Count());
    }

    [Fact]
    public void Write_SameRunsTwice_HasTheSameBytes()
    {
        (string first, _) = Write(ReportSamples.Comparison(2), Command);
        (string second, _) = Write(ReportSamples.Comparison(2), Command);

        Assert.Equal(first, second);
    }

    [Fact]
    public void Css_Style_HasNothingThatXmlEscapes() => Assert.Equal(-1, ReportStyle.Css.IndexOfAny(['<', '>', '&']));

    [Fact]
    public void StyleOf_ManyEstimators_AreAllDifferent()
    {
        List<string> styles = [.. Enumerable.Range(0, 14).Select(ReportGroups.StyleOf)];

        Assert.Equal(14, styles.Distinct().Count());
        Assert.Equal(["s0", "s3", "s4 dashed", "s0 again"], new[] { styles[0], styles[3], styles[4], styles[7] });
    }

    private (string Text, XElement Html) Write(IReadOnlyList<RunRecord> runs, string command)
    {
        string path = _folder.File("report.html");
        ReportWriter.Write(path, runs, command);
        string text = File.ReadAllText(path);
        return (text, XDocument.Parse(text).Root!);
    }
}
