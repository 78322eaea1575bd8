namespace Delight.Experiments.Scenarios;

/// <summary>A violation of a rule.</summary>
/// <param name="Paths">The settings that do not go together, the one to change first.</param>
/// <param name="Message">What they are, the rule, the remedy.</param>
internal sealed record RuleFinding(IReadOnlyList<string> Paths, string Message);
