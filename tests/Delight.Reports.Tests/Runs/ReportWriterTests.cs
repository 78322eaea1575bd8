using System.Text;
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
            html.Descendants().Attributes(), attribute => attribute.Name.LocalName is "src" or "onload");
        Assert.All(html.Descendants().Attributes("href"), link =>
            Assert.StartsWith("data:text/csv;charset=utf-8;base64,", link.Value, StringComparison.Ordinal));
        Assert.All(html.Descendants("svg"), svg =>
        {
            Assert.NotEmpty(svg.Element("title")!.Value);
            Assert.NotEmpty(svg.Element("desc")!.Value);
        });
    }

    [Fact]
    public void Write_RunsOfSeveralCommands_SaysWhatDiffers()
    {
        RunRecord live = ReportSamples.Run("dg", 1, 0.5), simulated = ReportSamples.Run("dg", 1, 0.1);
        live.Summary.EffectiveScenario["network"]!["loss"] = 0.5;
        live = live with
        {
            Folder = "runs/live",
            Summary = live.Summary with { Scenario = "fresh", Runtime = "akka", Digest = null, ChanceError = 0.5 },
        };
        string path = _folder.File("report.html");
        ReportWriter.Write(path, ComparedRuns.Of([simulated, live]), ["runs/some", Path.GetFullPath("runs/live")]);
        XElement html = XElement.Parse(File.ReadAllText(path)["<!DOCTYPE html>".Length..]);

        Assert.Equal("stale-mnist and fresh", html.Descendants("h1").Single().Value);
        Assert.Contains("· simulated and akka runtimes ·", html.Descendants("p").First().Value,
            StringComparison.Ordinal);
        Assert.DoesNotContain("chance, 90", html.Value, StringComparison.Ordinal);
        Assert.Equal(
            $"./delight runs compare {Path.GetFullPath("runs/some")} {Path.GetFullPath("runs/live")}",
            html.Descendants("pre").First().Value);
        XElement section = html.Descendants("section")
            .Single(section => section.Element("h2")!.Value == "Settings that differ");
        Assert.Equal(
            [
                ["Setting", "dg, stale-mnist, loss=0.01, simulated", "dg, fresh, loss=0.5, akka"],
                ["network.loss", "0.01", "0.5"],
            ],
            section.Descendants("tr").Select(row => row.Elements().Select(cell => cell.Value).ToArray()));
        Assert.Contains(
            "the other runs differ in scenario, runtime and the settings listed above.", html.Value,
            StringComparison.Ordinal);
        Assert.Contains("The digest is a hash", html.Value, StringComparison.Ordinal);
        Assert.Contains("A live run has no digest", html.Value, StringComparison.Ordinal);
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
        string[][] rows = [.. html.Descendants("table").Where(table => !table.Ancestors("details").Any()).Take(2)
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
        // The main chart and the histogram in two sizes each; two panels an estimator, and six by pool.
        Assert.Equal(2 + 2 + 18 + 54, html.Descendants("svg").Count());
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
    public void Write_Comparison_HasTheNumbersOfEachChartBelowIt()
    {
        (_, XElement html) = Write(ReportSamples.Comparison(2), Command);
        XElement[] charts = [.. html.Descendants("figure")];
        Assert.NotEmpty(charts);
        Assert.All(charts, chart => Assert.Single(chart.Elements("details")));
        string[] curves = Csv(charts[0]);
        Assert.Equal("chart,line,part,x,y,low,high,x axis,y axis", curves[0]);
        Assert.Contains(
            "Error on held-out contexts against learner steps,tis(cap=1),line,10000,0.8996,0.8996,0.8996,learner steps,"
            + "error on held-out contexts", curves);
        string[] last = [.. charts[0].Descendants("tbody").Single().Elements("tr").Last().Elements()
            .Select(cell => cell.Value.Replace('\u00a0', ' '))];
        Assert.Equal(("10,000", "90.0 %"), (last[0], last[^1]));
    }

    [Fact]
    public void Write_Estimator_HasOneColourOnThePageAndNoneOfSuccessOrFailure()
    {
        (_, XElement html) = Write(ReportSamples.Comparison(2), Command);
        XElement curves = html.Descendants("svg").First();
        string[] drawn = [.. curves.Elements("path").Where(path => path.Element("title")?.Value == "pg")
            .Select(path => (string)path.Attribute("class")!)];
        string[] swatches = [.. html.Descendants("span").Where(span => span.Parent!.Value == "pg")
            .Select(span => (string)span.Attribute("class")!)];
        Assert.Equal(["line s1"], drawn);
        Assert.InRange(swatches.Length, 4, 20);
        Assert.All(swatches, swatch => Assert.Equal("swatch s1", swatch));
        Assert.DoesNotContain("leader", html.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Write_WeightsOverDecades_AreOnAnAxisThatSaysSo()
    {
        RunRecord quiet = ReportSamples.Run("dg", 1, 0.02), wild = ReportSamples.Run("pmpo", 1, 0.9);
        wild = wild with
        {
            Updates = [.. wild.Updates.Select(update => update with
            {
                Successes = update.Successes with { WeightMean = 151_348_659_725_761 },
            })],
        };
        (string text, XElement html) = Write([quiet, wild], Command);
        Assert.DoesNotContain("151,348", text, StringComparison.Ordinal);
        XElement[] weights = [.. html.Descendants("svg").Where(svg =>
            svg.Element("title")!.Value.Contains("mean weight", StringComparison.Ordinal))];
        Assert.All(weights, svg => Assert.Contains(
            svg.Elements("text"), label => label.Value == "mean weight, logarithmic above 1"));
        // Both panels have the same ticks: 1 on both, and powers of ten above.
        string[][] ticks = [.. weights.Select(svg => svg.Elements("text")
            .Where(label => (string?)label.Attribute("class") == "tick end").Select(label => label.Value).ToArray())];
        Assert.Equal(ticks[0], ticks[1]);
        Assert.Contains("1", ticks[0]);
        Assert.Contains("10⁶", ticks[0]);
        Assert.Contains(weights[1].Elements("text"), label => label.Value == "successes 1.51×10¹⁴");
    }

    [Fact]
    public void Write_RowsOfTwoPools_HavePanelsByPool()
    {
        RunRecord run = ReportSamples.Run("dg", 1, 0.02);
        run = run with
        {
            Updates = [.. run.Updates.Select(update => update with
            {
                ByPool = [RecordSamples.Pool("broken", 25, 0.125), RecordSamples.Pool("rollout", 75, 0.5)],
            })],
        };
        (_, XElement html) = Write([run], Command);
        XElement section = Assert.Single(
            html.Descendants("section"), part => part.Element("h2")!.Value == "By worker pool");
        Assert.Equal(
            ["dg|broken|5,000|25.0 %|30.5|61|0.125|-0.125|0.25|0.031|30.0 %|0.75",
                "dg|rollout|15,000|75.0 %|30.5|61|0.5|0.25|1|0.125|30.0 %|0.75"],
            section.Descendants("tbody").First().Elements("tr").Select(row =>
                string.Join('|', row.Elements().Select(cell => cell.Value.Replace('\u00a0', ' ')))));
        Assert.Equal(6, section.Descendants("svg").Count());
        Assert.All(section.Descendants("svg"), svg => Assert.Equal(
            ["line pool", "line pool dashed"], svg.Elements("path").Select(path => (string)path.Attribute("class")!)));
        (_, XElement without) = Write([ReportSamples.Run("dg", 1, 0.02)], Command);
        Assert.DoesNotContain(without.Descendants("h2"), head => head.Value == "By worker pool");
    }

    private static string[] Csv(XElement figure)
    {
        string link = (string)figure.Descendants("a").Single().Attribute("href")!;
        return Encoding.UTF8.GetString(Convert.FromBase64String(link[(link.IndexOf(',') + 1)..])).Split('\n');
    }

    private (string Text, XElement Html) Write(IReadOnlyList<RunRecord> runs, string command)
    {
        string path = _folder.File("report.html");
        ReportWriter.Write(path, runs, command);
        string text = File.ReadAllText(path);
        return (text, XDocument.Parse(text).Root!);
    }
}
