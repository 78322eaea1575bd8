namespace Delight.Experiments.Scenarios;

/// <summary>A rule about several settings at once.</summary>
/// <param name="Reads">The paths that it looks at; it is skipped where one of them was refused.</param>
/// <param name="Check">Gives one finding per violation.</param>
internal sealed record ScenarioRule(
    IReadOnlyList<string> Reads, Func<RuleContext, IEnumerable<RuleFinding>> Check);
