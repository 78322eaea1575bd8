namespace Delight.Actors.Faults;

/// <summary>Everything that goes wrong in a run by plan.</summary>
public sealed record FaultPlan
{
    /// <summary>The faults; each has a random stream of its own, by its place in the list.</summary>
    public required IReadOnlyList<FaultOptions> Faults { get; init; }

    /// <summary>All nodes of the roles: the other side where a fault of links names none.</summary>
    public required IReadOnlyList<string> Nodes { get; init; }

    /// <summary>The node of the injector; no fault may concern it, or nobody is left to end it.</summary>
    /// <value>Default the coordinator's, where no other role lives.</value>
    public string Node { get; init; } = "coordinator";
}
