using System.Xml.Linq;
using Delight.Reports.Charts;
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
    private const int LegendRowHeight = 22;
    private const int KeyLength = 28;
    private const double CharacterWidth = 7.2;

    private static readonly XNamespace Namespace = "http://www.w3.org/2000/svg";

    private static readonly (int Width, int Height) Single = (900, 440);
    private static readonly (int Width, int Height) Small = (520, 330);

    /// <summary>Draws them below a legend. Panels of the same quantity have one axis, so that they can be
    /// compared.</summary>
    /// <param name="title">What screen readers announce.</param>
    /// <param name="panels">Those without a line are left out.</param>
    public static XElement Draw(string title, IReadOnlyList<FigurePanel> panels)
    {
        IReadOnlyList<(string Title, LineChart Chart)> charts = Charts(panels);
        (int Width, int Height) size = charts.Select(panel => panel.Chart.Size).FirstOrDefault(Single);
        int columns = Math.Min(Columns, Math.Max(1, charts.Count));
        int rows = (charts.Count + columns - 1) / columns;
        int width = (2 * Margin) + (columns * size.Width) + ((columns - 1) * Gap);
        List<XElement> legend = Legend(charts.SelectMany(panel => panel.Chart.Lines), width, out int legendHeight);
        int height = (2 * Margin) + legendHeight + (rows * (size.Height + TitleHeight)) + ((rows - 1) * Gap);
        XElement sheet = Svg.Drawing(width, height, title, string.Join(' ', charts.Select(panel =>
            $"{panel.Title}: {panel.Chart.Description}")));
        sheet.Add(
            new XAttribute("width", width), new XAttribute("height", height), new XElement("style", DrawingStyle.Css));
        sheet.Add(new XElement(
            "rect", new XAttribute("class", "paper"), new XAttribute("width", width),
            new XAttribute("height", height)));
        sheet.Add(legend);
        for (int i = 0; i < charts.Count; i++)
        {
            int left = Margin + (i % columns * (size.Width + Gap));
            int top = Margin + legendHeight + (i / columns * (size.Height + TitleHeight + Gap));
            sheet.Add(Svg.Text("panel", (left, top + 16), charts[i].Title));
            XElement panel = charts[i].Chart.Render();
            panel.Add(
                new XAttribute("x", left), new XAttribute("y", top + TitleHeight),
                new XAttribute("width", size.Width), new XAttribute("height", size.Height));
            sheet.Add(panel);
        }

        return sheet;
    }

    /// <summary>The numbers of all panels.</summary>
    public static ChartData Data(IReadOnlyList<FigurePanel> panels) => LineChartData.Of(Charts(panels));

    private static IReadOnlyList<(string Title, LineChart Chart)> Charts(IReadOnlyList<FigurePanel> panels)
    {
        List<FigurePanel> drawn = [.. panels.Where(panel => panel.Lines.Count > 0)];
        (int Width, int Height) size = drawn.Count > 1 ? Small : Single;
        LineChart[] charts = SharedAxes.Aligned(
            SharedAxes.Levelled(drawn.Select(panel => (panel.Chart(size), panel.Key))));
        return [.. drawn.Select((panel, index) => (panel.Title, charts[index]))];
    }

    private static List<XElement> Legend(IEnumerable<ChartLine> lines, int width, out int height)
    {
        List<XElement> drawn = [];
        double left = Margin;
        int top = Margin + 8;
        foreach (ChartLine line in lines.DistinctBy(line => line.Label, StringComparer.Ordinal))
        {
            double right = left + KeyLength + 8 + (line.Label.Length * CharacterWidth);
            if (right > width - Margin && left > Margin)
            {
                (left, right) = (Margin, right - left + Margin);
                top += LegendRowHeight;
            }

            drawn.Add(Svg.Line($"line {line.Style}", (left, top), (left + KeyLength, top)));
            drawn.Add(Svg.Text("key", (left + KeyLength + 8, top + 4.5), line.Label));
            left = right + 20;
        }

        height = top + LegendRowHeight - Margin;
        return drawn;
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
