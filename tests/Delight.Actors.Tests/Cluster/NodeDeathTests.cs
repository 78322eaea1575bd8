using System.Globalization;
using System.Text.Json.Nodes;

namespace Delight.Actors.Tests.Cluster;

/// <summary>Nodes that die, are cut off, or leave.</summary>
[Collection("Processes")]
[Trait("Category", "Processes")]
public sealed class NodeDeathTests
{
    [HostFact]
    public async Task Training_WhoseNodeIsKilledAndAnotherJoins_TakesEveryStepAndTrainsOnEachRowOnce()
    {
        await using ClusterRun run = new();
        HostMember head = await run.HeadAsync("--record");
        HostProcess first = run.NodeProcess();
        run.Node();
        await run.UntilAsync("two nodes have joined", () => run.Count("node-joined") == 2);
        await run.UntilUpdateAsync(run.Updates + 40);
        first.Kill();
        run.Node();
        await run.UntilAsync("the head took it for dead", () => run.Count("node-left", $"\"{first.Name}\"") == 1);
        await run.UntilAsync("another one has joined", () => run.Count("node-joined") == 3);
        JsonNode result = await run.EndAsync(head, run.Updates + 100);
        Assert.Equal(1, run.Count("member-unreachable", $"\"{first.Name}\""));
        Assert.Equal(1, run.Count("member-downed"));
        RecordedRows.AreTrainedOnce(run.Stream, (long)result["steps"]!, isWhole: false);
    }

    [HostFact]
    public async Task Node_CutOffUntilItWasRemoved_JoinsAgainInTheSameProcess()
    {
        await using ClusterRun run = new();
        HostMember head = await run.HeadAsync("--record");
        HostProcess node = run.NodeProcess();
        run.Node();
        await run.UntilAsync("two nodes have joined", () => run.Count("node-joined") == 2);
        await run.UntilUpdateAsync(run.Updates + 40);
        string name = node.Name;
        node.Signal("STOP");
        await run.UntilAsync("the head took it for dead", () => run.Count("node-left", $"\"{name}\"") == 1);
        node.Signal("CONT");
        await run.UntilAsync("it is back", () => run.Count("node-joined") == 3);
        JsonNode result = await run.EndAsync(head, run.Updates + 100);
        Assert.False(node.HasExited);
        Assert.Contains("head-lost", node.Error, StringComparison.Ordinal);
        Assert.Equal(1, run.Count("member-unreachable", $"\"{name}\""));
        Assert.Equal(1, run.Count("member-downed"));
        RecordedRows.AreTrainedOnce(run.Stream, (long)result["steps"]!, isWhole: false);
    }

    [HostFact]
    public async Task Node_KilledAndStartedAgainAtItsPort_IsCountedAndFedAsAnotherNode()
    {
        await using ClusterRun run = new();
        run.Variables["DELIGHT_HOCON__AKKA__REMOTE__DOT_NETTY__TCP__PORT"] =
            ClusterRun.FreePort().ToString(CultureInfo.InvariantCulture);
        HostMember head = await run.HeadAsync("--record");
        HostProcess first = run.NodeProcess();
        await run.UntilUpdateAsync(60);
        first.Kill();
        HostProcess second = run.NodeProcess();
        await run.UntilAsync("it is in again", () => run.Count("node-joined") == 2);
        JsonNode result = await run.EndAsync(head, run.Updates + 100);
        Assert.Equal(first.Name, second.Name);
        Assert.Equal(1, run.Count("node-left", "leaves in order") + run.Count("node-left", "is out of the cluster")
            + run.Count("node-left", "was started again"));
        Assert.Equal(0, (long)result["staleness"]!["max"]!); // every update waits for rows of the newest policy
        RecordedRows.AreTrainedOnce(run.Stream, (long)result["steps"]!, isWhole: false);
    }

    [HostFact]
    public async Task Node_ToldToStop_LeavesInOrder()
    {
        await using ClusterRun run = new();
        HostMember head = await run.HeadAsync();
        HostProcess[] nodes = [run.NodeProcess(), run.NodeProcess()];
        await run.UntilAsync("two nodes have joined", () => run.Count("node-joined") == 2);
        await run.UntilUpdateAsync(run.Updates + 40);
        run.Node(); // works on, alone at last
        nodes[0].Signal("TERM");
        nodes[1].Signal("INT");
        Assert.Equal(130, await run.ExitCodeAsync(nodes[0]));
        Assert.Equal(130, await run.ExitCodeAsync(nodes[1]));
        await run.UntilAsync("the head heard of it", () => run.Count("member-left") == 2);
        Assert.All(nodes, node => Assert.Equal(1, run.Count("node-left", $"\"{node.Name}\"")));
        await run.EndAsync(head, run.Updates + 40);

        // On a busy machine the last heartbeats of a member that leaves may be missed; it is never declared dead.
        Assert.Equal(0, run.Count("member-downed"));
    }
}
