using Delight.Experiments.Scenarios;

namespace Delight.Experiments.Sweeps;

/// <summary>One estimator of a comparison.</summary>
/// <param name="Name">With its options in parentheses.</param>
/// <param name="Label">Its name in tables and figures; no two of an experiment share one.</param>
/// <param name="Sets">Settings of its own, such as the best learning rate of its grid.</param>
public sealed record ExperimentEstimator(string Name, string Label, IReadOnlyList<ScenarioOverride> Sets);
