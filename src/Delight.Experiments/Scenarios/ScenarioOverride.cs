namespace Delight.Experiments.Scenarios;

/// <summary>A command-line option that stands for one setting, such as <c>--seed 7</c>.</summary>
/// <param name="Path">Key path, for example <c>learner.steps</c>.</param>
/// <param name="Value">The value as written.</param>
/// <param name="Label">The option's name as people know it, for messages and for <c>delight config</c>.</param>
public sealed record ScenarioOverride(string Path, string Value, string Label);
