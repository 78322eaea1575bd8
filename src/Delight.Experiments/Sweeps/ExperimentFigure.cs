namespace Delight.Experiments.Sweeps;

/// <summary>One kind of panel: drawn for each of its variants, and where the axis is training for each point
/// too.</summary>
/// <param name="X">What its horizontal axis shows.</param>
/// <param name="Y">A curve, a metric, or <c>longestSolved</c>.</param>
public sealed record ExperimentFigure(FigureAxis X, string Y)
{
    /// <summary>Variants that are drawn; empty: all.</summary>
    public IReadOnlyList<string> Variants { get; init; } = [];

    /// <summary>Points that are drawn; empty: all.</summary>
    public IReadOnlyList<double> Values { get; init; } = [];

    /// <summary>Labels of estimators that are drawn; empty: all.</summary>
    public IReadOnlyList<string> Estimators { get; init; } = [];

    /// <summary>True for a horizontal axis on which equal ratios are equally long.</summary>
    public bool IsXLogarithmic { get; init; }

    /// <summary>True for a vertical axis whose scale suits errors; false: linear from the least value on.</summary>
    public bool IsYLogarithmic { get; init; } = true;
}
