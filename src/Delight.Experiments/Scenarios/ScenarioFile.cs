using Delight.Experiments.Settings;
using Delight.Experiments.Text;
using Delight.Learning.Parts;

namespace Delight.Experiments.Scenarios;

/// <summary>Reads scenario files for code that changes them: <c>ScenarioFile.Load("mnist-staleness")</c>.</summary>
public static class ScenarioFile
{
    /// <summary>Reads a scenario and checks it.</summary>
    /// <param name="scenario">A path, or the name of one that Delight ships.</param>
    /// <param name="sets">Overrides as <c>--set</c> takes them, <c>learner.steps=500</c>; later ones win.</param>
    /// <exception cref="UserErrorException">It is refused: one line for each problem.</exception>
    public static Scenario Load(string scenario, params IReadOnlyList<string> sets) =>
        new ScenarioArguments { Scenario = scenario, Sets = sets }.Load(new PartCatalogues()).Settings;

    /// <summary>Checks a scenario that was put together in code.</summary>
    /// <param name="scenario">The values.</param>
    /// <param name="catalogues">The parts that it may name.</param>
    /// <exception cref="UserErrorException">It is refused: one line for each problem.</exception>
    public static EffectiveScenario Check(Scenario scenario, PartCatalogues catalogues)
    {
        ScenarioLoadResult result =
            new ScenarioLoader(catalogues, ScenarioArguments.Folder()).Check(scenario);
        return result.Scenario ?? throw new UserErrorException(
            [.. result.Problems.Select(problem => problem.ToString())]);
    }
}
