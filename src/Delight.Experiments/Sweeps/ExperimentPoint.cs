using Delight.Experiments.Scenarios;

namespace Delight.Experiments.Sweeps;

/// <summary>One place on the axis of a sweep.</summary>
/// <param name="X">Its value on the axis.</param>
/// <param name="Label">How tables and ticks write it.</param>
/// <param name="Sets">What it sets.</param>
public sealed record ExperimentPoint(double X, string Label, IReadOnlyList<ScenarioOverride> Sets);
