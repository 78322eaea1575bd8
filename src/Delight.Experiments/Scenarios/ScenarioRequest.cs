namespace Delight.Experiments.Scenarios;

/// <summary>Which scenario to load and what overrides it; later members win over earlier ones.</summary>
public sealed record ScenarioRequest
{
    /// <summary>A path (<c>scenarios/x.json</c>), or a bare name (<c>x</c>) of the scenario folder.</summary>
    public required string Scenario { get; init; }

    /// <summary>The environment; only variables that start with <c>DELIGHT__</c> are looked at.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>The texts of <c>--set</c>, <c>path=value</c> each, in the order given; the last one of a path
    /// wins.</summary>
    public IReadOnlyList<string> Sets { get; init; } = [];

    /// <summary>Options of the command line that stand for a setting of their own.</summary>
    public IReadOnlyList<ScenarioOverride> Options { get; init; } = [];
}
