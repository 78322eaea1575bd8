using System.Text.Json.Nodes;

namespace Delight.Actors.Tests.Cluster;

/// <summary>Heads that are cut off, die, and come back.</summary>
[Collection("Processes")]
[Trait("Category", "Processes")]
public sealed class HeadLossTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(58);

    [HostFact]
    public async Task Head_CutOffUntilItsNodesGaveItUp_GoesOnWithThem()
    {
        using ClusterRun run = new(Patience);
        HostProcess head = await run.HeadAsync("--record", "--steps", "400");
        HostProcess[] nodes = [run.Node(), run.Node()];
        await run.UntilAsync("two nodes have joined", () => run.Count("node-joined") == 2);
        await run.UntilUpdateAsync(60);
        head.Signal("STOP");
        await run.UntilAsync("the nodes gave it up", () => nodes.All(
            node => node.Error.Contains("head-lost", StringComparison.Ordinal)));
        long before = run.Updates;
        head.Signal("CONT");
        await run.UntilAsync("they are back", () => run.Count("node-joined") == 4);
        await run.FinishAsync(head, 400);
        Assert.True(before < 400);
        Assert.All(nodes, node => Assert.False(node.HasExited));
        RecordedRows.AreTrainedOnce(run.Stream, 400 * ClusterRun.BatchRows);
    }

    [HostFact]
    public async Task Head_KilledAndStartedAgain_GoesOnFromItsCheckpointWithTheSameNodes()
    {
        using ClusterRun run = new(Patience);
        HostProcess head = await run.HeadAsync("--steps", "400");
        HostProcess[] nodes = [run.Node(), run.Node()];
        await run.UntilAsync("two nodes have joined", () => run.Count("node-joined") == 2);
        await run.UntilUpdateAsync(120);
        head.Kill();
        head = run.Head("--resume", run.Record, "--steps", "400");
        await run.FinishAsync(head, 400);
        Assert.Equal((1, 4), (run.Count("run-resumed"), run.Count("node-joined")));
        Assert.All(nodes, node => Assert.False(node.HasExited));
        Assert.True(Checkpoint(run) >= 100);
    }

    [HostFact]
    public async Task Head_KilledAndAnotherRunStartedInItsPlace_TrainsOnNothingOfTheRunBefore()
    {
        using ClusterRun run = new(Patience);
        HostProcess head = await run.HeadAsync();
        HostProcess[] nodes = [run.Node(), run.Node()];
        await run.UntilAsync("two nodes have joined", () => run.Count("node-joined") == 2);
        await run.UntilUpdateAsync(100);
        head.Kill();
        Directory.Delete(run.Record, recursive: true);
        head = run.Head("--out", run.Record, "--record", "--steps", "300");
        JsonNode result = await run.FinishAsync(head, 300);
        Assert.Equal(2, run.Count("node-joined"));
        Assert.All(nodes, node => Assert.False(node.HasExited));
        Assert.Equal(0, (long)result["staleness"]!["max"]!);
        RecordedRows.AreTrainedOnce(run.Stream, 300 * ClusterRun.BatchRows);
    }

    private static long Checkpoint(ClusterRun run)
    {
        string line = run.Events.First(found => found.Contains("run-resumed", StringComparison.Ordinal));
        string detail = (string)JsonNode.Parse(line)!["detail"]!;
        return long.Parse(detail.Split("of step ")[1].Split(',')[0], System.Globalization.CultureInfo.InvariantCulture);
    }
}
