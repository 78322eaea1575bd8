using Delight.Experiments.Records;
using Delight.Experiments.Scenarios;
using Delight.Experiments.Sweeps;
using Delight.Learning.Parts;

namespace Delight.Reports.Tests.Sweeps;

/// <summary>Sweeps whose every number is known.</summary>
internal static class SweepSamples
{
    private const string Scenario = """
        {
          "name": "small",
          "task": { "name": "bernoulli-bandit", "arms": 5 },
          "policy": { "name": "tabular" },
          "baseline": "batch-mean",
          "learner": { "steps": 60, "batchRows": 20, "rowsInFlightMax": 60 },
          "workers": [ { "pool": "rollout", "rowsPerRequest": 5 } ],
          "evaluation": { "every": 20, "rows": 1 },
        }
        """;

    /// <summary>Puts results into a folder and reads them as a sweep.</summary>
    /// <param name="folder">Where to.</param>
    /// <param name="sets">The values.</param>
    /// <param name="seeds">Seeds of each cell.</param>
    /// <param name="errorOf">Error of a run by its place, from 0, and its seed; NaN for one that failed, null for one
    /// that is missing.</param>
    public static SweepResults Of(
        string folder, IReadOnlyList<string> sets, int seeds, Func<int, long, double?> errorOf)
    {
        string file = Path.Combine(folder, "small.json");
        File.WriteAllText(file, Scenario);
        SweepRequest request = new()
        {
            Scenario = new ScenarioArguments { Scenario = file, Sets = sets }, Seeds = seeds,
        };
        PartCatalogues catalogues = new();
        ExperimentPlan plan = ExperimentPlan.Create(SweepExperiment.Of(request, catalogues), catalogues, []);
        ResultStore store = ResultStore.Open(Path.Combine(folder, "results"), catalogues);
        foreach (ExperimentCell cell in plan.Cells)
        {
            if (errorOf((int)cell.Point.X, cell.Seed) is { } error)
            {
                store.Save(Result(cell, error), cell.Label);
            }
        }

        return new SweepResults(request, ExperimentResults.Of(plan, store), folder);
    }

    private static CellResult Result(ExperimentCell cell, double error) => new()
    {
        Key = cell.Key,
        Experiment = "small",
        Command = "./delight simulate small.json",
        Seed = (ulong)cell.Seed,
        Status = double.IsNaN(error) ? RunStatus.Failed : RunStatus.Finished,
        Error = double.IsNaN(error) ? null : error,
        Failure = double.IsNaN(error) ? "A gradient is <not> finite." : null,
        Steps = 60,
        WallSeconds = 12.5,
        Machine = new MachineDescription(".NET 10", "Linux", "Some processor", 2),
        Commit = "abc",
        Evaluations = new Dictionary<string, double[]> { ["step"] = [0, 60], ["error"] = [0.9, error] },
    };
}
