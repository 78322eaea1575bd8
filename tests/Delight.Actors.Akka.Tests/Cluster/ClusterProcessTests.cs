using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;

namespace Delight.Actors.Akka.Tests.Cluster;

/// <summary>A head and its nodes as processes of this machine, one of which dies.</summary>
public sealed class ClusterProcessTests : IDisposable
{
    private const string Secret = "a secret of the test";
    private const int Steps = 1500;
    private const int BatchRows = 20;

    // Each policy takes 10 ms to the parameter server and training is strictly on policy, so the run takes at least
    // 15 s on any machine: time enough for a node to die and be noticed, and for another one to come.
    private const string Scenario = """
        {
          "name": "bandit", "task": { "name": "bernoulli-bandit", "arms": 4 }, "policy": { "name": "tabular" },
          "optimiser": { "learningRate": 0.05 },
          "learner": { "steps": 1500, "batchRows": 20, "rowsInFlightMax": 20, "stalenessMax": 0,
                       "requestTimeout": "500ms" },
          "parameterServer": { "node": "parameter-server", "publishEvery": 1 },
          "workers": [ { "pool": "rollout", "rowsPerRequest": 5, "signOfLifeEvery": "200ms" } ],
          "network": { "latency": "0ms",
                       "links": [ { "from": "learner", "to": "parameter-server", "latency": "10ms" } ] },
          "evaluation": { "every": 100, "rows": 1 }, "recorder": { "every": 20 }
        }
        """;

    // A dead node is out after some 6 s in place of 15.
    private const string Hocon = """
        akka.cluster.failure-detector.acceptable-heartbeat-pause = 2s
        akka.cluster.split-brain-resolver.stable-after = 3s
        """;

    // Best arm of a tabular bandit after 30,000 rows; a uniform policy has 0.75.
    private const double ErrorMax = 0.05;

    // The whole test takes about 20 s; after this it gives up.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(58);

    private readonly string _folder = Directory.CreateTempSubdirectory("delight-cluster-").FullName;
    private readonly List<HostProcess> _processes = [];

    public void Dispose()
    {
        _processes.ForEach(process => process.Dispose());
        Directory.Delete(_folder, recursive: true);
    }

    [HostFact]
    [Trait("Category", "Processes")]
    public async Task Training_WhoseNodeIsKilledAndAnotherJoins_TakesEveryStepAndCountsEveryRow()
    {
        using CancellationTokenSource end = new(Patience);
        string endpoint = $"127.0.0.1:{FreePort()}";
        string record = Path.Combine(_folder, "record");
        HostProcess head = Start(
            "run", File("bandit.json", Scenario), "--runtime", "akka", "--listen", endpoint, "--out", record, "--json");
        string events = Path.Combine(record, "events.jsonl");
        await UntilAsync(() => Count(events, "member-up") == 1, end.Token);
        HostProcess first = Node(endpoint);
        Node(endpoint);
        await UntilAsync(() => Count(events, "node-joined") == 2, end.Token);
        await UntilAsync(() => Count(Path.Combine(record, "metrics.jsonl"), "update") >= 5, end.Token);
        first.Kill();
        Node(endpoint);

        Assert.True(await head.ExitCodeAsync(end.Token) == 0, Everything());
        JsonNode result = JsonNode.Parse(head.Output)!;
        Assert.Equal(
            ("akka", "finished", Steps, Steps * BatchRows),
            ((string)result["runtime"]!, (string)result["status"]!, (int)result["steps"]!, (int)result["episodes"]!));
        Assert.InRange((double)result["error"]!, 0, ErrorMax);
        Assert.Equal(3, Count(events, "node-joined"));
        Assert.Equal(1, Count(events, "member-downed"));
        Assert.Contains(Lines(events), line => line.Contains("node-left", StringComparison.Ordinal)
            && line.Contains($"-{first.Id}\"", StringComparison.Ordinal));
    }

    [HostFact]
    [Trait("Category", "Processes")]
    public async Task Run_OfAScenarioWithFaults_IsRefusedInOneLineBeforeAnythingStarts()
    {
        using CancellationTokenSource end = new(Patience);
        string faulty = Scenario.Insert(
            Scenario.LastIndexOf('}'),
                """, "faults": [ { "kind": "crash-actor", "target": "rollout", "every": "1s" } ]""");
        string record = Path.Combine(_folder, "record");
        HostProcess run = Start("run", File("faulty.json", faulty), "--runtime", "akka", "--out", record);
        Assert.Equal(2, await run.ExitCodeAsync(end.Token));
        Assert.Equal(
            "delight: faults: bandit has 1 and the runtime akka injects none. Take --runtime threads, or "
            + "./delight simulate.",
            run.Error.Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries)[^1]);
        Assert.False(Directory.Exists(record));
    }

    private static int FreePort()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static int Count(string file, string kind) =>
        Lines(file).Count(line => line.Contains($"\"kind\":\"{kind}\"", StringComparison.Ordinal));

    private static string[] Lines(string file)
    {
        if (!System.IO.File.Exists(file))
        {
            return [];
        }

        using StreamReader reader = new(new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        return reader.ReadToEnd().Split('\n');
    }

    private HostProcess Node(string endpoint) => Start(
        "node", "--role", "worker", "--seed-node", endpoint, "--workers", "2");

    private HostProcess Start(params string[] arguments)
    {
        HostProcess process = new(Secret, [.. arguments, "--hocon", File("fast.conf", Hocon)]);
        _processes.Add(process);
        return process;
    }

    private string File(string name, string text)
    {
        string path = Path.Combine(_folder, name);
        System.IO.File.WriteAllText(path, text);
        return path;
    }

    private string Everything() => string.Concat(_processes.Select(process => process.Said));

    /// <summary>Looks again and again: what happens in another process can be seen in no other way.</summary>
    private async Task UntilAsync(Func<bool> happened, CancellationToken cancellation)
    {
        while (!happened())
        {
            Assert.False(cancellation.IsCancellationRequested || _processes[0].HasExited, Everything());
            await Task.Delay(TimeSpan.FromMilliseconds(50), CancellationToken.None);
        }
    }
}
