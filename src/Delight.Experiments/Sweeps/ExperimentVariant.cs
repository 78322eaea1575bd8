using Delight.Experiments.Scenarios;

namespace Delight.Experiments.Sweeps;

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
