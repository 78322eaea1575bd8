using Delight.Experiments.Sweeps;
using Delight.Experiments.Text;
using Delight.Reports.Charts;
using Delight.Reports.Runs;

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

    /// <summary>True for dots with error bars.</summary>
    public bool HasMarkers { get; init; }

    /// <summary>True for a vertical axis that begins at 0, whatever the figure says.</summary>
    public bool IsLinear { get; init; }

    /// <summary>A line an estimator.</summary>
    public IReadOnlyList<ChartLine> Lines { get; init; } = [];

    /// <summary>As a chart of a size.</summary>
    public LineChart Chart((int Width, int Height) size) => new()
    {
        Title = Title.Length > 0 ? Title : YLabel,
        Description = string.Join(' ', Lines.Select(line => $"{line.Label} ends at {Text(line.Last!.Value.Y)}.")),
        XLabel = XLabel,
        YLabel = YLabel + (Range().IsLogarithmic ? ", logarithmic" : string.Empty),
        IsXLogarithmic = Figure.IsXLogarithmic,
        XTicks = XTicks,
        HasMarkers = HasMarkers,
        Lines = Lines,
        YRange = Range(),
        TickText = IsShare ? NumberText.PercentTick : NumberText.Short,
        ValueText = Text,
        Size = size,
    };

    private string Text(double value) => IsShare ? NumberText.Percent(value) : NumberText.Short(value);

    private (double Min, double Max, bool IsLogarithmic) Range()
    {
        List<ChartPoint> points = [.. Lines.SelectMany(line => line.Points).Where(point => double.IsFinite(point.Y))];
        if (!IsLinear && Figure.IsYLogarithmic && points.All(point => point.Y >= 0))
        {
            return IsShare ? LearningCurves.Range(points, chance: null) : Logarithmic(points);
        }

        double least = points.Min(point => point.Low);
        least = IsLinear ? Math.Min(0, least) : least;
        double most = points.Max(point => point.High);
        most = most <= least ? least + 1 : most;
        double step = AxisTicks.RoundUp((most - least) / 5);
        return (Math.Floor(least / step) * step, IsShare ? Math.Min(1, Math.Ceiling(most / step) * step)
            : Math.Ceiling(most / step) * step, false);
    }

    private static (double Min, double Max, bool IsLogarithmic) Logarithmic(List<ChartPoint> points)
    {
        double[] positive = [.. points.Select(point => point.Y).Where(y => y > 0)];
        double least = positive.DefaultIfEmpty(1).Min(), most = positive.DefaultIfEmpty(1).Max();
        return most / least > 8
            ? (AxisTicks.RoundDown(least), AxisTicks.RoundUp(most * 1.01), true)
            : (0, AxisTicks.RoundUp(Math.Max(most, 1e-9)), false);
    }
}
