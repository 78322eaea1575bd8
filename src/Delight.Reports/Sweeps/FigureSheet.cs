using System.Xml.Linq;
using Delight.Reports.Markup;

namespace Delight.Reports.Sweeps;

/// <summary>Puts panels side by side into one drawing that stands for itself: light, on white, without a page's
/// style.</summary>
internal static class FigureSheet
{
    private const int Columns = 2;
    private const int TitleHeight = 30;
    private const int Gap = 28;
    private const int Margin = 16;

    private static readonly XNamespace Namespace = "http://www.w3.org/2000/svg";

    private static readonly (int Width, int Height) Single = (900, 440);
    private static readonly (int Width, int Height) Small = (520, 330);

    /// <summary>Draws them; each has a line.</summary>
    public static XElement Draw(string title, IReadOnlyList<FigurePanel> panels)
    {
        List<FigurePanel> drawn = [.. panels.Where(panel => panel.Lines.Count > 0)];
        (int Width, int Height) size = drawn.Count > 1 ? Small : Single;
        int columns = Math.Min(Columns, Math.Max(1, drawn.Count));
        int rows = (drawn.Count + columns - 1) / columns;
        int width = (2 * Margin) + (columns * size.Width) + ((columns - 1) * Gap);
        int height = (2 * Margin) + (rows * (size.Height + TitleHeight)) + ((rows - 1) * Gap);
        XElement sheet = Svg.Drawing(width, height, title, string.Join(' ', drawn.Select(panel =>
            $"{panel.Title}: {panel.Chart(size).Description}")));
        sheet.Add(
            new XAttribute("width", width), new XAttribute("height", height), new XElement("style", DrawingStyle.Css));
        sheet.Add(new XElement(
            "rect", new XAttribute("class", "paper"), new XAttribute("width", width),
            new XAttribute("height", height)));
        for (int i = 0; i < drawn.Count; i++)
        {
            int left = Margin + (i % columns * (size.Width + Gap));
            int top = Margin + (i / columns * (size.Height + TitleHeight + Gap));
            sheet.Add(Svg.Text("panel", (left, top + 16), drawn[i].Title));
            XElement panel = drawn[i].Chart(size).Render();
            panel.Add(
                new XAttribute("x", left), new XAttribute("y", top + TitleHeight),
                new XAttribute("width", size.Width), new XAttribute("height", size.Height));
            sheet.Add(panel);
        }

        return sheet;
    }

    /// <summary>The same as the text of a file.</summary>
    public static string Text(XElement drawing)
    {
        XElement copy = new(drawing);
        foreach (XElement element in copy.DescendantsAndSelf())
        {
            element.Name = Namespace + element.Name.LocalName;
        }

        return copy.ToString(SaveOptions.None).Replace("\r\n", "\n", StringComparison.Ordinal) + "\n";
    }
}
