using Akka.Actor;
using Akka.Cluster;
using Delight.Simulation.Network;

namespace Delight.Simulation.Cluster.Tests;

public sealed class ReadmeTests
{
    [Fact]
    public void Readme_FirstExample_IsWhatItSays()
    {
        #region readme
        using ClusterSimulation simulation = ClusterSimulation.Create(seed: 7, new SimulationOptions
        {
            Hocon = "akka.cluster.seed-nodes = [\"akka.tcp://simulation@a:2552\"]",
        });
        simulation.Network.DefaultQuality = new LinkQuality { Latency = TimeSpan.FromMilliseconds(5) };
        foreach (string name in (string[])["a", "b", "c"])
        {
            simulation.AddSystem(name, start: system => system.ActorOf(Props.Create<Shop>(), "shop")); // its program
        }

        simulation.RunFor(TimeSpan.FromSeconds(15));
        simulation.Network.Cut(["a", "b"], ["c"]);   // five seconds: unreachable, and nobody is downed
        simulation.RunFor(TimeSpan.FromSeconds(5));
        simulation.Network.Heal();
        simulation.Crash("b");
        simulation.RunFor(TimeSpan.FromSeconds(3));
        simulation.Restart("b");                     // the same address, another uid
        simulation.RunFor(TimeSpan.FromSeconds(30));
        var cluster = Akka.Cluster.Cluster.Get(simulation["a"].System);
        #endregion

        Assert.Equal(3, cluster.State.Members.Count(member => member.Status == MemberStatus.Up));
        Assert.Empty(cluster.State.Unreachable);
    }

    private sealed class Shop : UntypedActor
    {
        protected override void OnReceive(object message) => Unhandled(message);
    }
}
