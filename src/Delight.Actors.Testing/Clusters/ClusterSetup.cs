using Delight.Actors.Cluster;
using Delight.Actors.Coordination;
using Delight.Simulation.Network;

namespace Delight.Actors.Testing.Clusters;

/// <summary>A head and its nodes, before they start in virtual time.</summary>
public sealed record ClusterSetup
{
    /// <summary>The root of all that is random.</summary>
    public required ulong Seed { get; init; }

    /// <summary>Makes the training anew for each life of the head. All lives share the checkpoints of the first, as
    /// processes of one machine share its disk.</summary>
    public required Func<TrainingPlan> Plan { get; init; }

    /// <summary>What the head tells its nodes: the scenario as JSON.</summary>
    public required string Scenario { get; init; }

    /// <summary>Makes the work of a node from what the head tells.</summary>
    public required Func<string, NodeWork> Prepare { get; init; }

    /// <summary>Nodes with workers, beside the head.</summary>
    /// <value>At least 1. Default 3.</value>
    public int Nodes { get; init; } = 3;

    /// <summary>Rollout workers of each node.</summary>
    /// <value>At least 1. Default 2.</value>
    public int WorkersOfNode { get; init; } = 2;

    /// <summary>Every link.</summary>
    /// <value>Default: 1 ms.</value>
    public LinkQuality Network { get; init; } = new() { Latency = TimeSpan.FromMilliseconds(1) };
}
