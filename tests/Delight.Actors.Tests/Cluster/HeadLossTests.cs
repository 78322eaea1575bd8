using System.Text.Json.Nodes;

namespace Delight.Actors.Tests.Cluster;

/// <summary>Heads that are cut off, die, and come back.</summary>
[Collection("Processes")]
[Trait("Category", "Processes")]
public sealed class HeadLossTests
{
    [HostFact]
    public async Task Head_CutOffUntilItsNodesGaveItUp_GoesOnWithThem()
    {
        await using ClusterRun run = new();
        (HostProcess head, HostMember[] nodes) = await TrainAsync(run, "--out", run.Record, "--record");
        head.Signal("STOP");
        await run.UntilAsync("the nodes gave it up", () => nodes.All(
            node => node.Error.Contains("head-lost", StringComparison.Ordinal)));
        head.Signal("CONT");
        await run.UntilAsync("they are back", () => run.Count("node-joined") == 4);
        JsonNode result = await run.EndAsync(head, run.Updates + 100);
        Assert.All(nodes, node => Assert.False(node.HasExited));
        RecordedRows.AreTrainedOnce(run.Stream, (long)result["steps"]!, isWhole: false);
    }

    [HostFact]
    public async Task Head_KilledAndStartedAgain_GoesOnFromItsCheckpointWithTheSameNodes()
    {
        await using ClusterRun run = new();
        (HostProcess head, HostMember[] nodes) = await TrainAsync(run, "--out", run.Record, "--steps", "400");
        await run.UntilUpdateAsync(120);
        head.Kill();
        head = run.HeadProcess("--resume", run.Record, "--steps", "400");
        await run.FinishAsync(head, 400, errorMax: 0.2);
        Assert.Equal((1, 4), (run.Count("run-resumed"), run.Count("node-joined")));
        Assert.All(nodes, node => Assert.False(node.HasExited));
        Assert.True(Checkpoint(run) >= 100);
    }

    [HostFact]
    public async Task Head_ToldToStopAndStartedAgain_GoesOnFromItsLastUpdate()
    {
        await using ClusterRun run = new();
        (HostProcess head, HostMember[] nodes) = await TrainAsync(run, "--out", run.Record, "--steps", "400");
        long ended = (long)(await run.EndAsync(head, 60))["steps"]!;
        head = run.HeadProcess("--resume", run.Record, "--steps", "400");
        await run.FinishAsync(head, 400, errorMax: 0.2);
        Assert.Equal(ended, Checkpoint(run));
        Assert.All(nodes, node => Assert.False(node.HasExited));
    }

    [HostFact]
    public async Task Head_KilledAndAnotherRunStartedInItsPlace_TrainsOnNothingOfTheRunBefore()
    {
        await using ClusterRun run = new();
        (HostProcess head, HostMember[] nodes) = await TrainAsync(run, "--out", run.Record);
        head.Kill();
        Directory.Delete(run.Record, recursive: true);
        head = run.HeadProcess("--out", run.Record, "--record", "--steps", "100");
        JsonNode result = await run.FinishAsync(head, 100, errorMax: 1);
        Assert.Equal(2, run.Count("node-joined"));
        Assert.All(nodes, node => Assert.False(node.HasExited));
        Assert.Equal(0, (long)result["staleness"]!["max"]!);
        RecordedRows.AreTrainedOnce(run.Stream, 100, isWhole: true);
    }

    /// <summary>A head that trains with two nodes.</summary>
    private static async Task<(HostProcess Head, HostMember[] Nodes)> TrainAsync(
        ClusterRun run, params string[] arguments)
    {
        HostProcess head = run.HeadProcess(arguments);
        HostMember[] nodes = [run.Node(), run.Node()];
        await run.UntilAsync("two nodes have joined", () => run.Count("node-joined") == 2);
        await run.UntilUpdateAsync(run.Updates + 40);
        return (head, nodes);
    }

    private static long Checkpoint(ClusterRun run)
    {
        string line = run.Events.First(found => found.Contains("run-resumed", StringComparison.Ordinal));
        string detail = (string)JsonNode.Parse(line)!["detail"]!;
        return long.Parse(detail.Split("of step ")[1].Split(',')[0], System.Globalization.CultureInfo.InvariantCulture);
    }
}
