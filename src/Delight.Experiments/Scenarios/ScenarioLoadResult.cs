using System.Diagnostics.CodeAnalysis;

namespace Delight.Experiments.Scenarios;

/// <summary>Either a scenario that may run, or every reason why not.</summary>
/// <param name="Scenario">The scenario, or null where there are problems.</param>
/// <param name="Problems">In reading order, one line each; empty where there is a scenario.</param>
public sealed record ScenarioLoadResult(EffectiveScenario? Scenario, IReadOnlyList<ScenarioProblem> Problems)
{
    /// <summary>True where the scenario may run.</summary>
    [MemberNotNullWhen(true, nameof(Scenario))]
    public bool IsValid => Scenario is not null;
}
