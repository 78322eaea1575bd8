namespace Delight.Simulation.Cluster.Tests.Registry;

/// <summary>An agent of a node says that it is there.</summary>
/// <param name="Host">Of its node.</param>
/// <param name="Uid">Of its incarnation.</param>
public sealed record Register(string Host, int Uid);
