using Delight.Experiments.Records;
using Delight.Experiments.Scenarios;
using Delight.Experiments.Sweeps;
using Delight.Experiments.Tests.Support;
using Delight.Learning.Parts;

namespace Delight.Experiments.Tests.Sweeps;

public sealed class SweepResultsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Best_ErrorsThatAreKnown_IsTheLeastMeanWithItsIntervalAndPairedTies()
    {
        SweepResults sweep = Sweep(new()
        {
            ["0.1"] = [0.10, 0.20, 0.30], ["0.2"] = [0.12, 0.19, 0.32], ["0.4"] = [0.50, 0.61, 0.70],
        });

        SweepCell best = sweep.Best!;
        Assert.Equal("0.1", Assert.Single(best.Values));
        Assert.Equal(0.2, best.Sample.Mean, 12);
        // s = 0.1, so the standard error is 0.1 / sqrt(3); t with two degrees of freedom is 4.3027.
        Assert.Equal(4.3027 * 0.1 / Math.Sqrt(3), best.Sample.Interval!.Value, 9);
        Assert.Null(best.Difference);
        // Differences 0.02, -0.01, 0.02: mean 0.01, standard error 0.01, so 0 is in their interval.
        SweepCell near = sweep.Cells[1];
        Assert.Equal((0.01, 0.01), (Math.Round(near.Difference!.Mean, 9),
            Math.Round(near.Difference.StandardError!.Value, 9)));
        Assert.True(near.IsTied);
        Assert.False(sweep.Cells[2].IsTied);
        Assert.Equal(["optimiser.learningRate least"], sweep.Edges.Select(
            edge => $"{edge.Axis.Path} {(edge.IsLargest ? "largest" : "least")}"));
        Assert.Equal(
            $"./delight compare {_folder.File("small.json")} --seed 4 --set optimiser.learningRate=0.1 --estimators dg "
                + "--seeds 3",
            sweep.ConfirmingCommand);
    }

    [Fact]
    public void Best_CellWithAFailureOrAMissingSeed_IsNeverBest()
    {
        SweepResults sweep = Sweep(new()
        {
            ["0.1"] = [0.01, 0.01], ["0.2"] = [0.02, double.NaN, 0.02], ["0.4"] = [0.5, 0.6, 0.7],
        });
        Assert.Equal("0.4", Assert.Single(sweep.Best!.Values));
        Assert.Equal((1, 2), (sweep.Cells[1].FailedCount, sweep.Cells[1].Sample.N));
        Assert.Single(sweep.Failures);
        Assert.Equal(1, sweep.Results.Missing);
    }

    [Theory]
    [InlineData("optimiser.learningRate=1e-4,3e-4,1e-3", true)]
    [InlineData("learner.batchRows=10,20,40", false)]
    [InlineData("network.links[0].latency=5ms,1s", true)]
    public void Axis_ThatSpansADecade_IsLogarithmic(string set, bool isLogarithmic) =>
        Assert.Equal(isLogarithmic, SweepAxis.Parse(set)!.IsLogarithmic);

    [Theory]
    [InlineData("policy=mlp(hidden=[50,50]),mlp(hidden=[100])", "mlp(hidden=[50,50])|mlp(hidden=[100])")]
    [InlineData("task={\"name\":\"a\",\"arms\":5},bandit", "{\"name\":\"a\",\"arms\":5}|bandit")]
    [InlineData("network.latency=uniform(min=1ms,max=5ms), 5ms", "uniform(min=1ms,max=5ms)|5ms")]
    public void Axis_ValuesThatHoldCommas_AreKeptWhole(string set, string values) =>
        Assert.Equal(values.Split('|'), SweepAxis.Parse(set)!.Values);

    [Fact]
    public void Axis_OneValue_IsNone() => Assert.Null(SweepAxis.Parse("policy=mlp(hidden=[50,50])"));

    private SweepResults Sweep(Dictionary<string, double[]> errors)
    {
        string file = _folder.File("small.json");
        File.WriteAllText(file, SmallExperiment.Scenario);
        SweepRequest request = new()
        {
            Scenario = new ScenarioArguments
            {
                Scenario = file, Sets = [$"optimiser.learningRate={string.Join(',', errors.Keys)}"],
            },
            Seeds = 3,
        };
        PartCatalogues catalogues = new();
        ExperimentPlan plan = ExperimentPlan.Create(SweepExperiment.Of(request, catalogues), catalogues, []);
        ResultStore store = ResultStore.Open(_folder.File("results"), catalogues);
        foreach (ExperimentCell cell in plan.Cells)
        {
            double[] known = errors[cell.Scenario.Value("optimiser.learningRate").Text!];
            if (cell.Seed <= known.Length)
            {
                double error = known[cell.Seed - 1];
                store.Save(
                    new CellResult
                    {
                        Key = cell.Key, Experiment = "small", Command = "none", Seed = (ulong)cell.Seed,
                        Status = double.IsNaN(error) ? RunStatus.Failed : RunStatus.Finished, Error = error,
                        Failure = double.IsNaN(error) ? "It diverged." : null,
                    },
                    cell.Label);
            }
        }

        return new SweepResults(request, ExperimentResults.Of(plan, store), _folder.Path);
    }
}
