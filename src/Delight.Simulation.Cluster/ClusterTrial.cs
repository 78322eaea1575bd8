using Delight.Simulation.Exploration;

namespace Delight.Simulation.Cluster;

/// <summary>Clusters in an exploration of seeds.</summary>
public static class ClusterTrial
{
    /// <summary>A simulation with the trial's seed, whose failures say how to run the trial again.</summary>
    /// <param name="trial">One run of an exploration; it also plays faults: <c>trial.Play(simulation, plan,
    /// horizon)</c>.</param>
    /// <param name="options">Default: all defaults.</param>
    /// <param name="connections">Default: all defaults.</param>
    public static ClusterSimulation CreateClusterSimulation(
        this Trial trial, SimulationOptions? options = null, ConnectionOptions? connections = null) =>
        ClusterSimulation.Create(
            trial.Seed, (options ?? new SimulationOptions()) with { Replay = Violation.ReplayOf(trial.Seed) },
            connections);
}
