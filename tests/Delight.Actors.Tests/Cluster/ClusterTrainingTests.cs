using Delight.Actors.Cluster;
using Delight.Actors.Coordination;
using Delight.Actors.Tests.Live;

namespace Delight.Actors.Tests.Cluster;

/// <summary>A head and its nodes, each an actor system of its own, over real sockets of this machine.</summary>
public sealed class ClusterTrainingTests
{
    private const string Secret = "a secret of the test";

    // Longer than any test takes on a busy machine: reached only where a cluster hangs.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly Events _events = new();

    [Fact]
    public async Task Training_WithWorkersOfAnotherSystem_TakesEveryStep()
    {
        int port = ClusterRun.FreePort();
        using CancellationTokenSource end = new(Patience);
        TrainingPlan plan = Plan(steps: 50);
        Task node = new ClusterNode(Node(port, Secret)).RunAsync(_ => { }, end.Token);
        await Head(port).RunAsync(plan, _events.Happened, end.Token);
        await end.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => node);
        Assert.Equal((50L, 400L), (plan.Totals.Updates, plan.Totals.Episodes));
        Assert.NotNull(plan.Outcome.Parameters);
        Assert.Contains(_events.All, happened => happened.Kind == "node-joined");
    }

    [Fact]
    public async Task Node_WithAnotherSecret_IsRefused()
    {
        int port = ClusterRun.FreePort();
        using CancellationTokenSource end = new(Patience);
        Task head = Head(port).RunAsync(Plan(steps: 50), _events.Happened, end.Token);
        NodeRefusedException refused = await Assert.ThrowsAsync<NodeRefusedException>(
            () => new ClusterNode(Node(port, "another secret!!")).RunAsync(_ => { }, end.Token));
        await end.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => head);
        Assert.Contains("does not know the secret", refused.Message, StringComparison.Ordinal);
        Assert.Contains(_events.All, happened => happened.Kind == "node-refused");
    }

    private static ClusterHead Head(int port) => new(new HeadOptions
    {
        Host = "127.0.0.1", Port = port, Secret = Secret, Scenario = "{}",
    });

    private static TrainingPlan Plan(long steps) =>
        TestTraining.Plan(TestTraining.ImageParts(rowsMax: 8), TestTraining.Learner(steps), TestTraining.Pool());

    private static NodeOptions Node(int port, string secret) => new()
    {
        SeedHost = "127.0.0.1", SeedPort = port, Workers = 2, Secret = secret, Time = TimeProvider.System,
        Prepare = _ => new NodeWork(
            1, TestTraining.ImageParts(8).Task, TestTraining.ImageParts(8).Policy, [TestTraining.Pool()], 1),
    };
}
