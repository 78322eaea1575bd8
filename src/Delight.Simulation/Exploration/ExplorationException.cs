namespace Delight.Simulation.Exploration;

/// <summary>A trial of an exploration failed.</summary>
/// <param name="violation">Which, and how.</param>
public sealed class ExplorationException(Violation violation) : Exception(violation.ToString(), violation.Cause)
{
    /// <summary>Which, and how.</summary>
    public Violation Violation => violation;
}
