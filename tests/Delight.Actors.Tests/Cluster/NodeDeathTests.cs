using System.Globalization;
using System.Text.Json.Nodes;

namespace Delight.Actors.Tests.Cluster;

/// <summary>Nodes that die, are cut off, or leave.</summary>
[Collection("Processes")]
[Trait("Category", "Processes")]
public sealed class NodeDeathTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(58);

    [HostFact]
    public async Task Training_WhoseNodeIsKilledAndAnotherJoins_TakesEveryStepAndTrainsOnEachRowOnce()
    {
        using ClusterRun run = new(Patience);
        HostProcess head = await run.HeadAsync("--record", "--steps", "600");
        HostProcess first = run.Node();
        run.Node();
        await run.UntilAsync("two nodes have joined", () => run.Count("node-joined") == 2);
        await run.UntilUpdateAsync(100);
        first.Kill();
        run.Node();
        await run.FinishAsync(head, 600);
        Assert.Equal(3, run.Count("node-joined"));
        Assert.Equal(1, run.Count("member-unreachable"));
        Assert.Equal(1, run.Count("member-downed"));
        Assert.Equal(1, run.Count("node-left", $"\"{first.Name}\""));
        RecordedRows.AreTrainedOnce(run.Stream, 600 * ClusterRun.BatchRows);
    }

    [HostFact]
    public async Task Node_CutOffUntilItWasRemoved_JoinsAgainInTheSameProcess()
    {
        using ClusterRun run = new(2 * Patience);
        HostProcess head = await run.HeadAsync("--record", "--steps", "2000"); // longer than it takes to notice
        HostProcess node = run.Node();
        run.Node();
        await run.UntilAsync("two nodes have joined", () => run.Count("node-joined") == 2);
        await run.UntilUpdateAsync(60);
        string name = node.Name;
        node.Signal("STOP");
        await run.UntilAsync("the head took it for dead", () => run.Count("node-left", $"\"{name}\"") == 1);
        node.Signal("CONT");
        await run.UntilAsync("it is back", () => run.Count("node-joined") == 3);
        long updates = run.Updates;
        await run.FinishAsync(head, 2000);
        Assert.True(updates < 2000, "the run was over before the node was back");
        Assert.False(node.HasExited);
        Assert.Contains("head-lost", node.Error, StringComparison.Ordinal);
        Assert.Equal((1, 1), (run.Count("member-unreachable"), run.Count("member-downed")));
        RecordedRows.AreTrainedOnce(run.Stream, 2000 * ClusterRun.BatchRows);
    }

    [HostFact]
    public async Task Node_KilledAndStartedAgainAtItsPort_IsCountedAndFedAsAnotherNode()
    {
        using ClusterRun run = new(Patience);
        run.Variables["DELIGHT_HOCON__AKKA__REMOTE__DOT_NETTY__TCP__PORT"] =
            ClusterRun.FreePort().ToString(CultureInfo.InvariantCulture);
        HostProcess head = await run.HeadAsync("--record", "--steps", "600");
        HostProcess first = run.Node();
        await run.UntilUpdateAsync(60);
        first.Kill();
        HostProcess second = run.Node();
        await run.UntilAsync("it is in again", () => run.Count("node-joined") == 2);
        long updates = run.Updates;
        JsonNode result = await run.FinishAsync(head, 600);
        Assert.True(updates < 600, "the run was over before the node was back");
        Assert.Equal(first.Name, second.Name);
        Assert.Equal(1, run.Count("node-left", "leaves in order") + run.Count("node-left", "is out of the cluster")
            + run.Count("node-left", "was started again"));
        Assert.Equal(0, (long)result["staleness"]!["max"]!); // every update waits for rows of the newest policy
        RecordedRows.AreTrainedOnce(run.Stream, 600 * ClusterRun.BatchRows);
    }

    [HostFact]
    public async Task Node_ThatIsRefused_LeavesInOrderAndHoldsNobodyUp()
    {
        using ClusterRun run = new(Patience);
        HostProcess head = await run.HeadAsync("--steps", "200");
        run.Variables["DELIGHT_SECRET"] = "another secret of a test";
        HostProcess stranger = run.Node();
        Assert.Equal(2, await run.ExitCodeAsync(stranger));
        Assert.Contains("it does not know the secret. Give both the same", stranger.Error, StringComparison.Ordinal);
        run.Variables.Clear();
        run.Node();
        await run.FinishAsync(head, 200);
        Assert.Equal((1, 1), (run.Count("node-refused"), run.Count("node-joined")));
        Assert.Equal((0, 0), (run.Count("member-unreachable"), run.Count("member-downed")));
    }

    [HostFact]
    public async Task Node_WhoseMessagesAreTooLarge_SaysSoAndWhatToDo()
    {
        JsonNode scenario = JsonNode.Parse(ClusterRun.BanditText)!;
        scenario["learner"]!["rowsInFlightMax"] = 8000;
        scenario["learner"]!["stalenessMax"] = null;
        scenario["workers"]![0]!["rowsPerRequest"] = 2000;
        using ClusterRun run = new(Patience)
        {
            Scenario = scenario.ToJsonString(), Hocon = "akka.remote.dot-netty.tcp.maximum-frame-size = 32000b",
        };
        await run.HeadAsync("--steps", "200");
        HostProcess node = run.Node();
        await run.UntilAsync("the node says that its messages are too large", () =>
            node.Error.Contains("message-too-large", StringComparison.Ordinal));
        Assert.Contains("Raise akka.remote.dot-netty.tcp.maximum-frame-size", node.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", node.Error, StringComparison.Ordinal);
    }

    [HostTheory]
    [InlineData("TERM")]
    [InlineData("INT")]
    public async Task Node_ToldToStop_LeavesInOrder(string signal)
    {
        using ClusterRun run = new(Patience);
        HostProcess head = await run.HeadAsync("--steps", "1000"); // longer than it takes to leave
        HostProcess node = run.Node();
        run.Node();
        await run.UntilAsync("two nodes have joined", () => run.Count("node-joined") == 2);
        await run.UntilUpdateAsync(60);
        node.Signal(signal);
        Assert.Equal(130, await run.ExitCodeAsync(node));
        await run.UntilAsync("the head heard of it", () => run.Count("member-left") == 1);
        Assert.Equal(1, run.Count("node-left", $"\"{node.Name}\""));
        await run.FinishAsync(head, 1000);

        // On a busy machine the last heartbeats of a member that leaves may be missed; it is never declared dead.
        Assert.Equal(0, run.Count("member-downed"));
    }
}
