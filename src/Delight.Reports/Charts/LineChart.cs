using System.Xml.Linq;
using Delight.Experiments.Text;
using Delight.Reports.Markup;

namespace Delight.Reports.Charts;

/// <summary>Lines over a common horizontal axis, with bands, labels beside the line ends, and a reference.</summary>
/// <remarks>Nothing but data is drawn as a line in the plot: a label stands beside the end of its line, and where it
/// had to move, its name and colour say whose it is.</remarks>
internal sealed record LineChart
{
    private const double CharacterWidth = 7.2;
    private const double BoldCharacterWidth = 8;
    private const double TickCharacterWidth = 6.5;
    private const double TickGap = 2;
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

    /// <summary>Horizontal range and scale; null for a linear one from 0.</summary>
    public AxisRange? XRange { get; init; }

    /// <summary>Name and unit of the vertical axis, written above it; its scale is added.</summary>
    public required string YLabel { get; init; }

    /// <summary>At least one line with a point.</summary>
    public required IReadOnlyList<ChartLine> Lines { get; init; }

    /// <summary>Vertical range and scale.</summary>
    public required AxisRange YRange { get; init; }

    /// <summary>Writes a tick of the vertical axis.</summary>
    public Func<double, string> TickText { get; init; } = NumberText.Short;

    /// <summary>Writes the value behind a label at a line's end, and those of the table; null for no value at a
    /// label.</summary>
    public Func<double, string>? ValueText { get; init; }

    /// <summary>A horizontal line to compare with, for example chance.</summary>
    public (double Value, string Label)? Reference { get; init; }

    /// <summary>Size of the drawing in its own units, which are CSS pixels at full width.</summary>
    public (int Width, int Height) Size { get; init; } = (920, 420);

    /// <summary>False where a legend must do, on narrow screens.</summary>
    public bool IsLabelled { get; init; } = true;

    /// <summary>Room for labels, at least, so that charts side by side have plots of one width.</summary>
    /// <value>0 or above, in units of <see cref="Size"/>.</value>
    public double LabelWidth { get; init; }

    /// <summary>Places and texts of the ticks of the horizontal axis; null for round numbers.</summary>
    public IReadOnlyList<(double At, string Text)>? XTicks { get; init; }

    /// <summary>True where places are categories without numbers, one apart in the order given.</summary>
    public bool IsCategorical { get; init; }

    /// <summary>True for a dot at each point, with a bar from its low to its high in place of a band.</summary>
    public bool HasMarkers { get; init; }

    /// <summary>How much room the labels take.</summary>
    public double LabelWidthNeeded => Lines.Max(line => EndText(line).Length) * BoldCharacterWidth;

    /// <summary>The horizontal axis as drawn.</summary>
    public AxisRange XShown => XRange
        ?? new AxisRange(0, Math.Max(1, Lines.SelectMany(line => line.Points).Max(point => point.X)));

    /// <summary>The name of the vertical axis with its scale.</summary>
    public string YName => YLabel + YRange.Note(TickText);

    /// <summary>The name of the horizontal axis with its scale.</summary>
    public string XName => IsCategorical ? XLabel : XLabel + XShown.Note(NumberText.Short);

    /// <summary>Draws the chart.</summary>
    public XElement Render()
    {
        XElement svg = Svg.Drawing(Size.Width, Size.Height, Title, Description);
        double left = 12 + (Math.Max(3, YTicks().Max(tick => YText(tick).Length)) * CharacterWidth);
        double right = Size.Width
            - (IsLabelled ? LabelGap + 6 + Math.Max(LabelWidth, LabelWidthNeeded) : 24);
        Axis x = new(XShown, left, right);
        Axis y = new(YRange, Size.Height - BottomMargin, TopMargin);
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
        svg.Add(Lines.SelectMany(line => HasMarkers ? Markers(line, x, y) : line.Isolated.Select(
            point => Svg.Dot($"dot {line.Style}", (x.At(point.X), y.At(point.Y)), 3.5))));
        AddEnds(svg, x, y);
        return svg;
    }

    private IReadOnlyList<double> YTicks() => YRange.Ticks(Size.Height > 300 ? 9 : 6);

    private string YText(double tick) => YRange.TickText(tick, TickText);

    private void AddGrid(XElement svg, Axis x, Axis y)
    {
        svg.Add(Svg.Text("axis-name", (0, 14), YName));
        foreach (double tick in YTicks())
        {
            svg.Add(Svg.Line("grid", (x.From, y.At(tick)), (x.To, y.At(tick))));
            svg.Add(Svg.Text("tick end", (x.From - 8, y.At(tick) + 4), YText(tick)));
        }

        svg.Add(Svg.Line("base", (x.From, y.From), (x.To, y.From)));
        double written = double.NegativeInfinity;
        foreach ((double value, string text) in XTickTexts(x))
        {
            double at = x.At(value), half = text.Length * TickCharacterWidth / 2;
            svg.Add(Svg.Line("base", (at, y.From), (at, y.From + 5)));
            if (at - half >= written + TickGap) // of two texts on one spot the first is enough
            {
                svg.Add(Svg.Text("tick middle", (at, y.From + 19), text));
                written = at + half;
            }
        }

        double room = XName.Length * CharacterWidth / 2;
        double middle = Math.Max(room, Math.Min((x.From + x.To) / 2, Size.Width - room));
        svg.Add(Svg.Text("axis-name middle", (middle, Size.Height - 6), XName));
    }

    private IEnumerable<(double At, string Text)> XTickTexts(Axis x) => XTicks
        ?? x.Range.Ticks(Math.Max(4, (int)((x.To - x.From) / 55)))
            .Select(tick => (tick, x.Range.TickText(tick, NumberText.Short)));

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
            svg.Add(Svg.Dot($"dot {line.Style}", (x.At(end.X), y.At(end.Y)), 3.5));
            if (IsLabelled)
            {
                svg.Add(Svg.Text($"label {line.Style}", (x.To + LabelGap + 2, placed[i] + 4.5), EndText(line)));
            }
        }
    }

    /// <summary>Name and value at a line's end, and where that is, if the line ends before the others.</summary>
    private string EndText(ChartLine line)
    {
        if (line.Last is not { } last)
        {
            return string.Empty;
        }

        string value = ValueText is null ? string.Empty : " " + ValueText(last.Y);
        bool isEarly = XTicks is null
            && last.X < Lines.Max(other => other.Last?.X ?? double.NegativeInfinity) * (1 - 1e-9);
        return line.Label + value + (isEarly ? $" at {NumberText.Short(last.X)}" : string.Empty);
    }
}
