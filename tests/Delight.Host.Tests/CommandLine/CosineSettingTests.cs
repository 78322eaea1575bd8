using System.Text.Json.Nodes;
using Delight.Experiments.Records;
using Delight.Experiments.Tests.Support;

namespace Delight.Host.Tests.CommandLine;

public sealed class CosineSettingTests
{
    private const string Bandit = """
        {
          "name": "bandit", "task": { "name": "bernoulli-bandit", "arms": 4 }, "policy": { "name": "tabular" },
          "learner": { "steps": 10, "batchRows": 20 }, "workers": [ { "pool": "rollout", "rowsPerRequest": 5 } ],
          "evaluation": { "every": 5, "rows": 1 }, "recorder": { "every": 4 }
        }
        """;

    [Fact]
    public async Task Simulate_WithAndWithoutCosines_IsTheSameRun()
    {
        using TemporaryFolder folder = new();
        (string plainDigest, RunRecord plain) = await RunAsync(folder, "false");
        (string digest, RunRecord measured) = await RunAsync(folder, "true");
        Assert.Equal(plainDigest, digest);
        Assert.Equal([4, 8, 10], measured.Updates.Select(update => update.Step));
        Assert.All(plain.Updates, update => Assert.Null(update.CosineToPolicyGradient ?? update.CosineToCrossEntropy));
        Assert.All(measured.Updates, update =>
        {
            Assert.InRange(update.CosineToPolicyGradient!.Value, -1, 1);
            Assert.InRange(update.CosineToCrossEntropy!.Value, -1, 1);
        });
        Assert.DoesNotContain("Direction of the updates", Report(plain), StringComparison.Ordinal);
        Assert.Contains("Direction of the updates", Report(measured), StringComparison.Ordinal);
    }

    private static string Report(RunRecord run) => File.ReadAllText(Path.Combine(run.Folder, RunFolder.ReportFile));

    private static async Task<(string Digest, RunRecord Record)> RunAsync(TemporaryFolder folder, string cosines)
    {
        string scenario = folder.File("bandit.json"), output = folder.File("cosines-" + cosines);
        File.WriteAllText(scenario, Bandit);
        HostRun run = await HostRun.OfAsync(
            "simulate", scenario, "--set", "recorder.cosines=" + cosines, "--out", output, "--json");
        Assert.Equal(0, run.ExitCode);
        return ((string)JsonNode.Parse(run.Output)!["digest"]!, RunRecord.Read(output));
    }
}
