using Delight.Actors.Cluster;
using Delight.Actors.Configuration;
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

    [Fact]
    public async Task Head_AtAnAddressThatIsInUse_IsRefusedInOneLine()
    {
        int port = ClusterRun.FreePort();
        using CancellationTokenSource end = new(Patience);
        Task first = Head(port).RunAsync(Plan(steps: 50), _events.Happened, end.Token);
        await _events.First("waiting-for-nodes").WaitAsync(end.Token);
        SystemStartException refused = await Assert.ThrowsAsync<SystemStartException>(
            () => Head(port).RunAsync(Plan(steps: 50), _ => { }, end.Token));
        await end.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        Assert.Equal(
            $"127.0.0.1:{port} is in use by another process. End it, or choose another port.", refused.Message);
    }

    private static ClusterHead Head(int port) => new(new HeadOptions
    {
        Listen = new Endpoint("127.0.0.1", port), Secret = Secret, Scenario = "{}",
    });

    private static TrainingPlan Plan(long steps) =>
        TestTraining.Plan(TestTraining.ImageParts(rowsMax: 8), TestTraining.Learner(steps), TestTraining.Pool());

    private static NodeOptions Node(int port, string secret) => new()
    {
        Seeds = [new Endpoint("127.0.0.1", port)], Workers = 2, Secret = secret, Time = TimeProvider.System,
        Prepare = _ => new NodeWork(
            1, TestTraining.ImageParts(8).Task, TestTraining.ImageParts(8).Policy, [TestTraining.Pool()], 1)
        {
            ParameterServerNode = "parameter-server",
        },
    };
}
