using System.Globalization;
using System.Xml.Linq;
using Delight.Reports.Charts;

namespace Delight.Reports.Tests.Charts;

public sealed class LineChartTests
{
    [Fact]
    public void Render_LineWithOneEarlyPoint_IsADotAndItsLabelSaysWhereItEnds()
    {
        LineChart chart = Chart(
            new ChartLine("dg", "s0", [new(0, 0.9), new(100, 0.4)]), new ChartLine("reinforce", "s5", [new(20, 0.9)]));
        XElement svg = chart.Render();
        Assert.Equal(["dg 0.4", "reinforce 0.9 at 20"], svg.Elements("text")
            .Where(text => ((string)text.Attribute("class")!).StartsWith("label", StringComparison.Ordinal))
            .Select(text => text.Value));
        Assert.Contains(svg.Elements("circle"), dot => (string?)dot.Attribute("class") == "dot s5");
        Assert.Equal(["base", "grid"], svg.Elements("line").Select(line => (string)line.Attribute("class")!)
            .Distinct().Order());
        // Whatever is drawn in a line's colour is within the plot; labels are text.
        double right = svg.Elements("line").Where(line => (string?)line.Attribute("class") == "grid")
            .Max(line => (double)line.Attribute("x2")!);
        Assert.All(svg.Elements("circle"), dot => Assert.InRange(
            double.Parse((string)dot.Attribute("cx")!, CultureInfo.InvariantCulture), 0, right));
    }

    [Fact]
    public void Render_PointBetweenGaps_IsADot()
    {
        XElement svg = Chart(new ChartLine(
            "dg", "s0", [new(0, double.NaN), new(10, 0.5), new(20, double.NaN), new(30, 0.5), new(40, 0.6)])).Render();
        Assert.Equal(2, svg.Elements("circle").Count()); // it, and the end of the line
    }

    [Fact]
    public void Data_Chart_IsTableAndFile()
    {
        LineChart chart = Chart(
            new ChartLine("a, \"b\"", "s0", [new(0, 0.9, 0.8, 1), new(10, 1 / 3.0)]),
            new ChartLine("c", "s1", [new(10, 2e-7)]));
        ChartData data = LineChartData.Of(chart);
        Assert.Equal(
            """"
            chart,line,part,x,y,low,high,x axis,y axis
            t,"a, ""b""",line,0,0.9,0.8,1,steps,error
            t,"a, ""b""",line,10,0.333333333,0.333333333,0.333333333,steps,error
            t,c,line,10,2E-07,2E-07,2E-07,steps,error

            """".ReplaceLineEndings("\n"),
            data.Csv);
        XElement details = data.Details(chart.Title);
        Assert.Equal("t.csv", (string?)details.Descendants("a").Single().Attribute("download"));
        Assert.Equal(
            ["steps|a, \"b\"|c", "0|0.9 (0.8 to 1)|–", "10|0.333|2×10⁻⁷"],
            details.Descendants("tr").Select(row => string.Join('|', row.Elements().Select(cell => cell.Value))));
    }

    [Fact]
    public void FileName_Title_HasLettersDigitsAndDashes() => Assert.Equal(
        "kondo-share-0-1-mean-weight.csv", ChartData.FileName("kondo(share=0.1): mean weight"));

    private static LineChart Chart(params ChartLine[] lines) => new()
    {
        Title = "t", Description = "d", XLabel = "steps", YLabel = "error", Lines = lines,
        YRange = new AxisRange(0, 1), ValueText = Delight.Experiments.Text.NumberText.Short,
    };
}
