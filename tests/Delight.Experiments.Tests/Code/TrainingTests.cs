using Delight.Experiments.Records;
using Delight.Experiments.Scenarios;
using Delight.Experiments.Settings;
using Delight.Experiments.Sweeps;
using Delight.Experiments.Tests.Support;
using Delight.Experiments.Text;

namespace Delight.Experiments.Tests.Code;

public sealed class TrainingTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task RunAsync_ChangedScenario_RunsAsChangedAndReportsItsProgress()
    {
        Scenario scenario = Small() with { Seed = 7, Estimator = PartText.Of("dg(eta=0.5)") };
        Steps steps = new();

        RunRecord run = await Training.RunAsync(
            scenario, new TrainingOptions { Folder = _folder.File("run"), Progress = steps });

        Assert.Equal((RunStatus.Finished, 7UL, "dg(eta=0.5)", 20L),
            (run.Summary.Status, run.Summary.Seed, run.Summary.Estimator, run.Steps));
        Assert.Equal([10, 20], run.Updates.Select(update => update.Step));
        Assert.Equal((20, 20), (steps.All[^1].Step, steps.All[^1].Steps));
        Assert.Equal(run.Error, steps.All[^1].Error);
    }

    [Fact]
    public async Task RunAsync_ScenarioOfTheRecord_GivesTheSameRunAgain()
    {
        RunRecord first = await Training.RunAsync(Small(), new TrainingOptions { Folder = _folder.File("first") });
        Scenario again = ScenarioFile.Load(_folder.File("first/" + RunFolder.ScenarioFile));

        RunRecord second = await Training.RunAsync(again, new TrainingOptions { Folder = _folder.File("second") });

        Assert.NotNull(first.Summary.Digest);
        Assert.Equal(first.Summary.Digest, second.Summary.Digest);
        Assert.Equal(
            $"./delight simulate {_folder.File("first/" + RunFolder.ScenarioFile)} --estimator dg --seed 1",
            first.Summary.Command);
    }

    [Fact]
    public async Task RunAsync_WhatAFileWouldBeRefusedFor_IsRefusedBeforeAnythingIsWritten()
    {
        Scenario scenario = Small();

        UserErrorException refusal = await Assert.ThrowsAsync<UserErrorException>(() => Training.RunAsync(
            scenario with { Learner = scenario.Learner with { BatchRows = 0 } },
            new TrainingOptions { Folder = _folder.File("run") }));

        Assert.Equal(
            "small: learner.batchRows is 0; it must be at least 1 and at most 1000000000.",
            Assert.Single(refusal.Problems));
        Assert.False(Directory.Exists(_folder.File("run")));
    }

    [Fact]
    public async Task CompareAsync_EstimatorsAndSeeds_GivesARecordOfEach()
    {
        IReadOnlyList<RunRecord> runs = await Training.CompareAsync(
            Small(), ["dg", "pg"], seeds: 2, new TrainingOptions { Folder = _folder.File("runs"), Jobs = 2 });

        Assert.Equal(
            [("dg", 1UL), ("dg", 2UL), ("pg", 1UL), ("pg", 2UL)],
            runs.Select(run => (run.Summary.Estimator, run.Summary.Seed)));
        Assert.Equal(4, runs.Select(run => run.Summary.Digest).Distinct().Count());
        Assert.Equal(2, EstimatorSummary.Group(runs.Select(run => run.Summary)).Count);
    }

    [Fact]
    public async Task CompareAsync_TwoSpellingsOfOneEstimator_IsRefusedBeforeAnythingIsWritten()
    {
        UserErrorException refusal = await Assert.ThrowsAsync<UserErrorException>(() => Training.CompareAsync(
            Small(), ["dg", "pg", "dg(eta=1)"], seeds: 2, new TrainingOptions { Folder = _folder.File("runs") }));

        Assert.Equal(
            "--estimators: dg and dg(eta=1) are the same estimator; keep one.", Assert.Single(refusal.Problems));
        Assert.False(Directory.Exists(_folder.File("runs")));
    }

    [Fact]
    public async Task CompareAsync_FolderOfOtherRuns_IsRefusedAndLeftAsItWas()
    {
        TrainingOptions options = new() { Folder = _folder.File("runs") };
        await Training.CompareAsync(Small(), ["dg"], seeds: 1, options);
        string[] kept = [_folder.File("runs/scenario.json"), _folder.File("runs/compare.json")];
        string[] before = [.. kept.Select(File.ReadAllText)];
        Scenario other = Small() with { Baseline = PartText.Of("none") };

        UserErrorException refusal = await Assert.ThrowsAsync<UserErrorException>(
            () => Training.CompareAsync(other, ["dg"], seeds: 1, options));

        Assert.Contains("is a run of other settings (baseline", Assert.Single(refusal.Problems),
            StringComparison.Ordinal);
        Assert.Equal(before, kept.Select(File.ReadAllText));
    }

    [Fact]
    public async Task SweepAsync_InterruptedAndCalledAgain_RunsOnlyWhatIsMissing()
    {
        SweepAxis[] axes = [new("optimiser.learningRate", "0.01", "0.1"), new("learner.batchRows", "10", "20")];
        using CancellationTokenSource interrupt = new();
        Steps first = new()
        {
            Heard = count =>
            {
                if (count == 10)
                {
                    interrupt.Cancel(); // in the third run
                }
            },
        };
        SweepResults cut = await Training.SweepAsync(
            Small(), axes, new SweepOptions { Estimators = ["dg", "pg"] },
            new TrainingOptions { Folder = _folder.File("sweep"), Jobs = 1, Progress = first }, interrupt.Token);
        Assert.True(cut.IsInterrupted);
        Assert.InRange(cut.Results.Count, 1, 4);
        Assert.Equal(8 - cut.Results.Count, cut.Results.Missing);

        Steps second = new();
        SweepResults whole = await Training.SweepAsync(
            Small(), axes, new SweepOptions { Estimators = ["dg", "pg"] },
            new TrainingOptions { Folder = _folder.File("sweep"), Jobs = 2, Progress = second });
        Assert.Equal((8, 0, false), (whole.Results.Count, whole.Results.Missing, whole.IsInterrupted));
        Assert.Equal(cut.Results.Missing, second.All.Count(one => one.Step == 0));
        Assert.Equal(["0.01", "20"], whole.Cells[2].Values);
        Assert.Equal("dg", whole.Cells[2].Estimator);
    }

    [Fact]
    public async Task SweepAsync_FolderOfAnotherSweep_IsRefusedAndKeepsItsScenario()
    {
        TrainingOptions options = new() { Folder = _folder.File("sweep") };
        SweepAxis[] axes = [new("optimiser.learningRate", "0.01", "0.1")];
        _ = await Training.SweepAsync(Small(), axes, options: options);
        string kept = File.ReadAllText(_folder.File("sweep/" + RunFolder.ScenarioFile));

        Scenario other = Small() with { Learner = Small().Learner with { BatchRows = 10 } };
        UserErrorException refusal = await Assert.ThrowsAsync<UserErrorException>(
            () => Training.SweepAsync(other, axes, options: options));

        Assert.Equal(
            $"{_folder.File("sweep")} is a sweep of another setting (learner.batchRows 20 there, 10 here). Give this "
                + "one another --out DIR.",
            Assert.Single(refusal.Problems));
        Assert.Equal(kept, File.ReadAllText(_folder.File("sweep/" + RunFolder.ScenarioFile)));
    }

    [Fact]
    public async Task SweepAsync_UnknownSetting_IsRefusedAndLeavesNothing()
    {
        UserErrorException refusal = await Assert.ThrowsAsync<UserErrorException>(() => Training.SweepAsync(
            Small(), [new SweepAxis("learner.batchRow", "10", "20")],
            options: new TrainingOptions { Folder = _folder.File("sweep") }));
        Assert.Contains("'learner.batchRow' is no setting.", Assert.Single(refusal.Problems), StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(_folder.File("sweep")));
    }

    private Scenario Small()
    {
        string file = _folder.File("small.json");
        File.WriteAllText(file, SmallExperiment.Scenario);
        Scenario scenario = ScenarioFile.Load(file);
        return scenario with { Learner = scenario.Learner with { Steps = 20 } };
    }

    private sealed class Steps : IProgress<TrainingProgress>
    {
        public List<TrainingProgress> All { get; } = [];

        public Action<int> Heard { get; init; } = _ => { };

        public void Report(TrainingProgress value)
        {
            lock (All)
            {
                All.Add(value);
                Heard(All.Count);
            }
        }
    }
}
