using System.Text.Json.Nodes;
using Delight.Actors.Recording;
using Delight.Experiments.Records;
using Delight.Host.Tests.CommandLine;

namespace Delight.Host.Tests.Runs;

public sealed class ResumedRunTests
{
    [Fact]
    public async Task Resume_KilledSimulation_IsTheUndisturbedRun()
    {
        using ResumeScenario scenario = new(delay: "10ms");
        JsonObject whole = await scenario.SimulateAndKillAsync("whole", "killed");
        HostRun run = await scenario.ResumeAsync("killed", "--json");
        Assert.True(run.ExitCode == 0, run.Error);

        JsonObject resumed = JsonNode.Parse(run.Output)!.AsObject();
        string[] members = ["digest", "error", "episodes", "staleness", "dropped", "virtualSeconds", "recoveries"];
        foreach (string same in members)
        {
            Assert.Equal(whole[same]?.ToJsonString(), resumed[same]?.ToJsonString());
        }

        Assert.Equal((0, 1), ((int)resumed["recoveries"]!, (int)resumed["resumptions"]!));
        RunRecord record = RunRecord.Read(scenario.FileOf("killed"));
        RunEvent told = Assert.Single(record.Events, happened => happened.Kind == "run-resumed");
        Assert.Equal("ran again up to step 60, the same line by line, and goes on to step 100.", told.Detail);
        Assert.Equal($"./delight simulate {scenario.Path}", record.Summary.Command);
    }

    [Fact]
    public async Task Resume_SimulationInterruptedWithAStream_HasTheWholeStream()
    {
        using ResumeScenario scenario = new(delay: "10ms");
        HostRun whole = await scenario.SimulateAsync("--record", "--out", scenario.FileOf("whole"));
        Assert.True(whole.ExitCode == 0, whole.Error);
        await scenario.SimulateAsync("--record", "--steps", "40", "--out", scenario.FileOf("run"));
        HostRun run = await scenario.ResumeAsync("run", "--steps", "100");
        Assert.True(run.ExitCode == 0, run.Error);
        HostRun replay = await HostRun.OfAsync(
            "replay", scenario.FileOf("run"), "--estimators", "reinforce", "--out", scenario.FileOf("replay"));
        Assert.True(replay.ExitCode == 0, replay.Error);
        Assert.Equal(
            File.ReadAllBytes(scenario.FileOf("whole", RunFolder.StreamFile))[^16..],
            File.ReadAllBytes(scenario.FileOf("run", RunFolder.StreamFile))[^16..]);
        Assert.Empty(Directory.GetFiles(scenario.FileOf("run"), "*.before"));
    }

    [Fact]
    public async Task Interrupt_RepetitionOfAFinishedRun_LeavesItAsItWasAndSaysHowToGoOn()
    {
        using ResumeScenario scenario = new();
        await scenario.SimulateAsync("--record", "--trace", "--steps", "1000", "--out", scenario.FileOf("run"));
        string[] files = [.. Directory.GetFiles(scenario.FileOf("run"), "*", SearchOption.AllDirectories).Order()];
        byte[][] before = [.. files.Select(File.ReadAllBytes)];
        using CancellationTokenSource interrupt = new();
        HostRun run = await HostRun.WatchedAsync(
            line =>
            {
                if (line.Contains("step 200 of 2,000", StringComparison.Ordinal))
                {
                    interrupt.Cancel();
                }
            },
            interrupt.Token, "simulate", "--resume", scenario.FileOf("run"), "--steps", "2000");

        Assert.Equal(130, run.ExitCode);
        Assert.EndsWith(
            $"Go on with: ./delight simulate {scenario.Path} --steps 2000 --resume {scenario.FileOf("run")}",
            Assert.Single(run.Problems), StringComparison.Ordinal);
        Assert.Contains("digest none", run.Output, StringComparison.Ordinal);
        Assert.Equal(
            files, Directory.GetFiles(scenario.FileOf("run"), "*", SearchOption.AllDirectories).Order());
        Assert.Equal(before, files.Select(File.ReadAllBytes));
    }

    [Fact]
    public async Task Interrupt_BeforeTheFirstCheckpoint_SimulationGoesOnAllTheSame()
    {
        using ResumeScenario scenario = new();
        using CancellationTokenSource interrupt = new();
        HostRun run = await HostRun.WatchedAsync(
            line =>
            {
                if (line.Contains("step 10 of 100", StringComparison.Ordinal))
                {
                    interrupt.Cancel();
                }
            },
            interrupt.Token, "simulate", scenario.Path, "--set", "learner.checkpointEvery=1000", "--out",
            scenario.FileOf("run"));

        Assert.EndsWith($" --resume {scenario.FileOf("run")}", Assert.Single(run.Problems), StringComparison.Ordinal);
        Assert.Equal(0, (await scenario.ResumeAsync("run")).ExitCode);
    }

    [Fact]
    public async Task Interrupt_Simulation_SaysHowToGoOn()
    {
        using ResumeScenario scenario = new();
        HostRun run = await scenario.InterruptAsync("simulate", "run");
        Assert.EndsWith(
            $"Go on with: ./delight simulate {scenario.Path} --resume {scenario.FileOf("run")}",
            Assert.Single(run.Problems), StringComparison.Ordinal);

        HostRun resumed = await HostRun.OfAsync(
            "simulate", scenario.Path, "--resume", scenario.FileOf("run"));
        Assert.True(resumed.ExitCode == 0, resumed.Error);
        Assert.Contains("runs again up to step 6", resumed.Error, StringComparison.Ordinal);
        RunSummary summary = RunRecord.Read(scenario.FileOf("run")).Summary;
        Assert.Equal((100L, 100L * ResumeScenario.BatchRows), (summary.Steps, summary.Episodes));
        Assert.Equal((0L, 0), (summary.UpdatesUndone, summary.Recoveries));
    }

    [Fact]
    public async Task Interrupt_LiveRun_SavesItsLastUpdateAndGoesOnThere()
    {
        using ResumeScenario scenario = new(delay: "5ms");
        await scenario.InterruptAsync("run", "live");
        SavedCheckpoint saved = Newest(scenario, "live");
        RunSummary before = RunRecord.Read(scenario.FileOf("live")).Summary;
        Assert.Equal(before.Steps, saved.Version.Step);
        Assert.InRange(before.Steps, 60, 99);

        HostRun run = await scenario.ResumeLiveAsync("live");
        Assert.True(run.ExitCode == 0, run.Error);
        RunRecord record = RunRecord.Read(scenario.FileOf("live"));
        RunSummary summary = record.Summary;
        Assert.Equal((RunStatus.Finished, 100L), (summary.Status, summary.Steps));
        Assert.Equal(100L * ResumeScenario.BatchRows, summary.Episodes);
        Assert.Equal(summary.Episodes, summary.Consumption!.Rows.Unsolved + summary.Consumption.Rows.Solved);
        Assert.Equal((0L, 1, 1), (summary.UpdatesUndone, summary.Recoveries, summary.Resumptions));
        Assert.InRange(saved.Checkpoint.RowsOutstanding, 1, 100);
        Assert.Equal(saved.Checkpoint.RowsOutstanding, summary.Dropped["crash"]);
        Assert.True(summary.VirtualTime > saved.Checkpoint.Elapsed, $"{summary.VirtualTime}");
        Assert.Equal(
            [10L, 20, 30, 40, 50, 60, 70, 80, 90, 100], record.Updates.Select(update => update.Step));
        Assert.Equal([0L, 30, 60, 90, 100], record.Evaluations.Select(measured => measured.Step));
        RunEvent told = Assert.Single(record.Events, happened => happened.Kind == "run-resumed");
        Assert.StartsWith(
            $"goes on from the checkpoint of step {saved.Version.Step}, term 0;", told.Detail,
            StringComparison.Ordinal);
        Assert.EndsWith(
            $" {saved.Checkpoint.RowsOutstanding} rows were under way and are lost: staleness differs for a while.",
            told.Detail, StringComparison.Ordinal);
        Assert.Equal(saved.Checkpoint.Elapsed, told.Time);
    }

    [Fact]
    public async Task Resume_LiveRunTwiceAndFurther_GoesOnEachTimeInANewTerm()
    {
        using ResumeScenario scenario = new(delay: "1ms");
        await BeginLiveAsync(scenario, "50");
        TimeSpan before = RunRecord.Read(scenario.FileOf("live")).Summary.VirtualTime;
        Assert.Equal(0, (await scenario.ResumeLiveAsync("live", "--steps", "100")).ExitCode);
        HostRun run = await scenario.ResumeLiveAsync("live", "--steps", "150");
        Assert.True(run.ExitCode == 0, run.Error);

        RunSummary summary = RunRecord.Read(scenario.FileOf("live")).Summary;
        Assert.Equal((150L, 150L * ResumeScenario.BatchRows), (summary.Steps, summary.Episodes));
        Assert.Equal((2, 2), (summary.Recoveries, summary.Resumptions));
        Assert.Equal("term 2\n", File.ReadAllText(scenario.FileOf("live", "checkpoints", "term")));
        Assert.True(summary.VirtualTime > before, $"{summary.VirtualTime} after {before}");
        Assert.Equal($"./delight run {scenario.Path} --runtime akka --steps 150", summary.Command);
    }

    [Fact]
    public async Task Resume_NewestCheckpointOfALiveRunCutOff_TakesTheOneBeforeAndTells()
    {
        using ResumeScenario scenario = new();
        await BeginLiveAsync(scenario, "50");
        using (FileStream file = File.OpenWrite(scenario.FileOf("live", "checkpoints", "0-50.checkpoint")))
        {
            file.SetLength(file.Length - 1);
        }

        HostRun run = await scenario.ResumeLiveAsync("live", "--steps", "100");
        Assert.True(run.ExitCode == 0, run.Error);
        RunRecord record = RunRecord.Read(scenario.FileOf("live"));
        Assert.Equal((100L, 100L * ResumeScenario.BatchRows), (record.Summary.Steps, record.Summary.Episodes));
        Assert.Equal(25, record.Summary.UpdatesUndone);
        RunEvent passed = Assert.Single(record.Events, happened => happened.Kind == "checkpoint-passed-over");
        Assert.StartsWith("0-50.checkpoint is cut off or damaged", passed.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("simulate", "learner.steps")]
    [InlineData("run", "learner.steps, policy.engine, policy.device")]
    public async Task Resume_OtherSettings_IsRefusedAndNamesEach(string verb, string mayDiffer)
    {
        using ResumeScenario scenario = new();
        await HostRun.OfAsync(verb, scenario.Path, "--steps", "50", "--out", scenario.FileOf("run"));
        byte[] before = File.ReadAllBytes(scenario.FileOf("run", RunFolder.SummaryFile));
        HostRun run = await HostRun.OfAsync(
            verb, "--resume", scenario.FileOf("run"), "--set", "learner.batchRows=10", "--seed", "9", "--steps", "200");
        Assert.Equal(2, run.ExitCode);
        Assert.Equal(2, run.Problems.Count);
        Assert.StartsWith("seed is 9 and ", run.Problems[0], StringComparison.Ordinal);
        Assert.StartsWith("learner.batchRows is 10 and ", run.Problems[1], StringComparison.Ordinal);
        Assert.All(run.Problems, problem => Assert.EndsWith(
            $"a resumed run keeps all settings but {mayDiffer}. Set it as it was, or start a new run without --resume.",
            problem, StringComparison.Ordinal));
        Assert.Equal(before, File.ReadAllBytes(scenario.FileOf("run", RunFolder.SummaryFile)));
    }

    [Fact]
    public async Task Resume_FinishedRun_HasNothingLeftToDo()
    {
        using ResumeScenario scenario = new();
        await scenario.SimulateAsync("--out", scenario.FileOf("whole"));
        HostRun run = await scenario.ResumeAsync("whole");
        Assert.Equal(2, run.ExitCode);
        Assert.Contains(
            "has finished its 100 steps, so nothing is left to do. Ask for more with --steps 200",
            Assert.Single(run.Problems), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--out", "elsewhere", "are both given; a resumed run goes on in its own folder.")]
    [InlineData("--steps", "30", "has come to step 60; it must be at least that. Take --steps 100.")]
    [InlineData("--check-determinism", "true", "two runs can be compared from their start only.")]
    public async Task Resume_OptionThatDoesNotGoWithIt_IsRefused(string option, string value, string problem)
    {
        using ResumeScenario scenario = new();
        await scenario.SimulateAndKillAsync("whole", "killed");
        HostRun run = await scenario.ResumeAsync("killed", option, value);
        Assert.Equal(2, run.ExitCode);
        Assert.Contains(problem, Assert.Single(run.Problems), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--out", "elsewhere", "are both given; a resumed run goes on in its own folder.")]
    [InlineData("--record", "true", "a live run goes on from its checkpoint. Leave out one of them.")]
    public async Task Resume_OptionThatDoesNotGoWithALiveRun_IsRefused(string option, string value, string problem)
    {
        using ResumeScenario scenario = new();
        await BeginLiveAsync(scenario, "50");
        HostRun run = await scenario.ResumeLiveAsync("live", option, value, "--steps", "60");
        Assert.Equal(2, run.ExitCode);
        Assert.Contains(problem, Assert.Single(run.Problems), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Resume_LiveRunBeforeTheFirstCheckpoint_IsRefused()
    {
        using ResumeScenario scenario = new();
        await BeginLiveAsync(scenario, "50");
        Directory.Delete(scenario.FileOf("live", RunFolder.CheckpointsFolder), recursive: true);
        HostRun run = await scenario.ResumeLiveAsync("live", "--steps", "100");
        Assert.Equal(2, run.ExitCode);
        Assert.Contains(
            "has no checkpoint yet; a live run is resumed from its newest one (learner.checkpointEvery is 25). Start",
            Assert.Single(run.Problems), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Resume_RunOfAnotherRuntime_IsRefused()
    {
        using ResumeScenario scenario = new();
        await scenario.SimulateAsync("--out", scenario.FileOf("run"));
        HostRun run = await HostRun.OfAsync("run", scenario.Path, "--resume", scenario.FileOf("run"), "--steps", "200");
        Assert.Equal(2, run.ExitCode);
        Assert.StartsWith("the runtime is akka and ", Assert.Single(run.Problems), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Resume_Replay_IsRefusedByWhatReplaysAgain()
    {
        using ResumeScenario scenario = new();
        await scenario.SimulateAsync("--record", "--out", scenario.FileOf("run"));
        await HostRun.OfAsync(
            "replay", scenario.FileOf("run"), "--estimators", "pg", "--out", scenario.FileOf("replay"));
        string replay = Path.Combine(scenario.FileOf("replay"), "pg-seed1");
        HostRun run = await HostRun.OfAsync("simulate", "--resume", replay);
        Assert.Equal(2, run.ExitCode);
        Assert.Equal(
            $"{replay} is a replay, which begins anew each time. Type: ./delight replay {scenario.FileOf("run")} "
            + "--estimators pg",
            Assert.Single(run.Problems));
    }

    [Theory]
    [InlineData("run")]
    [InlineData("simulate")]
    public async Task Verb_NeitherScenarioNorRun_IsRefused(string verb)
    {
        HostRun run = await HostRun.OfAsync(verb, "--steps", "10");
        Assert.Equal(2, run.ExitCode);
        Assert.StartsWith(
            "SCENARIO is missing; it says what to run.", Assert.Single(run.Problems), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("run")]
    [InlineData("simulate")]
    public async Task Resume_RunOfTheThreadsRuntime_IsRefusedByOneLine(string verb)
    {
        using ResumeScenario scenario = new();
        await scenario.SimulateAsync("--out", scenario.FileOf("whole"));
        string summary = scenario.FileOf("whole", RunFolder.SummaryFile);
        string record = File.ReadAllText(summary).Replace(
            "\"runtime\": \"simulated\"", "\"runtime\": \"threads\"", StringComparison.Ordinal);
        File.WriteAllText(summary, record);

        HostRun run = await HostRun.OfAsync(verb, scenario.Path, "--seed", "9", "--resume", scenario.FileOf("whole"));
        Assert.Equal((2, string.Empty), (run.ExitCode, run.Output));
        Assert.Equal(
            [
                $"the runtime in {summary} is 'threads', which is gone: a resumed run keeps its runtime, and live runs "
                    + "are on Akka.NET. Start a new run without --resume.",
            ],
            run.Problems);
        Assert.Equal(record, File.ReadAllText(summary));
    }

    private static async Task BeginLiveAsync(ResumeScenario scenario, string steps)
    {
        HostRun run = await HostRun.OfAsync("run", scenario.Path, "--steps", steps, "--out", scenario.FileOf("live"));
        Assert.True(run.ExitCode == 0, run.Error);
    }

    private static SavedCheckpoint Newest(ResumeScenario scenario, string run)
    {
        string path = Directory.GetFiles(scenario.FileOf(run, RunFolder.CheckpointsFolder), "*.checkpoint")[0];
        (_, _, CheckpointOrigin origin) = CheckpointFormat.Read(File.ReadAllBytes(path));
        using FileCheckpointStore store = FileCheckpointStore.Open(scenario.FileOf(run), origin);
        return store.LoadComplete()!;
    }
}
