using Delight.Experiments.Records;
using Delight.Experiments.Sweeps;
using Delight.Reports.Sweeps;

namespace Delight.Reports.Tests.Sweeps;

public sealed class FactorTableTests
{
    [Fact]
    public void Effects_OfATwoByTwoDesign_AreTheAnalysisOfVarianceWorkedByHand()
    {
        // Errors by reward (prefix, bag) and age (31, mixed): 0.8, 0.2 / 0.6, 0.0. Mean 0.4, sum of squares 0.4.
        // Reward: means 0.5 and 0.3, 4 · 0.01 = 0.04, a tenth. Age: 0.7 and 0.1, 4 · 0.09 = 0.36, the rest.
        ExperimentVariant prefix = Variant("prefix"), bag = Variant("bag");
        ExperimentResults results = new(
            new Experiment("e", "e.json", "t", "q") { Variants = [prefix, bag] },
            [
                Found(prefix, 0, 0.8), Found(prefix, 1, 0.2), Found(bag, 0, 0.6), Found(bag, 1, 0.0),
            ],
            Missing: 0, Theory: null);
        IReadOnlyList<FactorEffect> effects = FactorTable.Effects(results, Metric.Find("error")!, "dg");
        Assert.Equal(["reward prefix bag", "age 31 mixed"], effects.Select(effect =>
            $"{effect.Factor} {effect.First} {effect.Last}"));
        Assert.Equal(-0.2, effects[0].Change, 9);
        Assert.Equal(0.1, effects[0].Share, 9);
        Assert.Equal(-0.6, effects[1].Change, 9);
        Assert.Equal(0.9, effects[1].Share, 9);
    }

    private static ExperimentVariant Variant(string reward) => new(reward, reward, "s", [])
    {
        AxisLabel = "age",
        Points = [new ExperimentPoint(0, "31", []), new ExperimentPoint(1, "mixed", [])],
        Estimators = [new ExperimentEstimator("dg", "dg", [])],
        Levels = new Dictionary<string, string> { ["reward"] = reward, ["broken"] = "yes" }, // of one level: no factor
    };

    private static (ExperimentCell Cell, CellResult Result, string File) Found(
        ExperimentVariant variant, int point, double error) => (
        new ExperimentCell(
            variant, variant.Points[point], variant.Estimators[0], Seed: 1, Arguments: null!, Scenario: null!, "k"),
        new CellResult
        {
            Key = "k", Experiment = "e", Command = "c", Status = RunStatus.Finished, Error = error,
        },
        "f.json");
}
