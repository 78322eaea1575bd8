using System.Text;
using Delight.Actors.Cluster;
using Delight.Host.Scenarios;
using Delight.Learning.Catalogue;

namespace Delight.Host.Runs;

/// <summary>Turns the scenario that a head sends into the work of a node: for
/// <see cref="NodeOptions.Prepare"/>.</summary>
public static class HeadScenario
{
    /// <summary>Checks the scenario and makes its parts.</summary>
    /// <param name="json">As the head sent it.</param>
    /// <param name="catalogues">The parts that scenarios may name; null: those of Delight.</param>
    /// <exception cref="UserErrorException">The scenario cannot be used here; all reasons.</exception>
    public static NodeWork Prepare(string json, PartCatalogues? catalogues = null)
    {
        PartCatalogues known = catalogues ?? new PartCatalogues();
        ScenarioLoadResult loaded = new ScenarioLoader(known, ScenarioArguments.Folder()).Read(
            "the head's scenario", Encoding.UTF8.GetBytes(json), new ScenarioRequest
            {
                // The head has the file, and sends what was read from it as its first policy.
                Scenario = string.Empty, Options = [new ScenarioOverride("policy.initial", "null", "node")],
            });
        EffectiveScenario scenario = loaded.Scenario ?? throw new UserErrorException(
            [.. loaded.Problems.Select(problem => problem.ToString())]);
        return PreparedScenario.Prepare(scenario, known).NodeWork();
    }
}
