using Delight.Actors.Rollouts;
using Delight.Learning.Policies;
using Delight.Learning.Tasks;

namespace Delight.Actors.Cluster;

/// <summary>What the workers of a node are made from.</summary>
/// <param name="Seed">Of the run: draws are keyed by row, so that it does not matter which node makes one.</param>
/// <param name="Task">What is learned.</param>
/// <param name="Policy">As the learner's.</param>
/// <param name="Pools">Settings of the workers; how many the node has of each is between it and its head.</param>
/// <param name="SamplesPerContext">Rows of one group.</param>
public sealed record NodeWork(
    ulong Seed, ITask Task, IPolicy Policy, IReadOnlyList<RolloutOptions> Pools, int SamplesPerContext)
{
    /// <summary>The node of the parameter server in the scenario; its part in this process is that of the policies that
    /// came.</summary>
    public required string ParameterServerNode { get; init; }
}
