using System.Text.Json.Nodes;
using Delight.Experiments.Files;
using Delight.Experiments.Records;
using Delight.Experiments.Tests.Support;

namespace Delight.Host.Tests.CommandLine;

/// <summary>Token reversal as one starts it, on the committed scenarios with smaller numbers.</summary>
public sealed class ReversalScenarioTests
{
    [Theory]
    [InlineData("reversal-clean", "dg")]
    [InlineData("reversal-clean", "kondo(share=0.1)")]
    [InlineData("reversal-all-frictions", "kondo(share=0.1,sampled=false)")]
    [Trait("Category", "Bits")]
    public async Task Simulate_TwoThreadsAgainstOneAndAgain_HasSameDigest(string scenario, string estimator)
    {
        string one = await DigestAsync("1"), again = await DigestAsync("1"), two = await DigestAsync("2");
        Assert.Equal(one, again);
        Assert.Equal(one, two);

        async Task<string> DigestAsync(string threads)
        {
            JsonObject run = await SimulateAsync(
                scenario, "--estimator", estimator, "--steps", "3", "--set", "learner.threads=" + threads,
                "--set", "task.length=5", "--set", "evaluation.rows=20");
            return (string)run["digest"]!;
        }
    }

    [Theory]
    [InlineData("star", 0.35)]
    [InlineData("xent", 0.1)]
    [InlineData("dg", 0.35)]
    public async Task Simulate_ThreeTokens_LearnsToReverse(string estimator, double errorMax)
    {
        JsonObject run = await SimulateAsync(
            "reversal-clean", "--estimator", estimator, "--steps", "150", "--set", "task.length=3");
        Assert.InRange((double)run["error"]!, 0, errorMax); // 7 of 8 answers are wrong by chance
    }

    [Fact]
    public async Task Simulate_OneTokenOfTwo_LearnsToRepeatIt()
    {
        JsonObject run = await SimulateAsync("reversal-clean", "--steps", "80", "--set", "task.length=1");
        Assert.InRange((double)run["error"]!, 0, 0.05);
    }

    [Theory]
    [InlineData(
        "policy.length=5", "length is 5 and the task's prompt and answer have 20 tokens. Set it to at least that.")]
    [InlineData("task.vocabulary=1", "task.vocabulary is 1; it must be at least 2 and at most 256.")]
    [InlineData(
        "policy.heads=3", "heads is 3 and width is 64; heads must divide the width. Choose 1, 2, 4, 8, 16, 32, 64.")]
    [InlineData("learner.threads=0", "learner.threads is 0; it must be at least 1 and at most 256.")]
    public async Task Simulate_SizesThatDoNotFit_IsRefused(string set, string problem)
    {
        using TemporaryFolder folder = new();
        string output = folder.File("out");
        HostRun run = await HostRun.OfAsync(
            "simulate", CommittedScenario("reversal-clean"), "--set", set, "--out", output);
        Assert.Equal(2, run.ExitCode);
        Assert.EndsWith(problem, Assert.Single(run.Problems), StringComparison.Ordinal);
        Assert.False(Directory.Exists(output));
    }

    [Fact]
    public async Task Simulate_Diverges_FailsAndSavesBatchForInspect()
    {
        using TemporaryFolder folder = new();
        string output = folder.File("out");
        HostRun run = await HostRun.OfAsync(
            "simulate", CommittedScenario("reversal-all-frictions"), "--estimator", "reinforce", "--steps", "50",
            "--set", "task.length=3", "--set", "optimiser.learningRate=1000", "--set", "optimiser.epsilon=1e-30",
            "--out", output);
        Assert.Equal(1, run.ExitCode);
        Assert.Contains(
            "Lower optimiser.learningRate, or set optimiser.gradientNormMax. Its batch is in diverged.json.",
            Assert.Single(run.Problems), StringComparison.Ordinal);
        RunSummary summary = RunRecord.Read(output).Summary;
        Assert.Equal(RunStatus.Failed, summary.Status);

        HostRun inspected = await HostRun.OfAsync(
            "inspect", Path.Combine(output, RunFolder.DivergedBatchFile), "--estimator", "reinforce", "--json");
        Assert.Equal((0, string.Empty), (inspected.ExitCode, inspected.Error));
        JsonObject json = JsonNode.Parse(inspected.Output)!.AsObject();
        Assert.Equal((100, 3, 2), ((int)json["rows"]!, (int)json["decisions"]!, (int)json["actions"]!));

        // The same arithmetic on the saved batch: the objective is the one that the failure quotes.
        string quoted = summary.Failure!.Split("the objective is ")[1].Split(',')[0];
        double objective = (double)json["estimators"]!["reinforce"]!["objective"]!;
        Assert.Equal(double.Parse(quoted, System.Globalization.CultureInfo.InvariantCulture), objective,
            objective * 1e-6);
    }

    private static string CommittedScenario(string name) =>
        Path.Combine(RepositoryRoot.Find()!, "scenarios", name + ".json");

    private static async Task<JsonObject> SimulateAsync(string scenario, params string[] options)
    {
        using TemporaryFolder folder = new();
        HostRun run = await HostRun.OfAsync(
            ["simulate", CommittedScenario(scenario), "--set", "evaluation.rows=200", .. options, "--json", "--out",
                folder.File("out")]);
        Assert.Equal(0, run.ExitCode);
        return JsonNode.Parse(run.Output)!.AsObject();
    }
}
