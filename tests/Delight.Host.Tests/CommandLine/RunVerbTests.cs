using System.Text.Json.Nodes;
using Delight.Experiments.Records;
using Delight.Experiments.Tests.Support;
using Delight.Host.CommandLine;
using Delight.Host.Terminal;

namespace Delight.Host.Tests.CommandLine;

public sealed class RunVerbTests : IDisposable
{
    private const string Bandit = """
        {
          "name": "bandit", "task": { "name": "bernoulli-bandit", "arms": 4 }, "policy": { "name": "tabular" },
          "optimiser": { "learningRate": 0.05 },
          "learner": { "steps": 300, "batchRows": 20, "stepTime": "1s" },
          "workers": [ { "pool": "rollout", "count": 3, "rowsPerRequest": 5 } ], "network": { "latency": "0ms" },
          "evaluation": { "every": 100, "rows": 1 }, "recorder": { "every": 20 }
        }
        """;

    private readonly TemporaryFolder _folder = new();
    private readonly string _scenario;

    public RunVerbTests() => File.WriteAllText(_scenario = _folder.File("bandit.json"), Bandit);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Run_OnAkka_LearnsAndWritesTheRecordOfASimulatedRun()
    {
        string output = _folder.File("live");
        HostRun run = await HostRun.OfAsync("run", _scenario, "--runtime", "akka", "--out", output, "--json");
        Assert.Equal(0, run.ExitCode);
        JsonNode json = JsonNode.Parse(run.Output)!;
        Assert.Equal(
            ("akka", "finished", 300, 0.0, 6000),
            ((string)json["runtime"]!, (string)json["status"]!, (int)json["steps"]!, (double)json["error"]!,
                (int)json["episodes"]!));
        Assert.Null(json["digest"]);
        Assert.InRange((double)json["virtualSeconds"]!, 0.001, (double)json["wallSeconds"]!);
        RunRecord record = RunRecord.Read(output);
        Assert.Equal([0L, 100, 200, 300], record.Evaluations.Select(evaluation => evaluation.Step));
        Assert.Equal(15, record.Updates.Count);
        Assert.EndsWith("--runtime akka", record.Summary.Command, StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(output, RunFolder.PolicyFile)));
        string report = await File.ReadAllTextAsync(Path.Combine(output, RunFolder.ReportFile));
        Assert.Contains("<dd>akka</dd>", report, StringComparison.Ordinal);
        Assert.DoesNotContain("virtual time", report, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_StrictlyOnPolicy_EndsWithThePolicyOfTheSimulatedRun()
    {
        string[] common = [_scenario, "--steps", "40", "--set", "learner.stalenessMax=0", "--json", "--out"];
        Assert.Equal(0, (await HostRun.OfAsync(["run", .. common, _folder.File("live")])).ExitCode);
        Assert.Equal(0, (await HostRun.OfAsync(["simulate", .. common, _folder.File("simulated")])).ExitCode);
        byte[] live = Policy("live"), simulated = Policy("simulated");
        Assert.NotEmpty(simulated);
        Assert.Equal(simulated, live);
    }

    [Fact]
    public async Task Run_Interrupted_EndsWith130AndAReadableRecord()
    {
        using CancellationTokenSource source = new();
        using InterruptingWriter error = new("step 2,000", source);
        using StringWriter output = new();
        HostContext context = new()
        {
            Output = output, Error = error,
            OutputConsole = HostConsole.Create(output, isRedirected: true, noColor: null),
            ErrorConsole = HostConsole.Create(error, isRedirected: true, noColor: null),
        };
        string folder = _folder.File("interrupted");
        int code = await HostCommand.RunAsync(
            ["run", _scenario, "--steps", "20000", "--out", folder, "--json"], context,
            source.Token);
        Assert.Equal(130, code);
        RunRecord record = RunRecord.Read(folder);
        Assert.Equal(RunStatus.Interrupted, record.Summary.Status);
        Assert.InRange(record.Steps, 2_000, 19_999);
        Assert.Equal("interrupted", (string)JsonNode.Parse(output.ToString())!["status"]!);
    }

    [Fact]
    public async Task Run_ThatHangs_IsAFailedRunWithItsRecordAndOneLine()
    {
        const string Dead = """
            "faults": [ { "kind": "crash-node", "target": "reward-service", "at": "0ms", "lasts": "1h" } ], "network"
            """;
        await File.WriteAllTextAsync(
            _scenario, Bandit.Replace("\"network\"", Dead, StringComparison.Ordinal));
        string output = _folder.File("hangs");
        HostRun run = await HostRun.OfAsync(
            "run", _scenario, "--steps", "1000000", "--set", "learner.stallTimeout=500ms",
            "--out", output, "--json");
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("failed: no update for 500 ms after", Assert.Single(run.Problems),
            StringComparison.Ordinal);
        RunRecord record = RunRecord.Read(output);
        Assert.Equal(RunStatus.Failed, record.Summary.Status);
        Assert.Contains(record.Events, happened => happened.Kind == "node-crashed");
        Assert.Equal("failed", (string)JsonNode.Parse(run.Output)!["status"]!);
    }

    [Fact]
    public async Task Run_WithFaults_LetsThemHappenAndEnds()
    {
        const string Crashes = """
            "faults": [ { "kind": "crash-node", "target": "workers", "every": "20ms", "lasts": "5ms", "until": "1s" } ],
            "network"
            """;
        await File.WriteAllTextAsync(
            _scenario, Bandit.Replace("\"network\"", Crashes, StringComparison.Ordinal));
        string output = _folder.File("faults");
        HostRun run = await HostRun.OfAsync(
            "run", _scenario, "--steps", "50", "--set", "network.latency=4ms",
            "--set", "learner.stalenessMax=0", "--set", "learner.requestTimeout=200ms",
            "--set", "workers[0].signOfLifeEvery=50ms", "--out", output, "--json");
        Assert.Equal(0, run.ExitCode);
        RunRecord record = RunRecord.Read(output);
        Assert.Equal((50L, 1000L), (record.Summary.Steps, record.Summary.Episodes));
        Assert.True(record.Summary.Restarts > 0, "nothing came back");
        Assert.Contains(record.Events, happened => happened.Kind == "node-restarted");
    }

    [Theory]
    [InlineData("aka", "--runtime aka: there is no such live runtime. Did you mean 'akka'? Known: akka.")]
    [InlineData("simulated", "--runtime simulated: there is no such live runtime. Known: akka.")]
    [InlineData(
        "threads",
        "--runtime is 'threads', which is gone: live runs are on Akka.NET. Leave it out, or write akka.")]
    public async Task Run_RuntimeThatIsNot_IsRefusedBeforeAnythingStarts(string runtime, string problem)
    {
        HostRun run = await HostRun.OfAsync("run", _scenario, "--runtime", runtime, "--out", _folder.File("none"));
        Assert.Equal((2, string.Empty), (run.ExitCode, run.Output));
        Assert.Equal([problem], run.Problems);
        Assert.False(Directory.Exists(_folder.File("none")));
    }

    [Fact]
    public async Task Run_NoRuntimeNamed_IsOnAkka()
    {
        HostRun run = await HostRun.OfAsync("run", _scenario, "--steps", "20", "--out", _folder.File("akka"), "--json");
        Assert.Equal(0, run.ExitCode);
        Assert.Equal("akka", (string)JsonNode.Parse(run.Output)!["runtime"]!);
        RunRecord record = RunRecord.Read(_folder.File("akka"));
        Assert.Equal((20L, 400L), (record.Summary.Steps, record.Summary.Episodes));
    }

    private byte[] Policy(string run) => File.ReadAllBytes(Path.Combine(_folder.File(run), RunFolder.PolicyFile));

    /// <summary>Interrupts as soon as a text was written.</summary>
    private sealed class InterruptingWriter(string text, CancellationTokenSource source) : StringWriter
    {
        public override void Write(char[] buffer, int index, int count)
        {
            base.Write(buffer, index, count);
            Look();
        }

        public override void Write(string? value)
        {
            base.Write(value);
            Look();
        }

        public override void WriteLine(string? value)
        {
            base.WriteLine(value);
            Look();
        }

        private void Look()
        {
            if (ToString().Contains(text, StringComparison.Ordinal))
            {
                source.Cancel();
            }
        }
    }
}
