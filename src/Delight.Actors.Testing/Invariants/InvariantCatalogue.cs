namespace Delight.Actors.Testing.Invariants;

/// <summary>The invariants that every explored run is watched by: to add one, add its line.</summary>
public static class InvariantCatalogue
{
    /// <summary>Fresh instances, for one run.</summary>
    public static IReadOnlyList<Invariant> Create() =>
    [
        new NobodyFails(),
        new TrainedOnce(),
        new VersionsRise(),
        new CapacityKept(),
        new RowsConserved(),
        new TrainingGetsOn(),
        new QueuesBounded(),
        new ParametersFinite(),
    ];
}
