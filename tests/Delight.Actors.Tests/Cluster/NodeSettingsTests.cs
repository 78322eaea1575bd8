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
    public async Task Faults_OfAScenario_HappenInTheProcessesThatTheyConcern()
    {
        JsonNode scenario = JsonNode.Parse(ClusterRun.BanditText)!;
        scenario["learner"]!["stalenessMax"] = 4;
        scenario["learner"]!["rowsInFlightMax"] = 80;
        scenario["learner"]!["requestTimeout"] = "200ms";
        scenario["network"] = JsonNode.Parse("""{ "latency": "2ms" }""");
        scenario["faults"] = JsonNode.Parse("""
            [
              { "kind": "crash-node", "target": "workers", "every": "1s", "lasts": "50ms" },
              { "kind": "crash-actor", "target": "rollout", "every": "700ms" },
              { "kind": "pause-actor", "target": "learner", "every": "1s", "lasts": "50ms" },
              { "kind": "partition", "target": "learner", "against": "workers", "every": "1s", "lasts": "50ms" }
            ]
            """);
        scenario["workers"]![0]!["node"] = "workers";
        scenario["workers"]![0]!["signOfLifeEvery"] = "50ms";
        using ClusterRun run = new(2 * Patience) { Scenario = scenario.ToJsonString() };
        HostProcess head = await run.HeadAsync("--record", "--steps", "400");
        HostProcess[] nodes = [run.Node(), run.Node()];
        await run.FinishAsync(head, 400);
        string[] ofHead = ["pause-began", "partition-began"], ofNodes = ["node-crashed", "actor-crashed"];
        Assert.All(ofHead, kind => Assert.NotEqual(0, run.Count(kind)));
        Assert.All(ofNodes, kind => Assert.Equal(0, run.Count(kind)));
        Assert.All(nodes, node =>
        {
            Assert.All(ofNodes, kind => Assert.Contains($" {kind} faults", node.Error, StringComparison.Ordinal));
            Assert.DoesNotContain("pause-began", node.Error, StringComparison.Ordinal);
        });
        RecordedRows.AreTrainedOnce(run.Stream, 400 * ClusterRun.BatchRows);
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
