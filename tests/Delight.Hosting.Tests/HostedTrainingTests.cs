using Delight.Actors.Cluster;
using Delight.Actors.Coordination;
using Delight.Actors.Recording;
using Delight.Experiments.Cluster;
using Delight.Experiments.Text;
using Delight.Hosting.Discovery;
using Microsoft.Extensions.Logging;

namespace Delight.Hosting.Tests;

/// <summary>A head and a node, each in a host of its own.</summary>
public sealed class HostedTrainingTests
{
    [Fact]
    public async Task Training_HeadAndNodeInTwoHosts_TakesEveryStepAndEndsBothApplications()
    {
        int port = TinyTraining.FreePort();
        TrainingPlan plan = TinyTraining.Plan(steps: 50);
        DelightHead head = TinyTraining.Head(port, plan);
        DelightNode node = new(TinyTraining.Node(port)) { Hocon = TinyTraining.Fast };
        await using HostedMember headHost = await HostedMember.StartAsync(akka => akka.WithDelightHead(head));
        await using HostedMember nodeHost = await HostedMember.StartAsync(akka => akka.WithDelightNode(node));
        (TimeSpan elapsed, RunCounters counters) = await head.Completion.WaitAsync(HostedMember.Patience);
        await node.Completion.WaitAsync(HostedMember.Patience); // it lost its head
        Assert.Equal((50L, 50L * TinyTraining.BatchRows), (plan.Totals.Updates, plan.Totals.Episodes));
        Assert.NotNull(plan.Outcome.Parameters);
        Assert.True(elapsed > TimeSpan.Zero);
        Assert.Equal(0, counters.Restarts);
        await headHost.EndedAsync();
        await nodeHost.EndedAsync();
    }

    [Fact]
    public async Task Events_OfARun_ReachTheLogWithTheirValuesAndLevels()
    {
        int port = TinyTraining.FreePort();
        DelightHead head = TinyTraining.Head(port, TinyTraining.Plan(steps: 20));
        await using HostedMember headHost = await HostedMember.StartAsync(akka => akka.WithDelightHead(head));
        NodeOptions stranger = TinyTraining.Node(port, "another secret!!");
        await using HostedMember strange = await HostedMember.StartAsync(akka => akka.WithDelightNode(stranger));
        await strange.EndedAsync(); // it was refused
        await using HostedMember nodeHost =
            await HostedMember.StartAsync(akka => akka.WithDelightNode(TinyTraining.Node(port)));
        await head.Completion.WaitAsync(HostedMember.Patience);
        LogList.Entry joined = Single(headHost, "node-joined"), refused = Single(headHost, "node-refused");
        Assert.Equal(LogLevel.Information, joined.Level);
        Assert.Contains("2 workers", (string)joined.Values["Detail"]!, StringComparison.Ordinal);
        Assert.Equal(LogLevel.Warning, refused.Level);
        LogList.Entry failed = strange.Log.All.Single(entry => entry.Level == LogLevel.Critical);
        Assert.Contains("does not know the secret", failed.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Node_WithAServiceName_FindsItsHeadByDiscovery()
    {
        int port = TinyTraining.FreePort();
        TrainingPlan plan = TinyTraining.Plan(steps: 20);
        DelightHead head = TinyTraining.Head(port, plan);
        DelightNode node = new(TinyTraining.Node(1)) // nobody listens there
        {
            Service = new HeadService("delight-head", port),
            Hocon = TinyTraining.Fast + """

                akka.discovery.method = config
                akka.discovery.config.services.delight-head.endpoints = ["127.0.0.1"]
                """,
        };
        await using HostedMember headHost = await HostedMember.StartAsync(akka => akka.WithDelightHead(head));
        await using HostedMember nodeHost = await HostedMember.StartAsync(akka => akka.WithDelightNode(node));
        await head.Completion.WaitAsync(HostedMember.Patience);
        Assert.Equal(20, plan.Totals.Updates);
    }

    [Fact]
    public async Task Node_WhoseServiceIsUnknown_SaysSoAndLooksAgain()
    {
        TaskCompletionSource<RunEvent> said = new(TaskCreationOptions.RunContinuationsAsynchronously);
        DelightNode node = new(TinyTraining.Node(1))
        {
            Service = new HeadService("nobody", 4053), Hocon = "akka.discovery.method = config",
            Happened = happened => said.TrySetResult(happened),
        };
        await using HostedMember host = await HostedMember.StartAsync(akka => akka.WithDelightNode(node));
        RunEvent first = await said.Task.WaitAsync(HostedMember.Patience);
        Assert.Equal(
            ("head-unknown", "nobody", "the service has no address; looks again in 1 s"),
            (first.Kind, first.Subject, first.Detail));
    }

    [Fact]
    public void Scenario_ThatSetsNoLatency_IsTakenByANodeThatHasNoneToApply()
    {
        NodeWork work = HeadScenario.Prepare(TinyTraining.Scenario(10));
        Assert.Equal("rollout", Assert.Single(work.Pools).Pool);
    }

    [Theory]
    [InlineData("network.latency=2ms")]
    [InlineData("network.lossShare=0.1")]
    [InlineData("""faults=[{"kind":"crash-actor","target":"rollout","at":"1s"}]""")]
    public void Scenario_WithFrictions_IsRefusedByANodeThatHasNoneToApply(string set)
    {
        string json = TinyTraining.Prepared(10, set).Scenario.ToJson();
        UserErrorException refused = Assert.Throws<UserErrorException>(() => HeadScenario.Prepare(json));
        Assert.StartsWith("the scenario bandit has links or faults", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task StandardOutput_OfAMember_GetsNothingOfAkkasLog()
    {
        string? logger = null;
        await using (await HostedMember.StartAsync(akka => akka.WithDelightNode(TinyTraining.Node(1))
            .AddStartup((system, _) => logger = system.Settings.StdoutLogger.GetType().FullName)))
        {
            Assert.Equal("Delight.Hosting.SilentLogger", logger);
        }
    }

    [Fact]
    public async Task Member_InASystemOfAnotherName_IsRefusedWithTheRemedy()
    {
        NodeOptions node = TinyTraining.Node(1);
        InvalidOperationException refused = await Assert.ThrowsAsync<InvalidOperationException>(
            () => HostedMember.StartAsync(akka => akka.WithDelightNode(node), name: "mine"));
        Assert.Equal(
            "the actor system is named 'mine'; members of a cluster find each other by the name 'delight'. Write "
            + "AddAkka(DelightMember.SystemName, ...).", refused.Message);
    }

    private static LogList.Entry Single(HostedMember host, string kind) => host.Log.All.Single(
        entry => entry.Category == "Delight" && kind.Equals(entry.Values.GetValueOrDefault("Kind")));
}
