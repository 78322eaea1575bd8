using System.Globalization;
using System.Text.Json.Nodes;

namespace Delight.Actors.Tests.Cluster;

/// <summary>What a head and its nodes are told, and by whom.</summary>
[Collection("Processes")]
[Trait("Category", "Processes")]
public sealed class NodeSettingsTests
{
    private const string PortVariable = "DELIGHT_HOCON__AKKA__REMOTE__DOT_NETTY__TCP__PORT";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(58);

    [HostFact]
    public async Task Port_SetByCommandLineEnvironmentAndFile_FirstOfThemWins()
    {
        int ofEnvironment = ClusterRun.FreePort(), ofFile = ClusterRun.FreePort();
        using ClusterRun run = new(Patience)
        {
            Hocon = string.Create(CultureInfo.InvariantCulture, $"akka.remote.dot-netty.tcp.port = {ofFile}"),
        };
        run.Variables[PortVariable] = ofEnvironment.ToString(CultureInfo.InvariantCulture);
        await run.HeadAsync(); // at the port of --listen, or nobody finds it
        run.Node();
        await run.UntilAsync("a node listens", () => run.Count("member-up", $"\"127.0.0.1:{ofEnvironment}\"") == 1);
        run.Variables.Clear();
        run.Node();
        await run.UntilAsync("another one does", () => run.Count("member-up", $"\"127.0.0.1:{ofFile}\"") == 1);
    }

    [HostFact]
    public async Task Pools_OfAScenario_AreSharedOutOrAskedFor()
    {
        using ClusterRun run = new(Patience) { Scenario = TwoPools };
        HostProcess head = await run.HeadAsync("--steps", "1000000"); // it ends when it is told to
        HostProcess unknown = run.Node("--pool", "lame");
        Assert.Equal(2, await run.ExitCodeAsync(unknown));
        Assert.EndsWith(
            $"delight: the head at {run.Endpoint} does not let this node in: the scenario has no pool lame. Take "
            + $"--pool right or broken, or leave it out.{Environment.NewLine}",
            unknown.Error.TrimEnd() + Environment.NewLine, StringComparison.Ordinal);
        run.Node(4);
        await run.UntilAsync("one is shared out", () => run.Count("node-joined", "4 workers: 3 right, 1 broken") == 1);
        run.Node("--pool", "broken");
        await run.UntilAsync("one got what it asked for", () => run.Count("node-joined", "2 workers: 2 broken") == 1);
        await run.UntilUpdateAsync(60);
        head.Signal("INT");
        Assert.Equal(130, await run.ExitCodeAsync(head));
        string summary = await File.ReadAllTextAsync(Path.Combine(run.Record, "run.json"));
        JsonNode rates = JsonNode.Parse(summary)!["realisedRates"]!;
        Assert.True((double)rates["broken-worker"]! > 0, summary);
    }

    [HostFact]
    public async Task Record_OfARunOfAHead_NamesTheCommandThatGoesOnWithIt()
    {
        using ClusterRun run = new(Patience);
        HostProcess head = await run.HeadAsync("--steps", "20");
        run.Node();
        await run.FinishAsync(head, 20);
        string summary = await File.ReadAllTextAsync(Path.Combine(run.Record, "run.json"));
        string command = (string)JsonNode.Parse(summary)!["command"]!;
        Assert.StartsWith("./delight run ", command, StringComparison.Ordinal);
        Assert.Contains(" --steps 20 ", command, StringComparison.Ordinal);
        Assert.Contains($" --runtime akka --listen {run.Endpoint} --hocon ", command, StringComparison.Ordinal);
    }

    [HostFact]
    public async Task Links_OfAScenario_AreRefusedByAHeadInOneLine()
    {
        JsonNode scenario = JsonNode.Parse(ClusterRun.BanditText)!;
        scenario["network"] = JsonNode.Parse(
            """{ "links": [ { "from": "learner", "to": "parameter-server", "latency": "10ms" } ] }""");
        using ClusterRun run = new(Patience) { Scenario = scenario.ToJsonString() };
        HostProcess head = run.Head("--out", run.Record);
        Assert.Equal(2, await run.ExitCodeAsync(head));
        Assert.Equal(
            "delight: network.links: bandit has 1 and the head of a cluster makes none: what lies between its "
            + "processes is the real network. Leave out --listen, or take ./delight simulate.",
            head.Error.Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries)[^1]);
    }

    [HostFact]
    public async Task Faults_OfAScenario_AreRefusedByAHeadInOneLineBeforeAnythingStarts()
    {
        JsonNode scenario = JsonNode.Parse(ClusterRun.BanditText)!;
        scenario["faults"] = JsonNode.Parse("""[ { "kind": "crash-actor", "target": "rollout", "every": "1s" } ]""");
        using ClusterRun run = new(Patience) { Scenario = scenario.ToJsonString() };
        HostProcess head = run.Head("--out", run.Record);
        Assert.Equal(2, await run.ExitCodeAsync(head));
        Assert.Equal(
            "delight: faults: bandit has 1 and the head of a cluster injects none: processes of others are out of its "
            + "reach. Leave out --listen, or take ./delight simulate.",
            head.Error.Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries)[^1]);
        Assert.False(Directory.Exists(run.Record));
    }

    private static string TwoPools
    {
        get
        {
            JsonNode scenario = JsonNode.Parse(ClusterRun.BanditText)!;
            JsonObject right = scenario["workers"]![0]!.AsObject(), broken = right.DeepClone().AsObject();
            (right["pool"], right["count"]) = ("right", 3);
            (broken["pool"], broken["count"], broken["build"]) = ("broken", 1, "constant-answer");
            scenario["workers"]!.AsArray().Add(broken);
            return scenario.ToJsonString();
        }
    }
}
