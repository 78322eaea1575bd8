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
        Assert.Equal(1, run.Count("node-left", $"-{first.Id}\""));
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
        node.Signal("STOP");
        await run.UntilAsync("the head took it for dead", () => run.Count("node-left", $"-{node.Id}\"") == 1);
        node.Signal("CONT");
        await run.UntilAsync("it is back", () => run.Count("node-joined", $"-{node.Id} ") == 2);
        long updates = run.Updates;
        await run.FinishAsync(head, 2000);
        Assert.True(updates < 2000, "the run was over before the node was back");
        Assert.False(node.HasExited);
        Assert.Contains("head-lost", node.Error, StringComparison.Ordinal);
        Assert.Equal((1, 1), (run.Count("member-unreachable"), run.Count("member-downed")));
        RecordedRows.AreTrainedOnce(run.Stream, 2000 * ClusterRun.BatchRows);
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
        Assert.Equal(1, run.Count("node-left", $"-{node.Id}\""));
        await run.FinishAsync(head, 1000);

        // On a busy machine the last heartbeats of a member that leaves may be missed; it is never declared dead.
        Assert.Equal(0, run.Count("member-downed"));
    }
}
