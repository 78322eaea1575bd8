using System.Text.Json.Nodes;
using Delight.Experiments;
using Delight.Experiments.Records;
using Delight.Experiments.Scenarios;
using Delight.Experiments.Tests.Support;

namespace Delight.Export.Tests;

/// <summary>A comparison of two short runs with frictions: two pools of workers, late rewards, a crash of the
/// learner.</summary>
public sealed class SmallRuns : IAsyncLifetime
{
    private const string Scenario = """
        {
          "name": "small",
          "summary": "A small one, with \"quotes\", and a comma.",
          "task": { "name": "bernoulli-bandit", "arms": 5 },
          "policy": { "name": "tabular" },
          "baseline": "batch-mean",
          "optimiser": { "learningRate": 1 },
          "learner": {
            "steps": 60, "batchRows": 20, "rowsInFlightMax": 60, "checkpointEvery": 25,
            "stalenessMax": 1, "stalenessHandling": "drop",
          },
          "workers": [
            { "pool": "rollout", "count": 2, "rowsPerRequest": 5 },
            { "pool": "broken", "rowsPerRequest": 5, "build": "constant-answer" },
          ],
          "rewardService": { "lateShare": 0.1, "lateBy": "200ms" },
          "network": { "latency": "5ms", "lossShare": 0.01 },
          "faults": [ { "kind": "crash-node", "target": "learner", "at": "5200ms", "lasts": "50ms" } ],
          "evaluation": { "every": 20, "rows": 1 },
          "recorder": { "every": 10 },
        }
        """;

    private readonly TemporaryFolder _folder = new();

    public IReadOnlyList<RunRecord> Runs { get; private set; } = [];

    /// <summary>The folder of the comparison.</summary>
    public string Folder => _folder.File("comparison");

    public async Task InitializeAsync()
    {
        string file = _folder.File("small.json");
        await File.WriteAllTextAsync(file, Scenario);
        Runs = await Training.CompareAsync(
            ScenarioFile.Load(file), ["dg", "pg"], seeds: 1, new TrainingOptions { Folder = Folder });
    }

    public Task DisposeAsync()
    {
        _folder.Dispose();
        return Task.CompletedTask;
    }

    /// <summary>The lines of a file of a run, as JSON: what an export is compared with.</summary>
    public static IReadOnlyList<JsonObject> Lines(RunRecord run, string file) =>
        [.. File.ReadLines(Path.Combine(run.Folder, file)).Select(line => JsonNode.Parse(line)!.AsObject())];

    /// <summary>What <c>run.json</c> of a run says.</summary>
    public static JsonObject Summary(RunRecord run) =>
        JsonNode.Parse(File.ReadAllText(Path.Combine(run.Folder, RunFolder.SummaryFile)))!.AsObject();
}
