using System.Text.Json.Nodes;

namespace Delight.Actors.Tests.Cluster;

/// <summary>What a head and its nodes are told, and by whom.</summary>
public sealed class NodeSettingsTests
{
    [Fact]
    public async Task Pools_OfAScenario_AreSharedOutOrAskedFor()
    {
        await using ClusterRun run = new() { Scenario = TwoPools };
        HostMember head = await run.HeadAsync();
        HostMember unknown = run.Node("--pool", "lame");
        Assert.Equal(2, await run.ExitCodeAsync(unknown));
        Assert.EndsWith(
            $"delight: the head at {run.Endpoint} does not let this node in: the scenario has no pool lame. Take "
            + $"--pool right or broken, or leave it out.{Environment.NewLine}",
            unknown.Error.TrimEnd() + Environment.NewLine, StringComparison.Ordinal);
        run.Node("--workers", "4");
        await run.UntilAsync("one is shared out", () => run.Count("node-joined", "4 workers: 3 right, 1 broken") == 1);
        run.Node("--pool", "broken");
        await run.UntilAsync("one got what it asked for", () => run.Count("node-joined", "2 workers: 2 broken") == 1);
        await run.EndAsync(head, run.Updates + 40);
        string summary = await File.ReadAllTextAsync(Path.Combine(run.Record, "run.json"));
        JsonNode rates = JsonNode.Parse(summary)!["realisedRates"]!;
        Assert.True((double)rates["broken-worker"]! > 0, summary);
    }

    [Fact]
    public async Task Record_OfARunOfAHead_NamesTheCommandThatGoesOnWithIt()
    {
        await using ClusterRun run = new();
        HostMember head = await run.HeadAsync("--steps", "20");
        run.Node();
        await run.FinishAsync(head, 20, errorMax: 1);
        string summary = await File.ReadAllTextAsync(Path.Combine(run.Record, "run.json"));
        string command = (string)JsonNode.Parse(summary)!["command"]!;
        Assert.StartsWith("./delight run ", command, StringComparison.Ordinal);
        Assert.Contains(" --steps 20 ", command, StringComparison.Ordinal);
        Assert.Contains($" --runtime akka --listen {run.Endpoint} --hocon ", command, StringComparison.Ordinal);
    }

    [Fact]
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
        await using ClusterRun run = new() { Scenario = scenario.ToJsonString() };
        HostMember head = await run.HeadAsync("--record");
        HostMember[] nodes = [run.Node(), run.Node()];
        string[] ofHead = ["pause-began", "partition-began"], ofNodes = ["node-crashed", "actor-crashed"];
        await run.UntilAsync("all faults have happened", () => ofHead.All(kind => run.Count(kind) > 0)
            && nodes.All(node => ofNodes.All(
                kind => node.Error.Contains($" {kind} faults", StringComparison.Ordinal))));
        JsonNode result = await run.EndAsync(head, run.Updates + 100);
        Assert.All(ofNodes, kind => Assert.Equal(0, run.Count(kind)));
        Assert.All(nodes, node => Assert.DoesNotContain("pause-began", node.Error, StringComparison.Ordinal));
        RecordedRows.AreTrainedOnce(run.Stream, (long)result["steps"]!, isWhole: false);
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
