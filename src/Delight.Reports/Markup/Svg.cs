using System.Globalization;
using System.Xml.Linq;
using Delight.Experiments.Text;

namespace Delight.Reports.Markup;

/// <summary>Elements of an inline drawing. Colours come from the page's classes, so that one drawing suits both
/// schemes.</summary>
internal static class Svg
{
    /// <summary>A drawing that screen readers announce by its title and describe by its description.</summary>
    public static XElement Drawing(int width, int height, string title, string description) => new(
        "svg",
        new XAttribute("viewBox", NumberText.Text($"0 0 {width} {height}")),
        new XAttribute("role", "img"),
        new XElement("title", title),
        new XElement("desc", description));

    /// <summary>A coordinate with at most one decimal: finer than a screen shows.</summary>
    public static string Number(double value) => value.ToString("0.#", CultureInfo.InvariantCulture);

    /// <summary>A straight line.</summary>
    public static XElement Line(string style, (double X, double Y) from, (double X, double Y) to) => new(
        "line",
        new XAttribute("class", style),
        new XAttribute("x1", Number(from.X)),
        new XAttribute("y1", Number(from.Y)),
        new XAttribute("x2", Number(to.X)),
        new XAttribute("y2", Number(to.Y)));

    /// <summary>Text on a baseline.</summary>
    /// <param name="style">Class; also says how the text is anchored.</param>
    /// <param name="at">Anchor on the baseline.</param>
    /// <param name="text">Any text.</param>
    public static XElement Text(string style, (double X, double Y) at, string text) => new(
        "text",
        new XAttribute("class", style),
        new XAttribute("x", Number(at.X)),
        new XAttribute("y", Number(at.Y)),
        text);

    /// <summary>A path from its data.</summary>
    public static XElement Path(string style, string data) =>
        new("path", new XAttribute("class", style), new XAttribute("d", data));

    /// <summary>A dot.</summary>
    public static XElement Dot(string style, (double X, double Y) at, double radius) => new(
        "circle",
        new XAttribute("class", style),
        new XAttribute("cx", Number(at.X)),
        new XAttribute("cy", Number(at.Y)),
        new XAttribute("r", Number(radius)));

    /// <summary>Path data through points.</summary>
    /// <param name="points">In drawing order.</param>
    /// <param name="isContinued">True to go on from where the path is, false to begin anew.</param>
    public static string Through(IEnumerable<(double X, double Y)> points, bool isContinued = false) => string.Concat(
        points.Select((point, index) =>
            $"{(index == 0 && !isContinued ? "M" : "L")}{Number(point.X)} {Number(point.Y)}"));
}
