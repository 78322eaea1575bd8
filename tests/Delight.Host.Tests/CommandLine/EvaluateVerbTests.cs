using System.Text.Json.Nodes;
using Delight.Experiments.Files;
using Delight.Experiments.Records;
using Delight.Experiments.Tests.Support;

namespace Delight.Host.Tests.CommandLine;

public sealed class EvaluateVerbTests : IDisposable
{
    private const string Reversal = """
        {
          "name": "short", "task": { "name": "token-reversal", "length": 3 },
          "policy": { "name": "transformer", "width": 8, "heads": 2, "layers": 1, "feedForward": 16 },
          "baseline": "group-mean", "seed": 5,
          "learner": { "steps": 3, "batchRows": 20, "samplesPerContext": 4 },
          "workers": [ { "pool": "rollout", "rowsPerRequest": 20 } ],
          "evaluation": { "every": 3, "rows": 200 }
        }
        """;

    private readonly TemporaryFolder _folder = new();

    public EvaluateVerbTests() => File.WriteAllText(Scenario, Reversal);

    private string Scenario => _folder.File("short.json");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Evaluate_RunOrItsArchiveByScenario_HasTheRunsError()
    {
        JsonNode run = await SimulateAsync("run");
        string archive = Path.Combine(_folder.File("run"), RunFolder.PolicyFile);

        JsonNode byRun = await JsonOfAsync("evaluate", _folder.File("run"), "--json");
        JsonNode byScenario = await JsonOfAsync("evaluate", Scenario, "--policy", archive, "--json");
        JsonNode byInitial = await JsonOfAsync("evaluate", Scenario, "--set", $"policy.initial={archive}", "--json");

        double error = (double)run["error"]!;
        Assert.InRange(error, 0.5, 0.999);
        Assert.Equal(error, (double)byRun["error"]!);
        Assert.Equal(error, (double)byScenario["error"]!);
        Assert.Equal(error, (double)byInitial["error"]!);
        Assert.Equal((3, 200), ((int)byRun["steps"]!, (int)byRun["rows"]!));
        Assert.Equal("kernels", (string?)byScenario["engine"]);
        Assert.Null(byScenario["steps"]);
    }

    [Fact]
    public async Task Evaluate_Logits_AreThoseOfTheAnswers()
    {
        await SimulateAsync("run");
        string file = _folder.File("logits.npz");

        HostRun run = await HostRun.OfAsync("evaluate", _folder.File("run"), "--logits", file);

        Assert.True(run.ExitCode == 0, run.Error);
        IReadOnlyList<NumpyArray> arrays = NumpyArchive.Read(file);
        Assert.Equal(["inputs", "answers", "logits"], arrays.Select(array => array.Name));
        Assert.Equal([[100, 3], [100, 3], [100, 3, 2]], arrays.Select(array => array.Shape));
        Assert.All(arrays[0].Values.ToArray(), token => Assert.InRange(token, 0, 1));
        Assert.Equal(2, arrays[1].Values.ToArray().Distinct().Count());
        Assert.True(arrays[2].Values.ToArray().Distinct().Count() > 20, "logits differ");
    }

    [Fact]
    public async Task Evaluate_WhatDoesNotFit_IsOneLineEach()
    {
        await SimulateAsync("run");
        string archive = Path.Combine(_folder.File("run"), RunFolder.PolicyFile);

        Assert.Contains("the scenario has no policy.initial", await RefusalAsync("evaluate", Scenario),
            StringComparison.Ordinal);
        Assert.Contains("neither the folder of a run nor a scenario", await RefusalAsync("evaluate", "runs/none"),
            StringComparison.Ordinal);
        Assert.Contains("there is no such file", await RefusalAsync("evaluate", Scenario, "--policy", "none.npz"),
            StringComparison.Ordinal);
        string refusal = await RefusalAsync(
            "evaluate", Scenario, "--policy", archive, "--set", "policy.width=16", "--set", "policy.feedForward=20");
        Assert.Contains("does not fit the policy transformer(", refusal, StringComparison.Ordinal);
        Assert.Contains("'embedding.token' is (2, 8) there and (2, 16) here", refusal, StringComparison.Ordinal);
        Assert.Contains("and 6 more", refusal, StringComparison.Ordinal);
    }

    /// <summary>With a learning rate far below the spacing of floats a step changes nothing.</summary>
    [Fact]
    public async Task Simulate_PolicyInitial_BeginsWithItsWeights()
    {
        await SimulateAsync("first");
        byte[] first = File.ReadAllBytes(Path.Combine(_folder.File("first"), RunFolder.PolicyFile));
        string archive = Path.Combine(_folder.File("first"), RunFolder.PolicyFile);

        await SimulateAsync(
            "second", "--seed", "9", "--set", "optimiser.learningRate=1e-30", "--set", $"policy.initial={archive}");

        Assert.Equal(first, File.ReadAllBytes(Path.Combine(_folder.File("second"), RunFolder.PolicyFile)));
    }

    [Fact]
    public async Task Simulate_PolicyInitialThatDoesNotFit_IsRefusedBeforeAnythingStarts()
    {
        await SimulateAsync("first");
        string archive = Path.Combine(_folder.File("first"), RunFolder.PolicyFile), next = _folder.File("next");

        string refusal = await RefusalAsync(
            "simulate", Scenario, "--out", next, "--set", $"policy.initial={archive}", "--set", "policy.layers=2");

        Assert.StartsWith("--set: policy.initial is '", refusal, StringComparison.Ordinal);
        Assert.Contains("it has no 'layer1.attention.norm' (8)", refusal, StringComparison.Ordinal);
        Assert.False(Directory.Exists(next));
    }

    private Task<JsonNode> SimulateAsync(string name, params string[] more) =>
        JsonOfAsync(["simulate", Scenario, "--out", _folder.File(name), "--json", .. more]);

    private static async Task<JsonNode> JsonOfAsync(params string[] arguments)
    {
        HostRun run = await HostRun.OfAsync(arguments);
        Assert.True(run.ExitCode == 0, run.Error);
        return JsonNode.Parse(run.Output)!;
    }

    private static async Task<string> RefusalAsync(params string[] arguments)
    {
        HostRun run = await HostRun.OfAsync(arguments);
        Assert.Equal(2, run.ExitCode);
        return Assert.Single(run.Problems);
    }
}
