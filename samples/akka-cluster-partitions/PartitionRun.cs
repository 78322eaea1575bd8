using Akka.Actor;
using Akka.Cluster.Tools.Singleton;
using Delight.Simulation;
using Delight.Simulation.Cluster;
using Delight.Simulation.Network;

namespace Delight.Samples.AkkaClusterPartitions;

/// <summary>Five real Akka.Cluster nodes with a singleton live through one partition.</summary>
public static class PartitionRun
{
    private static readonly TimeSpan After = TimeSpan.FromSeconds(60);

    /// <summary>Runs it.</summary>
    /// <param name="strategy">Name of the split-brain resolver's strategy.</param>
    /// <param name="seed">Of all that is random in the run.</param>
    /// <param name="partition">What happens.</param>
    public static PartitionOutcome Of(string strategy, ulong seed, Partition partition)
    {
        string hocon = $$"""
            akka.cluster {
              seed-nodes = ["akka.tcp://simulation@{{partition.Oldest}}:2552"]
              split-brain-resolver { active-strategy = {{strategy}}, static-quorum.quorum-size = 3 }
            }
            """;
        Leadership leadership = new();
        using ClusterSimulation simulation = ClusterSimulation.Create(seed, new SimulationOptions { Hocon = hocon });
        simulation.Network.DefaultQuality = new LinkQuality
        {
            Latency = Latency.Uniform(TimeSpan.FromMilliseconds(0.2), TimeSpan.FromMilliseconds(2)),
        };
        foreach (string name in Partition.Nodes.OrderBy(node => node != partition.Oldest))
        {
            simulation.AddSystem(name, start: system => StartSingleton(system, simulation, leadership));
        }

        if (!simulation.RunUntil(() => IsWhole(simulation) && leadership.Leaders == 1, TimeSpan.FromMinutes(2)))
        {
            throw new InvalidOperationException($"the cluster did not form; seed {seed}, {partition}");
        }

        simulation.RunFor(TimeSpan.FromSeconds(5));
        leadership.Begin(simulation.Elapsed);
        Cut(simulation, partition);
        simulation.RunFor(partition.Lasts);
        simulation.Network.Heal();
        simulation.RunFor(After);
        leadership.End(simulation.Elapsed);
        return new PartitionOutcome(
            simulation.Systems.Count(system => !system.IsDown), leadership.Nobody.TotalSeconds,
            leadership.Several.TotalSeconds);
    }

    private static void StartSingleton(ActorSystem system, ClusterSimulation simulation, Leadership leadership) =>
        system.ActorOf(
            ClusterSingletonManager.Props(
                Props.Create(() => new Leader(simulation, leadership)), PoisonPill.Instance,
                ClusterSingletonManagerSettings.Create(system)),
            "leader");

    private static bool IsWhole(ClusterSimulation simulation) => simulation.Systems.All(
        system => Akka.Cluster.Cluster.Get(system.System).State.Members.Count(
            member => member.Status == Akka.Cluster.MemberStatus.Up) == Partition.Nodes.Count);

    private static void Cut(ClusterSimulation simulation, Partition partition)
    {
        foreach (string inside in partition.Side)
        {
            foreach (string outside in partition.Others)
            {
                if (partition.Direction != PartitionWay.Incoming)
                {
                    simulation.Network.Link(inside, outside).Cut();
                }

                if (partition.Direction != PartitionWay.Outgoing)
                {
                    simulation.Network.Link(outside, inside).Cut();
                }
            }
        }
    }

    /// <summary>The singleton: it only says when it begins and ends.</summary>
    private sealed class Leader(ClusterSimulation simulation, Leadership leadership) : UntypedActor
    {
        protected override void PreStart() => leadership.Add(simulation.Elapsed);

        protected override void PostStop() => leadership.Remove(simulation.Elapsed);

        protected override void OnReceive(object message) => Unhandled(message);
    }
}
