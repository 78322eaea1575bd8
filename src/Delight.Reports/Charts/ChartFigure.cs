using System.Xml.Linq;
using Delight.Reports.Markup;

namespace Delight.Reports.Charts;

/// <summary>A chart on a page: drawn for wide and for narrow screens, with its numbers folded away below.</summary>
internal static class ChartFigure
{
    private static readonly (int Width, int Height) Narrow = (400, 340);

    /// <summary>A chart over the page's width.</summary>
    /// <param name="chart">The chart.</param>
    /// <param name="caption">What stands below it.</param>
    public static XElement Wide(LineChart chart, string caption) => new(
        "figure",
        Html.Element("div", "wide", chart.Render()),
        Html.Element("div", "narrow", (chart with { Size = Narrow, IsLabelled = false }).Render()),
        new XElement("figcaption", caption),
        LineChartData.Of(chart).Details(chart.Title));

    /// <summary>A chart that stands beside others.</summary>
    /// <param name="chart">The chart.</param>
    public static XElement Panel(LineChart chart) =>
        new("figure", chart.Render(), LineChartData.Of(chart).Details(chart.Title));

    /// <summary>Names and colours of lines.</summary>
    /// <param name="lines">What counts is their label and their style.</param>
    public static XElement Legend(IEnumerable<ChartLine> lines) => Html.Element("ul", "legend", lines.Select(line =>
        new XElement("li", Html.Element("span", $"swatch {line.Style}"), line.Label)));
}
