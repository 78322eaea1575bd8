using System.Text;
using Delight.Actors.Cluster;
using Delight.Actors.Coordination;
using Delight.Actors.Testing.Training;
using Delight.Experiments.Runs;
using Delight.Experiments.Scenarios;
using Delight.Experiments.Text;
using Delight.Learning.Execution;
using Delight.Learning.Parts;

namespace Delight.Experiments.Cluster;

/// <summary>Turns the scenario that a head sends into the work of a node: for
/// <see cref="NodeOptions.Prepare"/>.</summary>
public static class HeadScenario
{
    /// <summary>Checks the scenario and makes its parts.</summary>
    /// <param name="json">As the head sent it.</param>
    /// <param name="catalogues">The parts that scenarios may name; null: those of Delight.</param>
    /// <param name="frictions">Those of the node's process, which are told what the scenario has; null: none.</param>
    /// <exception cref="UserErrorException">The scenario cannot be used here; all reasons.</exception>
    public static NodeWork Prepare(
        string json, PartCatalogues? catalogues = null, ClusterFrictions? frictions = null)
    {
        PartCatalogues known = catalogues ?? new PartCatalogues();
        EffectiveScenario scenario = Read(json, known, OverARealNetwork(Read(json, known), "node"));
        PreparedScenario prepared = PreparedScenario.Prepare(scenario, known);
        if (frictions is null && !prepared.Frictions.AreNone)
        {
            throw new UserErrorException(
                $"the scenario {scenario.Name} has links or faults, and this node has none to apply. Set Frictions of "
                + "DelightNode, or start ./delight node.");
        }

        TrainingPlan plan = prepared.Plan(new SilentSink(), SerialExecutor.Instance);
        frictions?.Use(ClusterFrictionPlan.Of(plan, prepared.Frictions));
        return prepared.NodeWork();
    }

    /// <summary>What a scenario of several processes has over that of one.</summary>
    /// <param name="scenario">As its file, the environment and the command line say.</param>
    /// <param name="origin">Who asks for it, as records and messages show it.</param>
    /// <returns>No latency, where nobody set one: the default stands for the network, which is real here.</returns>
    public static IReadOnlyList<ScenarioOverride> OverARealNetwork(EffectiveScenario scenario, string origin)
    {
        const string Latency = "network.latency";
        return scenario.Source(Latency).Layer == SourceLayer.Default
            ? [new ScenarioOverride(Latency, "0ms", origin)] : [];
    }

    private static EffectiveScenario Read(
        string json, PartCatalogues catalogues, params IReadOnlyList<ScenarioOverride> over)
    {
        ScenarioLoadResult loaded = new ScenarioLoader(catalogues, ScenarioArguments.Folder()).Read(
            "the head's scenario", Encoding.UTF8.GetBytes(json), new ScenarioRequest
            {
                // The head has the file, and sends what was read from it as its first policy.
                Scenario = string.Empty,
                Options = [new ScenarioOverride("policy.initial", "null", "node"), .. over],
            });
        return loaded.Scenario ?? throw new UserErrorException(
            [.. loaded.Problems.Select(problem => problem.ToString())]);
    }
}
