namespace Delight.Actors.Cluster;

/// <summary>The head has let a node in, or lost one. Published on the event stream of the head's system.</summary>
/// <param name="Nodes">Nodes that are in.</param>
/// <param name="Workers">Their rollout workers.</param>
public sealed record ClusterCensus(int Nodes, int Workers);
