using System.Globalization;
using Delight.Experiments.Extensions;
using Delight.Experiments.Files;
using Delight.Experiments.Records;
using Delight.Experiments.Scenarios;
using Delight.Experiments.Text;
using Delight.Learning.Parts;

namespace Delight.Experiments.Runs;

/// <summary>What a comparison asks for: a scenario once for each estimator and seed.</summary>
public sealed record ComparisonRequest
{
    /// <summary>The scenario, with the first seed.</summary>
    public required ScenarioArguments Scenario { get; init; }

    /// <summary>Comma-separated, with options in parentheses.</summary>
    public required string Estimators { get; init; }

    /// <summary>How many seeds, from the first on.</summary>
    public int Seeds { get; init; } = 1;

    /// <summary>What types it again, without its folder.</summary>
    public string Command => ReplayCommand.Compare(Scenario, Estimators, Seeds);

    /// <summary>The same with what the environment sets spelled out, so that it is enough to go on with.</summary>
    /// <param name="catalogues">The parts that the scenario may name.</param>
    public ComparisonRequest WithoutEnvironment(PartCatalogues catalogues) => this with
    {
        Scenario = Scenario.WithoutEnvironment(scenario => scenario.Load(
            catalogues, new ScenarioOverride("estimator", EstimatorList.Parse(Estimators)[0], "--estimators"))),
    };

    /// <summary>Reads the request that a folder holds.</summary>
    /// <exception cref="UserErrorException">There is none, it is damaged, or an assembly cannot be used.</exception>
    /// <param name="folder">The folder.</param>
    /// <param name="catalogues">Gets the parts of the assemblies that it names.</param>
    public static ComparisonRequest Read(string folder, PartCatalogues catalogues)
    {
        ComparisonRequest request =
            KeptRequest.Read<ComparisonRequest>(folder, RunFolder.ComparisonFile, "compare");
        CatalogueExtensions.Load(request.Scenario.Assemblies, null, catalogues);
        return request;
    }

    /// <summary>Makes the folder of its records, or opens that of an earlier process.</summary>
    /// <param name="given">New, empty, or of an earlier comparison; null: one named after the time.</param>
    /// <param name="scenario">Name of the scenario.</param>
    /// <param name="clock">Names a new folder.</param>
    /// <returns>Holds the folder, so that a second process neither changes it nor says that it would.</returns>
    /// <exception cref="UserErrorException">It is another folder, is in use, or cannot be written.</exception>
    public static FolderClaim Open(string? given, string scenario, TimeProvider clock) => FolderClaim.Take(
        given is null
            ? RunFolder.Create(null, scenario, "compare", clock)
            : RunFolder.Open(given, RunFolder.ComparisonFile),
        "Wait for it, or give this one another folder.");

    /// <summary>Keeps the request in the folder, for those who go on with it.</summary>
    /// <exception cref="UserErrorException">An assembly has changed since runs of the folder were done.</exception>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    public void Write(string folder)
    {
        KeptAssemblies.Check(folder, Scenario.Assemblies);
        KeptRequest.Write(folder, RunFolder.ComparisonFile, this);
    }

    /// <summary>Loads the scenario once for each estimator and seed, and refuses with the problems of all.</summary>
    /// <param name="catalogues">The parts that it may name.</param>
    /// <exception cref="UserErrorException">A line for each problem.</exception>
    public IReadOnlyList<PlannedRun> Prepare(PartCatalogues catalogues)
    {
        List<string> problems = [];
        List<EffectiveScenario> scenarios = [];
        List<(string, EffectiveScenario)> firsts = [];
        foreach (string name in EstimatorList.Parse(Estimators))
        {
            try
            {
                ScenarioOverride estimator = new("estimator", name, "--estimators");
                EffectiveScenario first = Scenario.Load(catalogues, estimator);
                firsts.Add((name, first));
                scenarios.Add(first);
                scenarios.AddRange(Enumerable.Range(1, Seeds - 1).Select(offset => Scenario.Load(
                    catalogues, estimator, new ScenarioOverride(
                        "seed", (first.Settings.Seed + offset).ToString(CultureInfo.InvariantCulture), "--seeds"))));
            }
            catch (UserErrorException refused)
            {
                problems.AddRange(refused.Problems);
            }
        }

        problems.AddRange(EstimatorList.Repeats(firsts));
        if (problems.Count > 0)
        {
            RefuseLists();
            throw new UserErrorException([.. problems.Distinct(StringComparer.Ordinal)]);
        }

        PreparedScenario shared = PreparedScenario.Prepare(scenarios[0], catalogues);
        return
        [
            .. scenarios.Select(scenario => new PlannedRun(
                PreparedScenario.Prepare(scenario, catalogues, shared.Task),
                ReplayCommand.One(Scenario, scenario.EstimatorLabel, (ulong)scenario.Settings.Seed))),
        ];
    }

    /// <summary>Values that make no sense as one are a list.</summary>
    private void RefuseLists()
    {
        if (Scenario.Lists.FirstOrDefault() is { } list)
        {
            string command = ReplayCommand.Sweep(
                Scenario, ("--estimators", Estimators),
                ("--seeds", Seeds > 1 ? NumberText.Text($"{Seeds}") : null));
            throw new UserErrorException(
                $"--set {list.Path}={Shown.OneLine(string.Join(',', list.Values))}: compare takes one value of a "
                + "setting; several are a sweep. Type: "
                + command);
        }
    }
}
