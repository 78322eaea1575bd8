using Akka.Actor;
using Delight.Simulation.Failures;
using static Delight.Simulation.Cluster.Tests.TestCluster;

namespace Delight.Simulation.Cluster.Tests.Failures;

/// <summary>Each error is one line: what, where, the rule and the remedy.</summary>
public sealed class WrongUseTests
{
    [Fact]
    public void UnknownNode_SaysWhichThereAre()
    {
        using ClusterSimulation simulation = ClusterSimulation.Create(1);
        simulation.AddSystem("a");

        ArgumentException failure = Assert.Throws<ArgumentException>(() => simulation.Crash("z"));

        Assert.StartsWith(
            "there is no node 'z'; there are a. Call AddSystem(\"z\") before.", failure.Message,
            StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => simulation["z"]);
    }

    [Fact]
    public void WallClockWaiting_InAProgram_IsNamed()
    {
        using ClusterSimulation simulation = ClusterSimulation.Create(1);

        SimulationException failure = Assert.Throws<SimulationException>(() => simulation.AddSystem(
            "a", start: system => _ = system.ActorSelection("/user/nobody").ResolveOne(TimeSpan.FromMilliseconds(50))
                .WaitAsync(TimeSpan.FromMilliseconds(100)).GetAwaiter().GetResult()));

        Assert.Contains("system 'a' did not start", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', failure.Message);
        Assert.Empty(simulation.Nodes);
    }

    [Fact]
    public void WallClockWaiting_ThatTimesOut_SaysWhatToDo()
    {
        using ClusterSimulation simulation = ClusterSimulation.Create(1);

        SimulationException failure = Assert.Throws<SimulationException>(() => simulation.AddSystem(
            "a", start: _ => new TaskCompletionSource().Task.WaitAsync(TimeSpan.FromMilliseconds(20))
                .GetAwaiter().GetResult()));

        Assert.Contains(
            "It waited by the wall clock for what only virtual time brings. Start the work and go on",
            failure.Message, StringComparison.Ordinal);
        Assert.Contains("ClusterSimulation.Create(seed: 1)", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ForeignThread_ThatSends_IsNamedWithItsNode()
    {
        using ClusterSimulation simulation = ClusterSimulation.Create(1);
        IActorRef actor = simulation.AddSystem("a").System.ActorOf(Scripted((_, _) => { }), "shop");
        simulation.RunFor(1);
        Thread thread = new(() => actor.Tell("hello"));
        thread.Start();
        thread.Join();

        SimulationException failure = Assert.Throws<SimulationException>(() => simulation.RunFor(1));

        Assert.Equal(FailureKind.ForeignThread, failure.Kind);
        Assert.Contains("sent a message (String) to a/user/shop", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Failure_ThatNobodySupervises_NamesNodeAndActor()
    {
        using ClusterSimulation simulation = ClusterSimulation.Create(1);
        simulation.AddSystem("a").System.ActorOf(
            Scripted((_, _) => throw new InvalidOperationException("no stock")), "shop").Tell("buy");

        SimulationException failure = Assert.Throws<SimulationException>(() => simulation.RunFor(1));

        Assert.Contains("actor a/user/shop failed", failure.Message, StringComparison.Ordinal);
        Assert.Contains("no stock", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("akka.remote.enabled-transports = [\"akka.remote.mine\"]", "enables the transport 'akka.remote.mine'")]
    [InlineData("akka.actor.provider = local", "akka.actor.provider = 'local'")]
    [InlineData(
        "akka.cluster.failure-detector.implementation-class = \"My.Detector, Mine\"",
        "has the failure detector 'My.Detector, Mine'")]
    public void Configuration_ThatWouldStayLive_IsRefused(string hocon, string expected)
    {
        using ClusterSimulation simulation = ClusterSimulation.Create(1);

        Exception failure = Assert.ThrowsAny<Exception>(() => simulation.AddSystem("a", hocon));

        Assert.Contains(expected, failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', failure.Message);
    }

    [Fact]
    public void SameAddressTwice_IsRefused()
    {
        using ClusterSimulation simulation = ClusterSimulation.Create(1);
        const string Hocon = "akka.remote.dot-netty.tcp { hostname = localhost, port = 4053 }";
        simulation.AddSystem("a", Hocon);

        ArgumentException failure = Assert.Throws<ArgumentException>(() => simulation.AddSystem("b", Hocon));

        Assert.Contains("wants localhost:4053, where another one listens", failure.Message, StringComparison.Ordinal);
        const string AnyPort = "akka.remote.dot-netty.tcp { hostname = localhost, port = 0 }";
        Assert.Equal(2552, simulation.AddSystem("c", AnyPort).Address.Port);
        Assert.Equal(2553, simulation.AddSystem("d", AnyPort).Address.Port);
    }
}
