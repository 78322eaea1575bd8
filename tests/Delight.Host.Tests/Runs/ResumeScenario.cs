using System.Text.Json.Nodes;
using Delight.Experiments.Records;
using Delight.Experiments.Tests.Support;
using Delight.Host.Tests.CommandLine;

namespace Delight.Host.Tests.Runs;

/// <summary>A scenario of 100 steps with checkpoints at every 25th, and its folder as a kill at step 70 leaves
/// it.</summary>
internal sealed class ResumeScenario : IDisposable
{
    public const int BatchRows = 20;

    private readonly TemporaryFolder _folder = new();

    /// <summary>Writes the scenario.</summary>
    /// <param name="task">Its task and policy.</param>
    /// <param name="delay">Of links, workers and steps; 0ms: nothing is ever in flight at an update.</param>
    /// <param name="more">Further members.</param>
    public ResumeScenario(string task = Bandit, string delay = "0ms", string more = "") => File.WriteAllText(Path, $$"""
        {
          "name": "resumed", {{task}}, "estimator": "reinforce", "baseline": "batch-mean",
          "learner": {
            "steps": 100, "batchRows": {{BatchRows}}, "rowsInFlightMax": 100, "stepTime": "{{delay}}",
            "checkpointEvery": 25, "stalenessMax": {{(delay == "0ms" ? 0 : 3)}},
          },
          "workers": [ { "pool": "rollout", "count": 3, "rowsPerRequest": 8, "requestTime": "{{delay}}" } ],
          "network": { "latency": "{{delay}}" },
          "evaluation": { "every": 30, "rows": 1 }, "recorder": { "every": 10 }, {{more}}
        }
        """);

    public const string Bandit = """
        "task": { "name": "bernoulli-bandit" }, "policy": { "name": "tabular" }
        """;

    public string Path => _folder.File("resumed.json");

    public void Dispose() => _folder.Dispose();

    public string FileOf(string run, params string[] names) => System.IO.Path.Combine([_folder.File(run), .. names]);

    public Task<HostRun> SimulateAsync(params string[] options) => HostRun.OfAsync(["simulate", Path, .. options]);

    /// <summary>Goes on with a simulated run; its record has the scenario.</summary>
    public Task<HostRun> ResumeAsync(string run, params string[] options) =>
        HostRun.OfAsync(["simulate", "--resume", _folder.File(run), .. options]);

    /// <summary>Goes on with a live run; its record has the scenario.</summary>
    public Task<HostRun> ResumeLiveAsync(string run, params string[] options) =>
        HostRun.OfAsync(["run", "--resume", _folder.File(run), .. options]);

    /// <summary>Simulates to the end, and copies the folder at step 70: what the disk holds after a kill at that
    /// moment.</summary>
    public async Task<JsonObject> SimulateAndKillAsync(string whole, string killed)
    {
        bool isCopied = false;
        HostRun run = await HostRun.WatchedAsync(
            line =>
            {
                if (line.Contains("step 70 of 100", StringComparison.Ordinal))
                {
                    Copy(_folder.File(whole), _folder.File(killed));
                    isCopied = true;
                }
            },
            CancellationToken.None, "simulate", Path, "--out", _folder.File(whole), "--json");
        Assert.True(run.ExitCode == 0, run.Error);
        Assert.True(isCopied, run.Error);
        Assert.Equal(RunStatus.Running, RunRecord.Read(_folder.File(killed)).Summary.Status);
        return JsonNode.Parse(run.Output)!.AsObject();
    }

    /// <summary>Runs until somebody presses Ctrl-C, some steps before the end.</summary>
    public async Task<HostRun> InterruptAsync(string verb, string folder)
    {
        using CancellationTokenSource interrupt = new();
        HostRun run = await HostRun.WatchedAsync(
            line =>
            {
                if (line.Contains("step 60 of 100", StringComparison.Ordinal))
                {
                    interrupt.Cancel();
                }
            },
            interrupt.Token, verb, Path, "--out", _folder.File(folder));
        Assert.True(run.ExitCode == 130, run.Error);
        return run;
    }

    private static void Copy(string from, string to)
    {
        foreach (string file in Directory.GetFiles(from, "*", SearchOption.AllDirectories))
        {
            if (System.IO.Path.GetFileName(file) == "lock")
            {
                continue; // a lock goes with its process
            }

            string copy = System.IO.Path.Combine(to, System.IO.Path.GetRelativePath(from, file));
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }
}
