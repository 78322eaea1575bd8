using System.Xml.Linq;
using Delight.Experiments.Records;
using Delight.Experiments.Sweeps;
using Delight.Reports.Charts;
using Delight.Reports.Sweeps;

namespace Delight.Reports.Tests.Sweeps;

public sealed class SweepPageTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("delight-sweep-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Write_TwoSettings_MapsEveryCellAndFramesTheBest()
    {
        XElement page = Page(SweepSamples.Of(
            _folder, ["optimiser.learningRate=0.01,0.1", "learner.batchRows=10,20,40"], 2,
            (place, seed) => 0.1 + (0.05 * place) + (0.01 * seed)));

        // Means 0.115, 0.165, ...; the standard error of two numbers 0.01 apart is 0.005, and t is 12.7062.
        string[] cells = [.. Elements(page, "g").Select(group => group.Element("title")?.Value ?? string.Empty)];
        Assert.Equal(6, cells.Length);
        Assert.Equal(
            "optimiser.learningRate = 0.01, learner.batchRows = 10: 11.5 ± 6.4 %, 2 of 2 seeds.",
            cells[0].Replace('\u00a0', ' '));
        Assert.Single(Elements(page, "rect"), rect => (string?)rect.Attribute("class") == "frame");
        Assert.Contains("★ 11.5", page.Value, StringComparison.Ordinal);
        Assert.Contains(
            "The best cell is at an end of what was tried, so a better one may lie beyond: optimiser.learningRate "
                + "(least) and learner.batchRows (least).",
            page.Value, StringComparison.Ordinal);
    }

    [Fact]
    public void Write_OneSettingThatSpansDecades_DrawsACurveOnALogarithmicAxis()
    {
        XElement page = Page(SweepSamples.Of(
            _folder, ["optimiser.learningRate=0.0001,0.01,0.001"], 2, (place, seed) => 0.2 + (0.01 * seed)));
        Assert.Contains("optimiser.learningRate, logarithmic", page.Value, StringComparison.Ordinal);
        // Ticks stand in the order of the values, equal ratios apart.
        (double X, string Text)[] ticks = [.. Elements(page, "text")
            .Where(text => text.Value.StartsWith("0.0", StringComparison.Ordinal))
            .Select(text => ((double)text.Attribute("x")!, text.Value)).OrderBy(tick => tick.Item1)];
        Assert.Equal(["0.0001", "0.001", "0.01"], ticks.Select(tick => tick.Text));
        Assert.Equal(ticks[1].X - ticks[0].X, ticks[2].X - ticks[1].X, 0);
    }

    [Fact]
    public void Write_FailuresAndMissingRuns_AreCountedAndNamed()
    {
        XElement page = Page(SweepSamples.Of(
            _folder, ["optimiser.learningRate=0.01,0.1", "learner.batchRows=10,20"], 2,
            (place, seed) => place == 0 && seed == 2 ? double.NaN : place == 3 ? null : 0.1 * (place + 1)));
        string text = page.Value.Replace('\u00a0', ' ');
        Assert.Contains("2 runs of 8 are not there yet: this page is not complete.", text, StringComparison.Ordinal);
        Assert.Contains("A gradient is <not> finite.", text, StringComparison.Ordinal);
        Assert.Contains("1 failed", text, StringComparison.Ordinal);
        // The cell with the failure has the least mean, and is not the best.
        Assert.Contains("optimiser.learningRate = 0.01, learner.batchRows = 20 is best", text,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Write_ResultsThatTookOtherTimes_IsTheSamePage()
    {
        SweepResults sweep = SweepSamples.Of(_folder, ["learner.batchRows=10,20"], 1, (place, _) => 0.1 + place);
        SweepPage.Write(sweep);
        string first = File.ReadAllText(Path.Combine(_folder, RunFolder.ReportFile));
        SweepPage.Write(sweep with
        {
            Results = sweep.Results with
            {
                Found = [.. sweep.Results.Found.Select(found =>
                    (found.Cell, found.Result with { WallSeconds = 99 }, found.File))],
            },
        });
        Assert.Equal(first, File.ReadAllText(Path.Combine(_folder, RunFolder.ReportFile)));
        Assert.DoesNotContain("12.5", first, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0.01, 1.0, false, 0.01, "#fde725")]
    [InlineData(0.01, 1.0, false, 1.0, "#440154")]
    [InlineData(0.01, 1.0, true, 1.0, "#fde725")]
    [InlineData(0.0, 1.0, true, 0.5, "#23908a")]
    [InlineData(0.01, 1.0, false, 0.1, "#23908a")]
    [InlineData(0.3, 0.3, false, 0.3, "#fde725")]
    public void ColourOf_BestMiddleAndWorst_IsThatOfTheRamp(
        double min, double max, bool isGain, double value, string fill) =>
        Assert.Equal(fill, new HeatScale(min, max, isGain).ColourOf(value).Fill);

    [Fact]
    public void ColourOf_AnyValue_HasTextOfEnoughContrast()
    {
        HeatScale scale = new(0, 1, true);
        for (int i = 0; i <= 100; i++)
        {
            (string fill, string ink) = scale.ColourOf(i / 100.0);
            double light = Luminance(fill), dark = Luminance(ink);
            Assert.InRange((Math.Max(light, dark) + 0.05) / (Math.Min(light, dark) + 0.05), 4.5, 21);
        }
    }

    private static double Luminance(string colour)
    {
        return (0.2126 * Channel(1)) + (0.7152 * Channel(3)) + (0.0722 * Channel(5));

        double Channel(int at)
        {
            double share = Convert.ToInt32(colour.Substring(at, 2), 16) / 255.0;
            return share <= 0.04045 ? share / 12.92 : Math.Pow((share + 0.055) / 1.055, 2.4);
        }
    }

    private static IEnumerable<XElement> Elements(XElement page, string name) => page.Descendants(name);

    private XElement Page(SweepResults sweep)
    {
        SweepPage.Write(sweep);
        string text = File.ReadAllText(Path.Combine(_folder, RunFolder.ReportFile));
        return XElement.Parse(text["<!DOCTYPE html>\n".Length..]);
    }
}
