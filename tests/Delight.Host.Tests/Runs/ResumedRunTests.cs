using System.Text.Json.Nodes;
using Delight.Actors.Recording;
using Delight.Experiments.Files;
using Delight.Experiments.Records;
using Delight.Host.Tests.CommandLine;

namespace Delight.Host.Tests.Runs;

public sealed class ResumedRunTests
{
    private static readonly string Mnist = "\"task\": { \"name\": \"mnist\", \"data\": "
        + $"{JsonValue.Create(Path.Combine(RepositoryRoot.Find()!, "data", "mnist")).ToJsonString()} }}, "
        + "\"policy\": { \"name\": \"mlp\", \"hidden\": [8] }";

    public static TheoryData<string, string, string> Calm => new()
    {
        { "bandit", ResumeScenario.Bandit, "" },
        { "images", Mnist, "" },
        { "reward faults", Mnist, "\"rewardService\": { \"flipShare\": 0.2 }" },
    };

    [Theory]
    [MemberData(nameof(Calm))]
    public async Task Resume_NothingInFlightAtTheCheckpoint_HasTheParametersOfAnUndisturbedRun(
        string name, string task, string more)
    {
        using ResumeScenario scenario = new(task, more: more);
        await scenario.RunAsync("whole", "killed", "run");
        HostRun run = await scenario.ResumeAsync("killed", "run", "--json");
        Assert.True(run.ExitCode == 0, name + run.Error);

        JsonObject resumed = JsonNode.Parse(run.Output)!.AsObject();
        Assert.Equal(
            File.ReadAllBytes(scenario.FileOf("whole", RunFolder.PolicyFile)),
            File.ReadAllBytes(scenario.FileOf("killed", RunFolder.PolicyFile)));
        Assert.Equal((1, 1), ((int)resumed["recoveries"]!, (int)resumed["resumptions"]!));
    }
    [Fact]
    public async Task Interrupt_AfterACheckpoint_SaysHowToGoOn()
    {
        using ResumeScenario scenario = new();
        using CancellationTokenSource interrupt = new();
        HostRun run = await HostRun.WatchedAsync(
            line =>
            {
                if (line.Contains("step 60 of 100", StringComparison.Ordinal))
                {
                    interrupt.Cancel();
                }
            },
            interrupt.Token, "simulate", scenario.Path, "--out", scenario.FileOf("run"));
        Assert.Equal(130, run.ExitCode);
        string problem = Assert.Single(run.Problems);
        Assert.EndsWith(
            $"Go on with: ./delight simulate {scenario.Path} --resume {scenario.FileOf("run")}", problem,
            StringComparison.Ordinal);

        HostRun resumed = await scenario.ResumeAsync("run");
        Assert.True(resumed.ExitCode == 0, resumed.Error);
        RunSummary summary = RunRecord.Read(scenario.FileOf("run")).Summary;
        Assert.Equal((100L, 100L * ResumeScenario.BatchRows), (summary.Steps, summary.Episodes));
        Assert.InRange(summary.UpdatesUndone, 10, 20); // it had come to step 60 and some, and went back to 50
    }

    [Fact]
    public async Task Resume_OtherSettings_IsRefusedAndNamesEach()
    {
        using ResumeScenario scenario = new();
        await scenario.RunAsync("whole", "killed");
        byte[] before = File.ReadAllBytes(scenario.FileOf("killed", RunFolder.SummaryFile));
        HostRun run = await scenario.ResumeAsync(
            "killed", "--set", "learner.batchRows=10", "--seed", "9", "--steps", "200");
        Assert.Equal(2, run.ExitCode);
        Assert.Equal(2, run.Problems.Count);
        Assert.StartsWith("seed is 9 and ", run.Problems[0], StringComparison.Ordinal);
        Assert.StartsWith("learner.batchRows is 10 and ", run.Problems[1], StringComparison.Ordinal);
        Assert.All(run.Problems, problem => Assert.EndsWith(
            "a resumed run keeps all settings but learner.steps, policy.engine, policy.device. Set it as it was, or "
            + "start a new run without --resume.", problem, StringComparison.Ordinal));
        Assert.Equal(before, File.ReadAllBytes(scenario.FileOf("killed", RunFolder.SummaryFile)));
    }

    [Fact]
    public async Task Resume_FinishedRun_HasNothingLeftToDo()
    {
        using ResumeScenario scenario = new();
        await scenario.RunAsync("whole", "killed");
        HostRun run = await scenario.ResumeAsync("whole");
        Assert.Equal(2, run.ExitCode);
        Assert.Contains(
            "has finished its 100 steps, so nothing is left to do. Ask for more with --steps 200",
            Assert.Single(run.Problems), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--out", "elsewhere", "are both given; a resumed run goes on in its own folder.")]
    [InlineData("--steps", "30", "goes on from step 50; it must be at least that. Take --steps 100.")]
    [InlineData("--check-determinism", "true", "two runs can be compared from their start only.")]
    public async Task Resume_OptionThatDoesNotGoWithIt_IsRefused(string option, string value, string problem)
    {
        using ResumeScenario scenario = new();
        await scenario.RunAsync("whole", "killed");
        HostRun run = await scenario.ResumeAsync("killed", option, value);
        Assert.Equal(2, run.ExitCode);
        Assert.Contains(problem, Assert.Single(run.Problems), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Resume_BeforeTheFirstCheckpoint_IsRefused()
    {
        using ResumeScenario scenario = new();
        await scenario.RunAsync("whole", "killed");
        Directory.Delete(scenario.FileOf("killed", RunFolder.CheckpointsFolder), recursive: true);
        HostRun run = await scenario.ResumeAsync("killed");
        Assert.Equal(2, run.ExitCode);
        Assert.Contains(
            "has no checkpoint yet; a run is resumed from its newest one (learner.checkpointEvery is 25). Start it",
            Assert.Single(run.Problems), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Resume_RunOfAnotherRuntime_IsRefused()
    {
        using ResumeScenario scenario = new();
        await scenario.RunAsync("whole", "killed");
        HostRun run = await HostRun.OfAsync("run", scenario.Path, "--resume", scenario.FileOf("killed"));
        Assert.Equal(2, run.ExitCode);
        Assert.StartsWith("the runtime is akka and ", Assert.Single(run.Problems), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("run")]
    [InlineData("simulate")]
    public async Task Resume_RunOfTheThreadsRuntime_IsRefusedByOneLine(string verb)
    {
        using ResumeScenario scenario = new();
        await scenario.RunAsync("whole", "killed");
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

    [Fact]
    public async Task Resume_LiveRun_GoesOnWithItsClock()
    {
        using ResumeScenario scenario = new(delay: "1ms");
        HostRun first = await HostRun.OfAsync(
            "run", scenario.Path, "--steps", "50", "--out", scenario.FileOf("live"));
        Assert.True(first.ExitCode == 0, first.Error);
        TimeSpan before = RunRecord.Read(scenario.FileOf("live")).Summary.VirtualTime;
        HostRun run = await HostRun.OfAsync("run", scenario.Path, "--resume", scenario.FileOf("live"));
        Assert.True(run.ExitCode == 0, run.Error);
        RunSummary summary = RunRecord.Read(scenario.FileOf("live")).Summary;
        Assert.Equal((100L, 100L * ResumeScenario.BatchRows), (summary.Steps, summary.Episodes));
        Assert.True(summary.VirtualTime > before, $"{summary.VirtualTime} after {before}");
    }

    private static SavedCheckpoint Newest(ResumeScenario scenario)
    {
        string path = scenario.FileOf("killed", "checkpoints", "0-50.checkpoint");
        (_, _, CheckpointOrigin origin) = CheckpointFormat.Read(File.ReadAllBytes(path));
        using FileCheckpointStore store = FileCheckpointStore.Open(scenario.FileOf("killed"), origin);
        return store.LoadComplete()!;
    }
}
