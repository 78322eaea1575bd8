namespace Delight.Reports.Charts;

/// <summary>One line of a chart.</summary>
/// <param name="Label">Name in the legend and at the line's end.</param>
/// <param name="Style">Class of its colour, for example <c>s0</c>.</param>
/// <param name="Points">By ascending X; the line has a gap where Y is not finite.</param>
internal sealed record ChartLine(string Label, string Style, IReadOnlyList<ChartPoint> Points)
{
    /// <summary>Single lines behind it that are drawn thin.</summary>
    public IReadOnlyList<IReadOnlyList<ChartPoint>> Singles { get; init; } = [];

    /// <summary>The last point with a value, or null.</summary>
    public ChartPoint? Last =>
        Points.Where(point => double.IsFinite(point.Y)).Select(point => (ChartPoint?)point).LastOrDefault();

    /// <summary>Points with a value between two gaps or ends, which no stroke shows.</summary>
    public IEnumerable<ChartPoint> Isolated => Points.Where((point, index) => double.IsFinite(point.Y)
        && (index == 0 || !double.IsFinite(Points[index - 1].Y))
        && (index == Points.Count - 1 || !double.IsFinite(Points[index + 1].Y)));
}
