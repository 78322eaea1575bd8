using System.Globalization;
using Delight.Actors.Testing.Clusters;
using Delight.Actors.Testing.Exploration;
using Delight.Actors.Testing.Invariants;
using Delight.Actors.Testing.Training;
using Delight.Experiments.Cluster;
using Delight.Experiments.Runs;
using Delight.Simulation.Network;

namespace Delight.Experiments.Exploration;

/// <summary>A head and its nodes, each an actor system of its own.</summary>
/// <param name="Nodes">Beside the head.</param>
public sealed record ClusterTrial(int Nodes) : SeedTrial
{
    /// <inheritdoc/>
    public override string Faults => "of processes";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Invariants { get; } =
        [.. InvariantCatalogue.CreateForCluster().Select(invariant => invariant.Name)];

    /// <inheritdoc/>
    public override string Options => string.Create(CultureInfo.InvariantCulture, $" --cluster --nodes {Nodes}");

    /// <inheritdoc/>
    public override ExploredOutcome Run(
        PreparedScenario scenario, TrialParts parts, CancellationToken cancellation) =>
        ExploredCluster.Run(
            new ClusterSetup
            {
                Seed = (ulong)scenario.Scenario.Settings.Seed, Nodes = Nodes, Scenario = scenario.Scenario.ToJson(),
                Network = new LinkQuality { Latency = scenario.Frictions.Network.Latency },
                Plan = () => Plan(scenario, parts),
                Prepare = json => HeadScenario.Prepare(json, parts.Catalogues, new ClusterFrictions()),
            },
            cancellation);

    /// <inheritdoc/>
    public override (ulong Digest, TimeSpan Elapsed) Repeat(
        PreparedScenario scenario, TrialParts parts, CancellationToken cancellation)
    {
        ExploredOutcome again = Run(scenario, parts, cancellation);
        return (again.Digest, again.Totals.VirtualTime);
    }
}
