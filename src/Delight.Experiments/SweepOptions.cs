namespace Delight.Experiments;

/// <summary>What each combination of values of a sweep runs.</summary>
public sealed record SweepOptions
{
    /// <summary>With options in parentheses.</summary>
    /// <value>Default: the scenario's own.</value>
    public IReadOnlyList<string> Estimators { get; init; } = [];

    /// <summary>How many seeds, from the scenario's own on.</summary>
    /// <value>At least 1; default 1.</value>
    public int Seeds { get; init; } = 1;

    /// <summary>What cells are compared by; see <see cref="Sweeps.Metric.Names"/>.</summary>
    /// <value>Default <c>error</c>.</value>
    public string Metric { get; init; } = "error";
}
