using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;

namespace Delight.Actors.Tests.Cluster;

/// <summary>A head and its nodes on this machine, and the record that they leave; none of it outlives the
/// test.</summary>
/// <remarks>A member is a process where the test kills it, stops it, or gives it an environment of its own. All others
/// run in the process of the test: a process takes seconds to start.</remarks>
internal sealed class ClusterRun : IAsyncDisposable
{
    public const int BatchRows = 20;

    /// <summary>Best arm of a tabular bandit after 10,000 rows and more; a uniform policy has 0.75.</summary>
    public const double ErrorMax = 0.05;

    // A test ends its run once it has shown what it is to show, unless it says how many steps it takes. Each update
    // pauses for 10 ms, so that 100 of them take a second at least.
    public const string BanditText = """
        {
          "name": "bandit", "task": { "name": "bernoulli-bandit", "arms": 4 }, "policy": { "name": "tabular" },
          "estimator": "slow(milliseconds=10)", "optimiser": { "learningRate": 0.05 },
          "learner": { "steps": 1000000, "batchRows": 20, "rowsInFlightMax": 20, "stalenessMax": 0,
                       "requestTimeout": "500ms", "checkpointEvery": 50 },
          "parameterServer": { "node": "parameter-server", "publishEvery": 1 },
          "workers": [ { "pool": "rollout", "rowsPerRequest": 5, "signOfLifeEvery": "200ms" } ],
          "evaluation": { "every": 100, "rows": 1 }, "recorder": { "every": 20 }
        }
        """;

    // Members come and go in a second in place of five. A dead one is out after some 5 s in place of 17. A member of a
    // busy machine may be silent for 3 s.
    private const string FastText = """
        akka.cluster.gossip-interval = 200ms
        akka.cluster.leader-actions-interval = 200ms
        akka.cluster.unreachable-nodes-reaper-interval = 200ms
        akka.cluster.periodic-tasks-initial-delay = 200ms
        akka.cluster.failure-detector.heartbeat-interval = 500ms
        akka.cluster.failure-detector.acceptable-heartbeat-pause = 3s
        akka.cluster.split-brain-resolver.stable-after = 1s
        akka.cluster.seed-node-timeout = 500ms
        akka.cluster.retry-unsuccessful-join-after = 1s
        """;

    private const string Secret = "a secret of the test";

    // Longer than any test takes on a busy machine: reached only where something hangs.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly string _folder = Directory.CreateTempSubdirectory("delight-cluster-").FullName;
    private readonly string _secret;
    private readonly List<HostMember> _members = [];
    private readonly CancellationTokenSource _end = new(Patience);

    public ClusterRun() => _secret = File("secret", Secret); // once: members read it at any time

    /// <summary>Where the head listens.</summary>
    public string Endpoint { get; } = $"127.0.0.1:{FreePort()}";

    public int Port => IPEndPoint.Parse(Endpoint).Port;

    /// <summary>The scenario, a tabular bandit unless it is set.</summary>
    public string Scenario { get; init; } = BanditText;

    /// <summary>Settings of Akka.NET, for heads and nodes; below those that make everything quick.</summary>
    public string Hocon { get; set; } = string.Empty;

    /// <summary>What processes that are started find in their environment, beside the secret.</summary>
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

    public async ValueTask DisposeAsync()
    {
        // Members of this process leave their cluster in order. That takes long once another one was killed.
        foreach (IGrouping<bool, HostMember> members in _members.ToLookup(member => member is HostProcess).OrderBy(
            group => group.Key))
        {
            await Task.WhenAll(members.Select(member => member.DisposeAsync().AsTask()));
        }

        _end.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>A head that begins a run, once it listens.</summary>
    public async Task<HostMember> HeadAsync(params string[] arguments)
    {
        HostMember head = HeadAt(Endpoint, arguments);
        await UntilAsync("the head listens", () => Count("waiting-for-nodes") >= 1);
        return head;
    }

    /// <param name="listen">As people write it.</param>
    /// <param name="arguments">Further options.</param>
    public HostMember HeadAt(string listen, params string[] arguments) =>
        Start(HeadArguments(listen, ["--out", Record, .. arguments]));

    /// <summary>A head that can be killed.</summary>
    public HostProcess HeadProcess(params string[] arguments) => StartProcess(HeadArguments(Endpoint, arguments));

    public HostMember Node(params string[] arguments) => Start(NodeArguments(Endpoint, arguments));

    /// <param name="seed">As people write it.</param>
    /// <param name="arguments">Further options.</param>
    public HostMember NodeAt(string seed, params string[] arguments) => Start(NodeArguments(seed, arguments));

    /// <summary>A node that can be killed.</summary>
    public HostProcess NodeProcess(params string[] arguments) => StartProcess(NodeArguments(Endpoint, arguments));

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
            Assert.False(_members[^1].HasExited, $"a member ended before {what}\n{Everything()}");
            await Task.Delay(TimeSpan.FromMilliseconds(50), CancellationToken.None);
        }
    }

    public Task UntilUpdateAsync(long update) => UntilAsync($"update {update}", () => Updates >= update);

    /// <summary>The result of a run that takes all its steps, which must be a good one.</summary>
    public async Task<JsonNode> FinishAsync(HostMember head, long steps, double errorMax = ErrorMax)
    {
        JsonNode result = await ResultAsync(head, 0, "finished");
        Assert.Equal(steps, (long)result["steps"]!);
        Assert.InRange((double)result["error"]!, 0, errorMax);
        return result;
    }

    /// <summary>Ends a run that has shown what it is to show, after so many steps in all.</summary>
    public async Task<JsonNode> EndAsync(HostMember head, long steps)
    {
        await UntilUpdateAsync(steps);
        head.Interrupt();
        return await ResultAsync(head, 130, "interrupted");
    }

    public async Task<int> ExitCodeAsync(HostMember member)
    {
        try
        {
            return await member.ExitCodeAsync(_end.Token);
        }
        catch (OperationCanceledException)
        {
            Assert.Fail($"it does not end: {member}\n{Everything()}");
            throw;
        }
    }

    /// <summary>Everything that was said and recorded, for the message of a failed assertion.</summary>
    public string Everything() => string.Concat(_members.Select(member => member.Said))
        + $"--- {Updates} updates; events of the record\n{string.Join('\n', Events)}";

    private async Task<JsonNode> ResultAsync(HostMember head, int exitCode, string status)
    {
        int code = await ExitCodeAsync(head);
        Assert.True(code == exitCode, $"exit code {code}\n{Everything()}");
        JsonNode result = JsonNode.Parse(head.Output)!;
        Assert.Equal(("akka", status), ((string)result["runtime"]!, (string)result["status"]!));
        Assert.Equal((long)result["steps"]! * BatchRows, (long)result["episodes"]!);
        return result;
    }

    private string[] HeadArguments(string listen, string[] arguments) =>
        ["run", File("scenario.json", Scenario), "--listen", listen, "--json", .. arguments];

    private static string[] NodeArguments(string seed, string[] arguments) =>
    [
        "node", "--seed-node", seed, .. arguments.Contains("--workers") ? (string[])[] : ["--workers", "2"],
        .. arguments,
    ];

    private HostInvocation Start(string[] arguments) => Added(new HostInvocation([
        .. arguments, "--hocon", Settings(),
        .. arguments.Contains("--secret-file") ? (string[])[] : ["--secret-file", _secret],
    ]));

    private HostProcess StartProcess(string[] arguments) => Added(new HostProcess(
        new Dictionary<string, string>(Variables) { ["DELIGHT_SECRET"] = Secret },
        [.. arguments, "--assembly", typeof(SlowParts).Assembly.Location, "--hocon", Settings()]));

    private string Settings() => File($"{_members.Count}.conf", Hocon + Environment.NewLine + FastText);

    private T Added<T>(T member)
        where T : HostMember
    {
        _members.Add(member);
        return member;
    }

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
