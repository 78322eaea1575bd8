using Akka.Actor;
using Delight.Simulation.Network;
using static Delight.Simulation.Cluster.Tests.TestCluster;

namespace Delight.Simulation.Cluster.Tests.Connections;

/// <summary>Two systems with Akka.Remote alone: one sends numbers, the other keeps them.</summary>
public sealed class ConnectionTests
{
    private readonly List<(double Time, int Number)> _got = [];

    [Fact]
    public void Latency_OfALink_DelaysEachMessage()
    {
        using ClusterSimulation simulation = Pair(new LinkQuality { Latency = Seconds(0.25) });
        Send(simulation, 1);
        simulation.RunFor(5); // the connection stands
        double from = simulation.Elapsed.TotalSeconds;

        Send(simulation, 2);
        simulation.RunFor(5);

        Assert.Equal(from + 0.25, _got[1].Time, 6);
    }

    [Fact]
    public void RandomLatencyReorderingAndDuplicates_KeepTheOrderAndArriveOnce()
    {
        using ClusterSimulation simulation = Pair(new LinkQuality
        {
            Latency = Latency.Exponential(Seconds(0.2)), ReorderingShare = 0.3, DuplicationShare = 0.3,
        });

        for (int number = 0; number < 300; number++)
        {
            Send(simulation, number);
            simulation.RunFor(0.01);
        }

        simulation.RunFor(20);
        Assert.Equal(Enumerable.Range(0, 300), _got.Select(got => got.Number));
    }

    [Fact]
    public void Cut_FramesStallAndArriveAfterItInTheirOrder()
    {
        using ClusterSimulation simulation = Pair();
        Send(simulation, 0);
        simulation.RunFor(2);

        simulation.Network.Link("x", "y").Cut(); // one way: answers would pass
        Send(simulation, 1);
        Send(simulation, 2);
        simulation.RunFor(5);
        int during = _got.Count;
        simulation.Network.Heal();
        simulation.RunFor(10);

        Assert.Equal(1, during);
        Assert.Equal([0, 1, 2], _got.Select(got => got.Number));
    }

    [Fact]
    public void Cut_LongerThanTheConnectionBears_BreaksItAndLosesWhatWaited()
    {
        using ClusterSimulation simulation = Pair(connections: new ConnectionOptions { BreaksAfter = Seconds(10) });
        Send(simulation, 0);
        simulation.RunFor(2);
        simulation.Network.Cut(["x"], ["y"]);
        Send(simulation, 1);
        simulation.RunFor(30);

        simulation.Network.Heal();
        simulation.RunFor(30);
        Send(simulation, 2);
        simulation.RunFor(10);

        Assert.Equal([0, 2], _got.Select(got => got.Number));
    }

    [Fact]
    public void LostFrame_BreaksTheConnection_AndTheGateOpensAfterFiveVirtualSeconds()
    {
        using ClusterSimulation simulation = Pair();
        Send(simulation, 0);
        simulation.RunFor(2);
        simulation.Network.Link("x", "y").LossShare = 1;
        Send(simulation, 1);
        simulation.RunFor(0.1);
        simulation.Network.Link("x", "y").LossShare = 0;

        simulation.RunFor(3);
        Send(simulation, 2); // gated
        simulation.RunFor(5);
        Send(simulation, 3);
        simulation.RunFor(3);

        Assert.Equal([0, 3], _got.Select(got => got.Number));
    }

    [Fact]
    public void Crash_OfThePeer_RefusesConnectionsUntilItIsBack()
    {
        using ClusterSimulation simulation = Pair();
        Send(simulation, 0);
        simulation.RunFor(2);

        simulation.Crash("y");
        simulation.RunFor(1);
        Send(simulation, 1);
        simulation.RunFor(20);
        simulation.Restart("y");
        simulation.RunFor(20);
        Send(simulation, 2);
        simulation.RunFor(5);

        Assert.Equal([0, 2], _got.Select(got => got.Number));
    }

    [Fact]
    public void Bandwidth_CountsTheBytesOfFrames()
    {
        using ClusterSimulation simulation = Pair();
        Send(simulation, 0);
        simulation.RunFor(3);
        simulation.Network.Link("x", "y").BytesPerSecond = 10_000;
        double from = simulation.Elapsed.TotalSeconds;

        simulation["x"].System.ActorSelection("akka.tcp://simulation@y:2552/user/keeper").Tell(new string('.', 20_000));
        simulation.RunFor(0.1);
        Send(simulation, 1);
        simulation.RunFor(10);

        // About 20,000 bytes before it, and some hundred of its own.
        Assert.InRange(_got[^1].Time - from, 2.0, 2.2);
    }

    [Fact]
    public void Ask_AcrossSystems_IsAnsweredOrTimesOutInVirtualTime()
    {
        using ClusterSimulation simulation = Pair(new LinkQuality { Latency = Seconds(0.05) });
        ActorSelection far = simulation["x"].System.ActorSelection("akka.tcp://simulation@y:2552/user/keeper");

        Assert.Equal("you said hello", simulation.Ask<string>(far, "hello", Seconds(5)));
        simulation.Network.Cut(["x"], ["y"]);
        TimeSpan from = simulation.Elapsed;
        Assert.Throws<AskTimeoutException>(() => simulation.Ask<string>(far, "hello", Seconds(5)));
        Assert.Equal(5, (simulation.Elapsed - from).TotalSeconds, 3);
    }

    private static void Send(ClusterSimulation simulation, int number) => simulation["x"].System
        .ActorSelection("akka.tcp://simulation@y:2552/user/keeper").Tell(number);

    private ClusterSimulation Pair(LinkQuality? quality = null, ConnectionOptions? connections = null)
    {
        ClusterSimulation simulation = ClusterSimulation.Create(
            1, new SimulationOptions { Hocon = "akka.actor.provider = remote" }, connections);
        simulation.Network.DefaultQuality = quality ?? new LinkQuality { Latency = Seconds(0.001) };
        simulation.AddSystem("x");
        simulation.AddSystem("y", start: system => system.ActorOf(Scripted((context, message) =>
        {
            if (message is int number)
            {
                _got.Add((simulation.Elapsed.TotalSeconds, number));
            }
            else if (message is "hello")
            {
                context.Sender.Tell($"you said {message}");
            }
        }), "keeper"));
        return simulation;
    }
}
