using System.Text.Json.Nodes;
using Delight.Development.Bench;
using Delight.Experiments.Records;
using Delight.Experiments.Runs;
using Delight.Experiments.Settings;
using Delight.Experiments.Tests.Support;
using Delight.Host.Tests.CommandLine;
using Delight.Learning.Policies;
using Delight.Learning.Policies.Mlp;

namespace Delight.Host.Tests.Runs;

public sealed class PolicyEnginesTests
{
    private const string Short = """
        {
          "name": "short", "task": { "name": "token-reversal", "length": 3 },
          "policy": { "name": "transformer", "width": 8, "heads": 2, "layers": 1, "feedForward": 16 },
          "baseline": "group-mean", "optimiser": { "learningRate": 0.01 },
          "learner": { "steps": 20, "batchRows": 20, "samplesPerContext": 4 },
          "workers": [ { "pool": "rollout", "rowsPerRequest": 20 } ],
          "evaluation": { "every": 20, "rows": 100 }
        }
        """;

    [Fact]
    public void Adopt_Kernels_IsThePolicyItself()
    {
        MlpPolicy policy = new(new PolicyShape(4, 1, 2), []);

        Assert.Same(policy, PolicyEngines.Adopt(policy, PolicyEngine.Kernels, PolicyDevice.Cpu));
    }

    [Fact]
    public async Task Simulate_OnTorch_HasTheKernelsError()
    {
        using TemporaryFolder folder = new();
        string scenario = folder.File("short.json");
        File.WriteAllText(scenario, Short);

        HostRun kernels = await HostRun.OfAsync("simulate", scenario, "--out", folder.File("kernels"), "--json");
        HostRun torch = await HostRun.OfAsync(
            "simulate", scenario, "--out", folder.File("torch"), "--json", "--set", "policy.engine=torch");

        Assert.True(torch.ExitCode == 0, torch.Error);
        double expected = ErrorOf(kernels), actual = ErrorOf(torch);
        Assert.InRange(Math.Abs(expected - actual), 0, 0.02);
    }

    [Fact]
    public async Task Run_ResumedOnTorch_GoesOnFromTheCheckpointOfTheKernels()
    {
        using TemporaryFolder folder = new();
        string scenario = folder.File("short.json"), run = folder.File("run");
        File.WriteAllText(scenario, Short);
        HostRun kernels = await HostRun.OfAsync(
            "run", scenario, "--out", run, "--json", "--set", "learner.checkpointEvery=10");
        Assert.True(kernels.ExitCode == 0, kernels.Error);

        HostRun torch = await HostRun.OfAsync(
            "run", scenario, "--resume", run, "--json", "--steps", "40", "--set", "learner.checkpointEvery=10",
            "--set", "policy.engine=torch");

        Assert.True(torch.ExitCode == 0, torch.Error);
        Assert.Equal(40, (int)JsonNode.Parse(torch.Output)!["steps"]!);
        Assert.Contains(RunRecord.Read(run).Events, happened => happened.Kind == "run-resumed"
            && happened.Detail.Contains("on the engine torch", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Simulate_KernelsOnCuda_IsRefused()
    {
        HostRun run = await HostRun.OfAsync("simulate", "mnist-staleness", "--set", "policy.device=cuda");

        Assert.Equal(2, run.ExitCode);
        Assert.Equal(
            "--set: policy.device is 'cuda' and policy.engine is 'kernels' (the default); the kernels compute on the "
            + "cpu. Set policy.engine to torch or policy.device to cpu.",
            Assert.Single(run.Problems));
    }

    [Fact]
    public void TorchMemoryBench_FewSteps_LooksAtTheMemory()
    {
        BenchResult result = TorchMemoryBench.Run(20, 10);
        Assert.Equal(["torch-memory-mlp", "torch-memory-transformer"], result.Rows.Select(row => row.Name));
        Assert.All(result.Rows, row => Assert.InRange(row.Ratio!.Value, 0.5, 2));
    }

    private static double ErrorOf(HostRun run) => (double)JsonNode.Parse(run.Output)!["error"]!;
}
