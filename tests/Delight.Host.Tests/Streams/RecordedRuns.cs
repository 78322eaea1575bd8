using Delight.Experiments.Records;
using Delight.Experiments.Tests.Support;
using Delight.Host.Tests.CommandLine;

namespace Delight.Host.Tests.Streams;

/// <summary>Small recorded runs in a folder of their own.</summary>
internal sealed class RecordedRuns : IDisposable
{
    /// <summary>A bandit over links that make rows late.</summary>
    public const string Bandit = """
        {
          "name": "bandit", "task": { "name": "bernoulli-bandit", "arms": 4, "best": 0.7, "others": 0.4 },
          "policy": { "name": "tabular" }, "optimiser": { "learningRate": 0.05 },
          "learner": {
            "steps": 40, "batchRows": 20, "rowsInFlightMax": 60, "checkpointEvery": 7, "requestTimeout": "200ms",
          },
          "workers": [ { "pool": "rollout", "rowsPerRequest": 15, "signOfLifeEvery": "50ms" } ],
          "evaluation": { "every": 10, "rows": 1 }, "recorder": { "every": 8 },
        }
        """;

    /// <summary>Token sequences on a transformer: several decisions a row, groups of two.</summary>
    public const string Sequences = """
        {
          "name": "reversal", "task": { "name": "token-reversal", "length": 3, "vocabulary": 2 },
          "policy": { "name": "transformer", "layers": 1, "width": 16, "heads": 2, "feedForward": 16 },
          "baseline": "group-mean",
          "learner": { "steps": 12, "batchRows": 16, "samplesPerContext": 2, "rowsInFlightMax": 48 },
          "workers": [ { "pool": "rollout", "rowsPerRequest": 5, "precision": "bfloat16" } ],
          "evaluation": { "every": 6, "rows": 8 }, "recorder": { "every": 5 },
        }
        """;

    /// <summary>What a scenario needs for its learner to crash twice, once with its node.</summary>
    public const string Crashes = """
        faults=[ { "kind": "crash-node", "target": "learner", "at": "210ms", "lasts": "100ms" },
        { "kind": "crash-actor", "target": "learner", "at": "450ms" } ]
        """;

    private readonly TemporaryFolder _folder = new();

    public string Path(string name) => _folder.File(name);

    /// <summary>Records a scenario; the path of its folder.</summary>
    public async Task<string> RecordAsync(string scenario, params string[] more)
    {
        string file = Path("scenario.json"), output = Path("recorded");
        await File.WriteAllTextAsync(file, scenario);
        HostRun run = await HostRun.OfAsync(["simulate", file, "--record", "--out", output, .. more]);
        Assert.True(run.ExitCode == 0, run.Error);
        return output;
    }

    /// <summary>Replays a stream; the record of each estimator, in the order given.</summary>
    public async Task<(HostRun Run, RunRecord[] Records)> ReplayAsync(string stream, params string[] more)
    {
        string output = Path("replayed");
        HostRun run = await HostRun.OfAsync(["replay", stream, "--out", output, .. more]);
        Assert.True(run.ExitCode == 0, run.Error);
        return (run, [.. RunRecord.ReadAll(output)]);
    }

    public static byte[] Policy(string folder) =>
        File.ReadAllBytes(System.IO.Path.Combine(folder, RunFolder.PolicyFile));

    public void Dispose() => _folder.Dispose();
}
