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
}
