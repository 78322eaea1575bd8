using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;

namespace Delight.Actors.Tests.Cluster;

/// <summary>A head and its nodes as processes of this machine, and the record that they leave; none of it outlives the
/// test.</summary>
internal sealed class ClusterRun : IDisposable
{
    public const int BatchRows = 20;

    /// <summary>Best arm of a tabular bandit after 10,000 rows and more; a uniform policy has 0.75.</summary>
    public const double ErrorMax = 0.05;

    // Each update pauses for 10 ms, so 100 of them take at least a second on any machine: time enough for a node to die
    // and be noticed, and for another one to come.
    public const string BanditText = """
        {
          "name": "bandit", "task": { "name": "bernoulli-bandit", "arms": 4 }, "policy": { "name": "tabular" },
          "estimator": "slow(milliseconds=10)", "optimiser": { "learningRate": 0.05 },
          "learner": { "steps": 1000, "batchRows": 20, "rowsInFlightMax": 20, "stalenessMax": 0,
                       "requestTimeout": "500ms", "checkpointEvery": 50 },
          "parameterServer": { "node": "parameter-server", "publishEvery": 1 },
          "workers": [ { "pool": "rollout", "rowsPerRequest": 5, "signOfLifeEvery": "200ms" } ],
          "evaluation": { "every": 100, "rows": 1 }, "recorder": { "every": 20 }
        }
        """;

    // A dead node is out after some 4 s in place of 15.
    private const string FastText = """
        akka.cluster.failure-detector.heartbeat-interval = 500ms
        akka.cluster.failure-detector.acceptable-heartbeat-pause = 1500ms
        akka.cluster.split-brain-resolver.stable-after = 2s
        akka.cluster.seed-node-timeout = 1s
        akka.cluster.retry-unsuccessful-join-after = 1s
        """;

    private static readonly string[] Assembly = ["--assembly", typeof(SlowParts).Assembly.Location];

    private readonly string _folder = Directory.CreateTempSubdirectory("delight-cluster-").FullName;
    private readonly List<HostProcess> _processes = [];
    private readonly CancellationTokenSource _end;

    /// <param name="patience">After this the test has failed.</param>
    public ClusterRun(TimeSpan patience) => _end = new CancellationTokenSource(patience);

    /// <summary>Where the head listens.</summary>
    public string Endpoint { get; } = $"127.0.0.1:{FreePort()}";

    public int Port => IPEndPoint.Parse(Endpoint).Port;

    /// <summary>The scenario, a tabular bandit unless it is set.</summary>
    public string Scenario { get; init; } = BanditText;

    /// <summary>Settings of Akka.NET, for heads and nodes; below those that make everything quick.</summary>
    public string Hocon { get; set; } = string.Empty;

    /// <summary>What processes that are started find in their environment.</summary>
    public Dictionary<string, string> Variables { get; } = [];

    public string Record => Path.Combine(_folder, "record");

    public string Stream => Path.Combine(Record, "stream.bin");

    public string[] Events => Lines(Path.Combine(Record, "events.jsonl"));

    /// <summary>Updates that the head has recorded, in steps of 20.</summary>
    public long Updates => Lines(Path.Combine(Record, "metrics.jsonl"))
        .Where(line => line.Contains("\"kind\":\"update\"", StringComparison.Ordinal) && line.EndsWith('}'))
        .Select(line => (long)JsonNode.Parse(line)!["step"]!).LastOrDefault();

    public static int FreePort()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    public void Dispose()
    {
        _processes.ForEach(process => process.Dispose());
        _end.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>A head that begins a run, once it listens.</summary>
    public async Task<HostProcess> HeadAsync(params string[] arguments)
    {
        HostProcess head = Head(["--out", Record, .. arguments]);
        await UntilAsync("the head listens", () => Count("waiting-for-nodes") >= 1);
        return head;
    }

    public HostProcess Head(params string[] arguments) => HeadAt(Endpoint, arguments);

    /// <param name="listen">As people write it.</param>
    /// <param name="arguments">Further options.</param>
    public HostProcess HeadAt(string listen, params string[] arguments) => Start([
        "run", File("scenario.json", Scenario), "--listen", listen, "--json", .. Assembly, .. arguments,
    ]);

    public HostProcess Node(params string[] arguments) => Node(2, arguments);

    public HostProcess Node(int workers, params string[] arguments) => NodeAt(Endpoint, workers, arguments);

    /// <param name="seed">As people write it.</param>
    /// <param name="workers">How many.</param>
    /// <param name="arguments">Further options.</param>
    public HostProcess NodeAt(string seed, int workers, params string[] arguments) => Start([
        "node", "--seed-node", seed, "--workers", workers.ToString(CultureInfo.InvariantCulture), .. Assembly,
        .. arguments,
    ]);

    /// <summary>The host with the settings of this cluster.</summary>
    public HostProcess Start(params ReadOnlySpan<string> arguments)
    {
        HostProcess process = new(
            Variables,
            [.. arguments, "--hocon", File($"{_processes.Count}.conf", Hocon + Environment.NewLine + FastText)]);
        _processes.Add(process);
        return process;
    }

    public string File(string name, string text)
    {
        string path = Path.Combine(_folder, name);
        System.IO.File.WriteAllText(path, text);
        return path;
    }

    /// <summary>Events of a kind whose line has a text.</summary>
    public int Count(string kind, string text = "") => Events.Count(
        line => line.Contains($"\"kind\":\"{kind}", StringComparison.Ordinal)
            && line.Contains(text, StringComparison.Ordinal));

    /// <summary>Looks again and again: what happens in another process can be seen in no other way.</summary>
    public async Task UntilAsync(string what, Func<bool> happened)
    {
        while (!happened())
        {
            Assert.False(_end.IsCancellationRequested, $"waited in vain until {what}\n{Everything()}");
            Assert.False(_processes[^1].HasExited, $"a process ended before {what}\n{Everything()}");
            await Task.Delay(TimeSpan.FromMilliseconds(50), CancellationToken.None);
        }
    }

    public Task UntilUpdateAsync(long update) => UntilAsync($"update {update}", () => Updates >= update);

    /// <summary>The run's result, which must be a good one.</summary>
    public async Task<JsonNode> FinishAsync(HostProcess head, long steps, double errorMax = ErrorMax)
    {
        int code = await ExitCodeAsync(head);
        Assert.True(code == 0, $"exit code {code}\n{Everything()}");
        JsonNode result = JsonNode.Parse(head.Output)!;
        Assert.Equal(
            ("akka", "finished", steps, steps * BatchRows),
            ((string)result["runtime"]!, (string)result["status"]!, (long)result["steps"]!,
                (long)result["episodes"]!));
        Assert.InRange((double)result["error"]!, 0, errorMax);
        return result;
    }

    public async Task<int> ExitCodeAsync(HostProcess process)
    {
        try
        {
            return await process.ExitCodeAsync(_end.Token);
        }
        catch (OperationCanceledException)
        {
            Assert.Fail($"process {process.Id} does not end\n{Everything()}");
            throw;
        }
    }

    /// <summary>Everything that was said and recorded, for the message of a failed assertion.</summary>
    public string Everything() => string.Concat(_processes.Select(process => process.Said))
        + $"--- {Updates} updates; events of the record\n{string.Join('\n', Events)}";

    private static string[] Lines(string file)
    {
        if (!System.IO.File.Exists(file))
        {
            return [];
        }

        using StreamReader reader = new(new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        return reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
