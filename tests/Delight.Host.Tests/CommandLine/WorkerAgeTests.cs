using System.Text.Json.Nodes;
using Delight.Experiments.Tests.Support;

namespace Delight.Host.Tests.CommandLine;

/// <summary>Ages of policies, from the command line to the staleness of the record.</summary>
public sealed class WorkerAgeTests : IDisposable
{
    private const string Bandit = """
        {
          "name": "bandit", "task": { "name": "bernoulli-bandit", "arms": 4, "best": 0.9, "others": 0.1 },
          "policy": { "name": "tabular" }, "baseline": "group-mean",
          "learner": { "steps": 40, "batchRows": 20, "samplesPerContext": 2, "rowsInFlightMax": 60 },
          "workers": [ { "pool": "rollout", "rowsPerRequest": 5 } ],
          "evaluation": { "every": 40, "rows": 1 }, "recorder": { "every": 1 }
        }
        """;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Simulate_FixedAge_IsTheStalenessAtTheUpdate()
    {
        // Updates 0 to 14 train on rows of the initial policy, the other 25 on rows 15 steps old.
        JsonNode staleness = await StalenessOfAsync("fixed(steps=15)");
        Assert.Equal(((15 * 14 / 2) + (15 * 25)) / 40.0, (double)staleness["mean"]!);
        Assert.Equal(15, (long)staleness["max"]!);
    }

    [Fact]
    public async Task Simulate_AgeOfBatches_DoesNotDependOnTheNumberOfWorkers()
    {
        string few = (await StalenessOfAsync("batch(min=4,max=12)", workers: 2)).ToJsonString();
        string many = (await StalenessOfAsync("batch(min=4,max=12)", workers: 7)).ToJsonString();
        Assert.Equal(few, many);
        Assert.NotEqual(few, (await StalenessOfAsync("newest")).ToJsonString());
    }

    private async Task<JsonNode> StalenessOfAsync(string age, int workers = 4)
    {
        string file = _folder.File("bandit.json");
        await File.WriteAllTextAsync(file, Bandit);
        HostRun run = await HostRun.OfAsync(
            "simulate", file, "--json", "--out", _folder.File($"run-{workers}-{age[..5]}"),
            "--set", $"workers[0].age={age}", "--set", $"workers[0].count={workers}");
        Assert.True(run.ExitCode == 0, run.Error);
        return JsonNode.Parse(run.Output)!["staleness"]!;
    }
}
