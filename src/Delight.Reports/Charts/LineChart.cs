using System.Xml.Linq;
using Delight.Experiments.Text;
using Delight.Reports.Markup;

namespace Delight.Reports.Charts;

/// <summary>Lines over a common horizontal axis, with bands, labels at the line ends, and a reference.</summary>
/// <remarks>The axis begins at 0; a logarithmic one at the smallest value.</remarks>
internal sealed record LineChart
{
    private const double CharacterWidth = 7.2;
    private const double BoldCharacterWidth = 8;
    private const double LabelSpacing = 17;
    private const double LabelGap = 10;
    private const double TopMargin = 34;
    private const double BottomMargin = 46;

    /// <summary>What screen readers announce.</summary>
    public required string Title { get; init; }

    /// <summary>What screen readers read on request: the chart in words.</summary>
    public required string Description { get; init; }

    /// <summary>Name and unit of the horizontal axis.</summary>
    public required string XLabel { get; init; }

    /// <summary>True for a horizontal axis on which equal ratios are equally long; then every X is above 0.</summary>
    public bool IsXLogarithmic { get; init; }

    /// <summary>Name and unit of the vertical axis, written above it.</summary>
    public required string YLabel { get; init; }

    /// <summary>At least one line with a point.</summary>
    public required IReadOnlyList<ChartLine> Lines { get; init; }

    /// <summary>Vertical range and scale.</summary>
    public required (double Min, double Max, bool IsLogarithmic) YRange { get; init; }

    /// <summary>Writes a tick of the vertical axis.</summary>
    public Func<double, string> TickText { get; init; } = NumberText.Short;

    /// <summary>Writes the value behind a label at a line's end; null for none.</summary>
    public Func<double, string>? ValueText { get; init; }

    /// <summary>A horizontal line to compare with, for example chance.</summary>
    public (double Value, string Label)? Reference { get; init; }

    /// <summary>Size of the drawing in its own units, which are CSS pixels at full width.</summary>
    public (int Width, int Height) Size { get; init; } = (920, 420);

    /// <summary>True to write the name of a line at its end, false for its value alone.</summary>
    public bool IsNamed { get; init; } = true;

    /// <summary>False where a legend must do, on narrow screens.</summary>
    public bool IsLabelled { get; init; } = true;

    /// <summary>Places and texts of the ticks of the horizontal axis; null for round numbers.</summary>
    public IReadOnlyList<(double At, string Text)>? XTicks { get; init; }

    /// <summary>True for a dot at each point, with a bar from its low to its high in place of a band.</summary>
    public bool HasMarkers { get; init; }

    /// <summary>Draws the chart.</summary>
    public XElement Render()
    {
        XElement svg = Svg.Drawing(Size.Width, Size.Height, Title, Description);
        double left = 12 + (Math.Max(3, YTicks().Max(tick => TickText(tick).Length)) * CharacterWidth);
        double longest = Lines.Max(line => EndText(line).Length) * BoldCharacterWidth;
        double right = Size.Width - (IsLabelled ? LabelGap + 6 + longest : 24);
        Axis x = XAxis(left, right);
        Axis y = YAxis();
        AddGrid(svg, x, y);
        if (Reference is { } reference)
        {
            svg.Add(Svg.Line("reference", (left, y.At(reference.Value)), (right, y.At(reference.Value))));
            svg.Add(Svg.Text("note end", (right - 6, y.At(reference.Value) + 16), reference.Label));
        }

        svg.Add(Lines.Select(line => HasMarkers || line.Singles.Count > 0 ? null : Band(line, x, y)));
        svg.Add(Lines.SelectMany(line => line.Singles.Select(single =>
            Svg.Path($"single {line.Style}", Through(single, x, y)))));
        svg.Add(Lines.Select(line => Stroke(line, x, y)));
        svg.Add(Lines.Where(_ => HasMarkers).SelectMany(line => Markers(line, x, y)));
        AddEnds(svg, x, y);
        return svg;
    }

    private Axis XAxis(double left, double right)
    {
        double[] values = [.. Lines.SelectMany(line => line.Points).Select(point => point.X)];
        return IsXLogarithmic
            ? new Axis(values.Min(), Math.Max(values.Max(), values.Min() * 10), left, right, IsLogarithmic: true)
            : new Axis(0, Math.Max(1, values.DefaultIfEmpty(1).Max()), left, right);
    }

    private Axis YAxis() =>
        new(YRange.Min, YRange.Max, Size.Height - BottomMargin, TopMargin, YRange.IsLogarithmic);

    private IReadOnlyList<double> YTicks() => YAxis().Ticks(Size.Height > 300 ? 9 : 6);

    private void AddGrid(XElement svg, Axis x, Axis y)
    {
        svg.Add(Svg.Text("axis-name", (0, 14), YLabel));
        foreach (double tick in YTicks())
        {
            svg.Add(Svg.Line("grid", (x.From, y.At(tick)), (x.To, y.At(tick))));
            svg.Add(Svg.Text("tick end", (x.From - 8, y.At(tick) + 4), TickText(tick)));
        }

        svg.Add(Svg.Line("base", (x.From, y.From), (x.To, y.From)));
        IReadOnlyList<(double At, string Text)> ticks = XTicks
            ?? [.. x.Ticks(Math.Max(3, (int)((x.To - x.From) / 85))).Select(tick => (tick, NumberText.Short(tick)))];
        foreach ((double at, string text) in ticks)
        {
            svg.Add(Svg.Line("base", (x.At(at), y.From), (x.At(at), y.From + 5)));
            svg.Add(Svg.Text("tick middle", (x.At(at), y.From + 19), text));
        }

        svg.Add(Svg.Text("axis-name middle", ((x.From + x.To) / 2, Size.Height - 6), XLabel));
    }

    private static XElement? Band(ChartLine line, Axis x, Axis y)
    {
        List<ChartPoint> points =
            [.. line.Points.Where(point => double.IsFinite(point.Low) && double.IsFinite(point.High))];
        if (points.All(point => point.Low == point.High))
        {
            return null;
        }

        string data = Svg.Through(points.Select(point => (x.At(point.X), y.At(point.High))))
            + Svg.Through(
                points.AsEnumerable().Reverse().Select(point => (x.At(point.X), y.At(point.Low))), isContinued: true);
        return Svg.Path($"band {line.Style}", data + "Z");
    }

    private static IEnumerable<XElement> Markers(ChartLine line, Axis x, Axis y)
    {
        foreach (ChartPoint point in line.Points.Where(point => double.IsFinite(point.Y)))
        {
            if (point.High > point.Low && point.Singles is null)
            {
                yield return Svg.Line(
                    $"bar-line {line.Style}", (x.At(point.X), y.At(point.Low)), (x.At(point.X), y.At(point.High)));
            }

            foreach (double single in point.Singles ?? [])
            {
                yield return Svg.Dot($"single-dot {line.Style}", (x.At(point.X), y.At(single)), 3);
            }

            yield return Svg.Dot($"dot {line.Style}", (x.At(point.X), y.At(point.Y)), 3.5);
        }
    }

    private static XElement Stroke(ChartLine line, Axis x, Axis y)
    {
        XElement path = Svg.Path($"line {line.Style}", Through(line.Points, x, y));
        path.Add(new XElement("title", line.Label));
        return path;
    }

    private static string Through(IReadOnlyList<ChartPoint> points, Axis x, Axis y)
    {
        List<string> pieces = [];
        List<(double, double)> piece = [];
        foreach (ChartPoint point in points)
        {
            if (double.IsFinite(point.Y))
            {
                piece.Add((x.At(point.X), y.At(point.Y)));
                continue;
            }

            pieces.Add(Svg.Through(piece));
            piece.Clear();
        }

        pieces.Add(Svg.Through(piece));
        return string.Concat(pieces);
    }

    private void AddEnds(XElement svg, Axis x, Axis y)
    {
        List<(ChartLine Line, ChartPoint End)> ends = [.. Lines
            .Where(line => line.Last is not null)
            .Select(line => (line, line.Last!.Value))];
        IReadOnlyList<double> placed = LabelPlacement.Spread(
            [.. ends.Select(end => y.At(end.End.Y))], LabelSpacing, TopMargin - 8, y.From + 2);
        for (int i = 0; i < ends.Count; i++)
        {
            (ChartLine line, ChartPoint end) = ends[i];
            (double X, double Y) at = (x.At(end.X), y.At(end.Y));
            svg.Add(Svg.Dot($"dot {line.Style}", at, 3.5));
            if (!IsLabelled)
            {
                continue;
            }

            // A line that ends early, or whose label had to move, is joined to its label.
            if (Math.Abs(placed[i] - at.Y) > 3 || at.X < x.To - 1)
            {
                svg.Add(Svg.Line($"leader {line.Style}", (at.X + 5, at.Y), (x.To + LabelGap - 1, placed[i])));
            }

            svg.Add(Svg.Text($"label {line.Style}", (x.To + LabelGap + 2, placed[i] + 4.5), EndText(line)));
        }
    }

    private string EndText(ChartLine line)
    {
        string value = ValueText is not null && line.Last is { } last ? ValueText(last.Y) : string.Empty;
        return IsNamed ? $"{line.Label} {value}".TrimEnd() : value;
    }
}
