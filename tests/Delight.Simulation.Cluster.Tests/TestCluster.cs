using Akka.Actor;
using Akka.Cluster;
using Delight.Simulation.Network;

namespace Delight.Simulation.Cluster.Tests;

/// <summary>Small clusters, and what tests ask of them.</summary>
internal static class TestCluster
{
    public const string Hocon = """
        akka.cluster.seed-nodes = ["akka.tcp://simulation@a:2552", "akka.tcp://simulation@b:2552"]
        """;

    /// <summary>A cluster of some nodes, all of them up.</summary>
    public static ClusterSimulation Up(
        string nodes = "abc", string hocon = "", Action<ActorSystem>? start = null, ulong seed = 1)
    {
        ClusterSimulation simulation = ClusterSimulation.Create(
            seed, new SimulationOptions { Hocon = hocon + "\n" + Hocon });
        simulation.Network.DefaultQuality = new LinkQuality { Latency = TimeSpan.FromMilliseconds(2) };
        foreach (char name in nodes)
        {
            simulation.AddSystem(name.ToString(), start: start);
        }

        Assert.True(simulation.RunUntil(
            () => nodes.All(node => simulation.UpOn(node.ToString()) == nodes), Seconds(30)));
        return simulation;
    }

    /// <summary>Hosts of the members that are up and reachable, as a node sees them, one after the other.</summary>
    public static string UpOn(this ClusterSimulation simulation, string node)
    {
        ClusterEvent.CurrentClusterState state = Akka.Cluster.Cluster.Get(simulation[node].System).State;
        return string.Concat(state.Members.Except(state.Unreachable)
            .Where(member => member.Status == MemberStatus.Up).Select(member => member.Address.Host));
    }

    public static TimeSpan Seconds(double seconds) => TimeSpan.FromSeconds(seconds);

    public static void RunFor(this ClusterSimulation simulation, double seconds) =>
        simulation.RunFor(Seconds(seconds));

    /// <summary>An actor that does what a function says, and keeps what it got.</summary>
    public static Props Scripted(Action<IActorContext, object> act) =>
        Props.Create(() => new ScriptedActor(act));

    private sealed class ScriptedActor(Action<IActorContext, object> act) : UntypedActor
    {
        protected override void OnReceive(object message) => act(Context, message);
    }
}
