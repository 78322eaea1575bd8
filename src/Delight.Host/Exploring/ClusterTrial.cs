using System.Globalization;
using Delight.Actors.Testing.Clusters;
using Delight.Actors.Testing.Exploration;
using Delight.Actors.Testing.Invariants;
using Delight.Actors.Testing.Training;
using Delight.Host.CommandLine;
using Delight.Host.Runs;
using Delight.Simulation.Network;

namespace Delight.Host.Exploring;

/// <summary>A head and its nodes, each an actor system of its own.</summary>
/// <param name="Nodes">Beside the head.</param>
internal sealed record ClusterTrial(int Nodes) : SeedTrial
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
        PreparedScenario scenario, HostContext context, CancellationToken cancellation) =>
        ExploredCluster.Run(
            new ClusterSetup
            {
                Seed = (ulong)scenario.Scenario.Long("seed"), Nodes = Nodes, Scenario = scenario.Scenario.ToJson(),
                Network = new LinkQuality { Latency = scenario.Frictions.Network.Latency },
                Plan = () => Plan(scenario, context),
                Prepare = json => HeadScenario.Prepare(json, context.Catalogues, new ClusterFrictions()),
            },
            cancellation);

    /// <inheritdoc/>
    public override (ulong Digest, TimeSpan Elapsed) Repeat(
        PreparedScenario scenario, HostContext context, CancellationToken cancellation)
    {
        ExploredOutcome again = Run(scenario, context, cancellation);
        return (again.Digest, again.Totals.VirtualTime);
    }
}
