using System.Text.Json.Nodes;
using Delight.Experiments.Records;
using Delight.Experiments.Tests.Support;
using Delight.Experiments.Text;

namespace Delight.Experiments.Tests.Records;

public sealed class ComparedRunsTests
{
    [Fact]
    public void Of_FourSettingsDiffer_GroupsByAllOfThemAndNumbersEqualLabels()
    {
        RunRecord[] runs = 
        [
            Run("a", 1, ("z", 1)), Run("b", 1, ("z", 2)), Run("c", 2, ("z", 2)),
            Run("d", 1, ("b", 5), ("c", 5), ("d", 5)),
        ];

        ComparedRuns compared = ComparedRuns.Of(runs);

        Assert.Equal(
            ["dg, b=0, c=0, d=0 (1)", "dg, b=0, c=0, d=0 (2)", "dg, b=0, c=0, d=0 (2)", "dg, b=5, c=5, d=5"],
            compared.Runs.Select(run => run.Summary.Estimator));
        Assert.Equal([1, 2, 1], EstimatorSummary.Group(compared.Runs.Select(run => run.Summary)).Select(one => one.N));
        Assert.Equal(["dg", "dg", "dg", "dg"], compared.Estimators);
        Assert.Equal(["b", "c", "d", "z"], compared.Differences.Select(one => one.Path));
        Assert.Equal(
            ["0 0 0 1", "0 0 0 2", "5 5 5 0"], compared.Groups.Select(group => string.Join(' ', group.Values)));
    }

    [Fact]
    public void Of_TwoScenariosAndFourSettings_GroupsByTheSettingsToo()
    {
        RunRecord[] runs =
        [
            Run("a", 1), Run("b", 1, ("b", 1), ("c", 1), ("d", 1)), Scenario(Run("c", 1, ("z", 4)), "fresh"),
            Scenario(Run("d", 2, ("z", 4)), "fresh"),
        ];

        Assert.Equal(
            ["dg, stale (1)", "dg, stale (2)", "dg, fresh", "dg, fresh"],
            ComparedRuns.Of(runs).Runs.Select(run => run.Summary.Estimator));
    }

    [Fact]
    public void Of_SeveralRuntimes_KeepsThemApart()
    {
        RunRecord[] runs =
            [Run("a", 1), Runtime(Run("b", 1), "akka"), Runtime(Run("c", 1), "replay"), Runtime(Run("d", 2), "akka")];

        Assert.Equal(
            ["dg, simulated", "dg, akka", "dg, replay", "dg, akka"],
            ComparedRuns.Of(runs).Runs.Select(run => run.Summary.Estimator));
    }

    [Fact]
    public void Of_CopyOfARun_CountsOnce()
    {
        ComparedRuns compared = ComparedRuns.Of([Run("a", 1), Digest(Run("copy", 1), "a"), Run("b", 2)]);

        Assert.Equal(["a", "b"], compared.Runs.Select(run => run.Folder));
        Assert.Equal(2, Assert.Single(EstimatorSummary.Group(compared.Runs.Select(run => run.Summary))).N);
    }

    [Fact]
    public void Of_OtherRunOfASeed_IsRefusedWithBothFolders()
    {
        Assert.Equal(
            "a and b are both seed 1 of dg with the same settings, and their digests differ; a seed counts once. "
                + "Leave one of them out.",
            Assert.Single(
                Assert.Throws<UserErrorException>(() => ComparedRuns.Of([Run("a", 1), Run("b", 1)])).Problems));
        RunRecord[] live = [Runtime(Run("a", 1), "akka"), Runtime(Run("b", 1), "akka")];
        Assert.Equal(
            "a and b are both seed 1 of dg with the same settings, and no digest says that they are the same run; "
                + "a seed counts once. Leave one of them out.",
            Assert.Single(Assert.Throws<UserErrorException>(() => ComparedRuns.Of(live)).Problems));
    }

    [Fact]
    public void Of_TwoSpellingsOfOneEstimator_ShareALine()
    {
        RunRecord written = Run("b", 2);
        ComparedRuns compared = ComparedRuns.Of(
            [Run("a", 1), written with { Summary = written.Summary with { Estimator = "dg(eta=1)" } }]);

        Assert.Equal(["dg", "dg"], compared.Runs.Select(run => run.Summary.Estimator));
        Assert.Equal(["dg", "dg(eta=1)"], compared.Estimators);
    }

    private static RunRecord Run(string folder, ulong seed, params (string Path, int Value)[] set)
    {
        JsonObject scenario = new()
        {
            ["seed"] = seed, ["estimator"] = new JsonObject { ["name"] = "dg", ["eta"] = 1 },
            ["b"] = 0, ["c"] = 0, ["d"] = 0, ["z"] = 0,
        };
        foreach ((string path, int value) in set)
        {
            scenario[path] = value;
        }

        return new RunRecord(folder, RecordSamples.Summary("dg", seed) with
        {
            Status = RunStatus.Finished, Error = 0.5, Digest = folder, EffectiveScenario = scenario,
        });
    }

    private static RunRecord Digest(RunRecord run, string digest) =>
        run with { Summary = run.Summary with { Digest = digest } };

    private static RunRecord Scenario(RunRecord run, string name) =>
        run with { Summary = run.Summary with { Scenario = name } };

    private static RunRecord Runtime(RunRecord run, string name) => run with
    {
        Summary = run.Summary with { Runtime = name, Digest = name == "simulated" ? run.Summary.Digest : null },
    };
}
