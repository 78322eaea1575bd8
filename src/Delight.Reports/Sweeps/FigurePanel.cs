using Delight.Experiments.Sweeps;
using Delight.Experiments.Text;
using Delight.Reports.Charts;

namespace Delight.Reports.Sweeps;

/// <summary>One panel of a figure.</summary>
/// <param name="Title">Above it; may be empty.</param>
/// <param name="Figure">What it shows, and its scales.</param>
/// <param name="YLabel">Name of the vertical axis.</param>
/// <param name="IsShare">True where values are written in percent.</param>
internal sealed record FigurePanel(string Title, ExperimentFigure Figure, string YLabel, bool IsShare)
{
    /// <summary>Name of the horizontal axis.</summary>
    public string XLabel { get; init; } = string.Empty;

    /// <summary>Places and texts of its ticks; null for round numbers.</summary>
    public IReadOnlyList<(double At, string Text)>? XTicks { get; init; }

    /// <summary>True where its places are categories, one apart.</summary>
    public bool IsCategorical { get; init; }

    /// <summary>True for dots with error bars.</summary>
    public bool HasMarkers { get; init; }

    /// <summary>True for a linear vertical axis, whatever the figure says.</summary>
    public bool IsLinear { get; init; }

    /// <summary>A line an estimator.</summary>
    public IReadOnlyList<ChartLine> Lines { get; init; } = [];

    /// <summary>What panels with one vertical axis have in common, beside what it shows.</summary>
    public string Key => NumberText.Text($"{IsShare} {IsLogarithmic}");

    private bool IsLogarithmic => !IsLinear && Figure.IsYLogarithmic;

    /// <summary>As a chart of a size.</summary>
    public LineChart Chart((int Width, int Height) size) => new()
    {
        Title = Title.Length > 0 ? Title : YLabel,
        Description = string.Join(' ', Lines.Select(line => $"{line.Label} ends at {Text(line.Last!.Value.Y)}.")),
        XLabel = XLabel,
        YLabel = YLabel,
        XRange = XRange(),
        XTicks = XTicks,
        IsCategorical = IsCategorical,
        HasMarkers = HasMarkers,
        Lines = Lines,
        YRange = YRange(),
        TickText = IsShare ? NumberText.PercentTick : NumberText.Short,
        ValueText = Text,
        Size = size,
    };

    private string Text(double value) => IsShare ? NumberText.Percent(value) : NumberText.Short(value);

    private AxisRange? XRange()
    {
        double[] places = [.. Lines.SelectMany(line => line.Points).Select(point => point.X).Distinct().Order()];
        return Figure.IsXLogarithmic
            ? new AxisRange(places[0], Math.Max(places[^1], places[0] * 10), AxisKind.Logarithmic)
            : IsCategorical ? new AxisRange(-CategoryMargin, XTicks!.Count - 1 + CategoryMargin)
            : XTicks is null ? null
            : AxisRange.OfPlaces([.. XTicks.Select(tick => tick.At).Order()]);
    }

    /// <summary>From 0, unless something is below, or nothing but shares is near it.</summary>
    private AxisRange YRange()
    {
        List<ChartPoint> points = [.. Lines.SelectMany(line => line.Points).Where(point => double.IsFinite(point.Y))];
        double least = points.Min(point => point.Low), most = points.Max(point => point.High);
        if (IsLogarithmic && least >= 0)
        {
            return IsShare ? AxisRange.OfShares(points) : AxisRange.OfSizes(points);
        }

        AxisRange range = !IsShare && least > FarShare * most
            ? AxisRange.Rounded(least, most) : AxisRange.FromZero(least, most);
        return IsShare ? range with { Max = Math.Min(1, range.Max) } : range;
    }

    // Where the least is this share of the most, an axis from 0 would show lines without a difference.
    private const double FarShare = 0.8;

    // Categories have no place 0, so none of them stands on the vertical axis.
    private const double CategoryMargin = 0.3;
}
