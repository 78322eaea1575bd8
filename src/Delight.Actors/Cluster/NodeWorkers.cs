namespace Delight.Actors.Cluster;

/// <summary>The workers of one node.</summary>
/// <param name="First">Number of the first one among the workers of all nodes; the others follow.</param>
/// <param name="Pools">The pool of each.</param>
public sealed record NodeWorkers(long First, IReadOnlyList<string> Pools);
