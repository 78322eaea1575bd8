using System.Xml.Linq;
using Delight.Experiments.Sweeps;
using Delight.Reports.Charts;
using Delight.Reports.Sweeps;

namespace Delight.Reports.Tests.Sweeps;

public sealed class FigureSheetTests
{
    private static readonly XNamespace Namespace = "http://www.w3.org/2000/svg";

    [Fact]
    public void Text_TwoPanels_IsADrawingOfItsOwnOnWhite()
    {
        XElement drawing = FigureSheet.Draw("A & B < C", [Panel(isLogarithmic: false), Panel(isLogarithmic: true)]);
        XElement read = XElement.Parse(FigureSheet.Text(drawing));
        Assert.Equal(Namespace + "svg", read.Name);
        Assert.Equal("A & B < C", read.Element(Namespace + "title")!.Value);
        Assert.Equal(2, read.Elements(Namespace + "svg").Count());
        XElement paper = Assert.Single(read.Elements(Namespace + "rect"));
        Assert.Equal("paper", paper.Attribute("class")!.Value);
        Assert.Equal(read.Attribute("width")!.Value, paper.Attribute("width")!.Value);
        Assert.Contains(".paper{fill:#fff}", read.Element(Namespace + "style")!.Value, StringComparison.Ordinal);
        Assert.DoesNotContain("var(", read.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Draw_Markers_HaveADotForEachPointAndABarWhereThereIsSpread()
    {
        XElement drawing = FigureSheet.Draw("t", [Panel(isLogarithmic: false)]);
        string[] styles = [.. drawing.Descendants()
            .Select(element => (string?)element.Attribute("class") ?? string.Empty)];
        Assert.Equal(2, styles.Count(style => style == "bar-line s0"));
        // Three points, and the end of the line.
        Assert.Equal(4, styles.Count(style => style == "dot s0"));
        Assert.Equal(["0", "10", "1000"], drawing.Descendants("text")
            .Where(text => (string?)text.Attribute("class") == "tick middle").Select(text => text.Value));
    }

    [Fact]
    public void Draw_PanelsOfOneQuantity_HaveOneAxisAndOneLegend()
    {
        FigurePanel low = Panel(isLogarithmic: false), high = low with
        {
            Lines = [new ChartLine("dg", "s0", [new(0, 0.1), new(3, 0.9)]), new ChartLine("pg", "s1", [new(0, 0.2)])],
        };
        XElement drawing = FigureSheet.Draw("t", [low, high]);
        string[][] ticks = [.. drawing.Elements("svg").Select(panel => panel.Elements("text")
            .Where(text => (string?)text.Attribute("class") == "tick end").Select(text => text.Value).ToArray())];
        Assert.Equal(ticks[0], ticks[1]);
        Assert.Equal(["0\u00a0%", "20\u00a0%", "40\u00a0%", "60\u00a0%", "80\u00a0%", "100\u00a0%"], ticks[0]);
        Assert.Equal(["dg", "pg"], drawing.Elements("text")
            .Where(text => (string?)text.Attribute("class") == "key").Select(text => text.Value));
        Assert.DoesNotContain("leader", drawing.ToString(), StringComparison.Ordinal);
    }

    private static FigurePanel Panel(bool isLogarithmic) => new(
        "panel", new ExperimentFigure(FigureAxis.Sweep, "error") { IsYLogarithmic = isLogarithmic }, "error", true)
    {
        XLabel = "D",
        XTicks = [(0, "0"), (1, "10"), (2, "1000")],
        HasMarkers = true,
        Lines =
        [
            new ChartLine("dg", "s0", [new(0, 0.02, 0.01, 0.03), new(1, 0.02), new(2, 0.5, 0.4, 0.6)]),
        ],
    };
}
