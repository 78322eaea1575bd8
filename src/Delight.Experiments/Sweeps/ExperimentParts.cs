using Delight.Experiments.Scenarios;

namespace Delight.Experiments.Sweeps;

/// <summary>One estimator of a comparison.</summary>
/// <param name="Name">With its options in parentheses.</param>
/// <param name="Label">Its name in tables and figures; no two of an experiment share one.</param>
/// <param name="Sets">Settings of its own, such as the best learning rate of its grid.</param>
public sealed record ExperimentEstimator(string Name, string Label, IReadOnlyList<ScenarioOverride> Sets);

/// <summary>One place on the axis of a sweep.</summary>
/// <param name="X">Its value on the axis.</param>
/// <param name="Label">How tables and ticks write it.</param>
/// <param name="Sets">What it sets.</param>
public sealed record ExperimentPoint(double X, string Label, IReadOnlyList<ScenarioOverride> Sets);

/// <summary>A group of runs that share a scenario and an axis.</summary>
/// <param name="Name">For file names; no two of an experiment share one.</param>
/// <param name="Label">Head of its tables and panels.</param>
/// <param name="Scenario">Path or name.</param>
/// <param name="Sets">What it sets, in the order in which they are applied.</param>
public sealed record ExperimentVariant(
    string Name, string Label, string Scenario, IReadOnlyList<ScenarioOverride> Sets)
{
    /// <summary>Name of the axis and its unit.</summary>
    public string AxisLabel { get; init; } = string.Empty;

    /// <summary>The level that it has of each factor, by the factor's name; empty where the experiment has no
    /// factors.</summary>
    public IReadOnlyDictionary<string, string> Levels { get; init; } = new Dictionary<string, string>();

    /// <summary>At least one; a variant without a sweep has one without a label.</summary>
    public IReadOnlyList<ExperimentPoint> Points { get; init; } = [];

    /// <summary>At least one.</summary>
    public IReadOnlyList<ExperimentEstimator> Estimators { get; init; } = [];

    /// <summary>The estimator whose run is recorded and replayed on all; null where each has runs of its own.</summary>
    public string? RecordedWith { get; init; }

    /// <summary>What wins over everything else: the settings of the quick form.</summary>
    public IReadOnlyList<ScenarioOverride> LastSets { get; init; } = [];
}

/// <summary>What a paper says about the question.</summary>
/// <param name="Reference">Paper, and section or figure where known.</param>
/// <param name="Numbers">What it reports, and what about.</param>
/// <param name="Note">Where the numbers come from, or that none are known.</param>
public sealed record PaperReference(
    string Reference, IReadOnlyList<(string What, string Value)> Numbers, string? Note);

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
