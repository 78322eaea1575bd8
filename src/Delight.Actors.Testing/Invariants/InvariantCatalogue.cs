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

    /// <summary>The same for a cluster, whose simulation lists no messages.</summary>
    public static IReadOnlyList<Invariant> CreateForCluster() =>
    [
        new NobodyFails(),
        new TrainedOnce(),
        new VersionsRise(isOneProcess: false),
        new CapacityKept(),
        new ParametersFinite(),
        new CutOffHeadWaits(),
        new ClusterHeals(),
    ];
}
