using System.Text.Json.Nodes;
using Delight.Actors.Recording;
using Delight.Experiments.Records;
using Delight.Experiments.Tests.Support;

namespace Delight.Host.Tests.CommandLine;

/// <summary>Groups that teach nothing, and estimators that need groups, from the command line.</summary>
public sealed class GroupHandlingTests : IDisposable
{
    /// <summary>Groups of two on four arms: about six in ten have equal rewards.</summary>
    private const string Bandit = """
        {
          "name": "bandit", "task": { "name": "bernoulli-bandit", "arms": 4, "best": 0.9, "others": 0.1 },
          "policy": { "name": "tabular" }, "baseline": "group-mean",
          "learner": { "steps": 20, "batchRows": 20, "samplesPerContext": 2, "rowsInFlightMax": 60 },
          "workers": [ { "pool": "rollout", "rowsPerRequest": 5 } ],
          "evaluation": { "every": 10, "rows": 1 }, "recorder": { "every": 5 }
        }
        """;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Simulate_Drop_CountsTheSelectionAndMovesNoRow()
    {
        (JsonNode keep, RunRecord kept) = await RunAsync("keep");
        (JsonNode drop, RunRecord dropped) = await RunAsync("drop");
        Assert.All(kept.Updates, update =>
        {
            Assert.Equal((0.0, null), (update.DroppedShare, update.DroppedRewardMean));
            Assert.Equal(update.RewardMean, update.KeptRewardMean!.Value, 9);
        });
        Assert.All(dropped.Updates, update =>
        {
            Assert.InRange(update.DroppedShare!.Value, 0.2, 0.95);

            // Of two rewards 0 or 1 that differ the mean is a half.
            Assert.Equal(0.5, update.KeptRewardMean!.Value, 12);
            double whole = (update.DroppedShare.Value * update.DroppedRewardMean!.Value)
                + ((1 - update.DroppedShare.Value) * 0.5);
            Assert.Equal(update.RewardMean, whole, 9);
        });
        Assert.Equal((long)keep["episodes"]!, (long)drop["episodes"]!);
        Assert.Equal((long)keep["dropped"]!, (long)drop["dropped"]!);
    }

    [Fact]
    public async Task Simulate_Refill_TrainsOnFullBatchesOfGroupsThatTeach()
    {
        (JsonNode result, RunRecord record) = await RunAsync("refill");
        Assert.Equal("finished", (string)result["status"]!);
        Assert.Equal(400, (long)result["episodes"]!);
        Assert.True((long)result["droppedByReason"]!["uninformative"]! > 100, result.ToJsonString());
        Assert.All(record.Updates, update =>
        {
            Assert.InRange(update.DroppedShare!.Value, 0.2, 0.95);
            Assert.InRange(update.KeptRewardMean!.Value, 0.4, 0.6);
        });
        Assert.True(record.Updates.Sum(update => update.UninformativeRows) < 40);
    }

    [Theory]
    [InlineData("drop")]
    [InlineData("refill")]
    public async Task Replay_OfGroupsHandled_GivesTheRunsBits(string handling)
    {
        (_, RunRecord run) = await RunAsync(handling, "--record");
        string output = _folder.File("replayed");
        HostRun replay = await HostRun.OfAsync("replay", run.Folder, "--estimators", "dg", "--out", output);
        Assert.True(replay.ExitCode == 0, replay.Error);
        RunRecord again = Assert.Single(RunRecord.ReadAll(output));
        Assert.Equal(
            File.ReadAllBytes(Path.Combine(run.Folder, RunFolder.PolicyFile)),
            File.ReadAllBytes(Path.Combine(again.Folder, RunFolder.PolicyFile)));
    }

    [Fact]
    public async Task Simulate_DropAndKeepWithAGroupBaseline_DifferInTheDenominatorAlone()
    {
        // A is 0 in such groups either way; without them N is smaller and the gradient longer.
        UpdateMeasurement keep = (await RunAsync("keep", "--steps", "1")).Record.Updates[0];
        UpdateMeasurement drop = (await RunAsync("drop", "--steps", "1")).Record.Updates[0];
        Assert.Equal(keep.GradientNorm, drop.GradientNorm * (1 - drop.DroppedShare!.Value), 6);
        Assert.Equal(keep.UninformativeRows, drop.DroppedShare.Value * 20, 6);
    }

    [Theory]
    [InlineData("rloo")]
    [InlineData("grpo")]
    [InlineData("vtrace")]
    public async Task EveryVerb_OneSampleAContext_RefusesEstimatorsOfGroups(string estimator)
    {
        string scenario = Write(
            Bandit.Replace("\"samplesPerContext\": 2, ", "", StringComparison.Ordinal)
                .Replace("\"group-mean\"", "\"none\"", StringComparison.Ordinal));
        string experiment = SmallExperiment.Write(_folder.Path);
        File.WriteAllText(experiment, File.ReadAllText(experiment).Replace(
            "\"reinforce\"", $"\"{estimator}\"", StringComparison.Ordinal));
        string[][] lines =
        [
            ["simulate", scenario, "--estimator", estimator], ["run", scenario, "--estimator", estimator],
            ["compare", scenario, "--estimators", "dg," + estimator],
            ["config", scenario, "--set", "estimator=" + estimator],
            ["explore", scenario, "--seeds", "1", "--estimator", estimator],
            ["evaluate", scenario, "--set", "estimator=" + estimator], ["reproduce", experiment],
        ];
        foreach (string[] line in lines)
        {
            HostRun run = await HostRun.OfAsync(line);
            Assert.True(run.ExitCode == 2, $"{line[0]} ends with {run.ExitCode}: {run.Error}");
            Assert.Contains("a group of one teaches nothing", run.Error, StringComparison.Ordinal);
        }
    }

    private string Write(string json)
    {
        string file = _folder.File("bandit.json");
        File.WriteAllText(file, json);
        return file;
    }

    private async Task<(JsonNode Result, RunRecord Record)> RunAsync(string handling, params string[] more)
    {
        string output = _folder.File("run-" + handling);
        HostRun run = await HostRun.OfAsync(
        [
            "simulate", Write(Bandit), "--set", "learner.groupHandling=" + handling, "--out", output, "--json", .. more,
        ]);
        Assert.True(run.ExitCode == 0, run.Error);
        return (JsonNode.Parse(run.Output)!, RunRecord.Read(output));
    }
}
