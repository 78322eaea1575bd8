using Akka.Actor;
using Akka.Cluster.Tools.Singleton;
using Delight.Simulation.Exploration;
using Delight.Simulation.Faults;
using Delight.Simulation.Network;

namespace Delight.Simulation.Cluster.Programs;

/// <summary>Runs of small clusters, for tests and measurements.</summary>
public static class Scenarios
{
    private static readonly TimeSpan Length = TimeSpan.FromSeconds(60);

    /// <summary>Configuration of a cluster whose first nodes are its seed nodes.</summary>
    public const string Hocon = """
        akka.cluster.seed-nodes = ["akka.tcp://simulation@a:2552", "akka.tcp://simulation@b:2552"]
        """;

    /// <summary>Names of the nodes of a cluster: a, b, c and so on; from the 27th on a1, b1.</summary>
    public static string[] Names(int nodes) =>
    [
        .. Enumerable.Range(0, nodes).Select(
            node => $"{(char)('a' + (node % 26))}{(node < 26 ? string.Empty : $"{node / 26}")}"),
    ];

    /// <summary>A cluster with latencies between its nodes, which are about to join.</summary>
    public static ClusterSimulation Create(ulong seed, int nodes, SimulationOptions? options = null)
    {
        ClusterSimulation simulation = ClusterSimulation.Create(
            seed, (options ?? new SimulationOptions()) with { Hocon = Hocon });
        simulation.Network.DefaultQuality = new LinkQuality
        {
            Latency = Latency.Uniform(TimeSpan.FromMilliseconds(0.2), TimeSpan.FromMilliseconds(3)),
        };
        foreach (string name in Names(nodes))
        {
            simulation.AddSystem(name, start: Start);
        }

        return simulation;
    }

    /// <summary>One life of a cluster: a cut of 5 s that heals, a cut of 20 s that downs a side, a crash, and a restart
    /// at the same address.</summary>
    /// <param name="seed">Of the run.</param>
    /// <param name="inTheMidst">Called while the longer cut lasts.</param>
    /// <returns>The digest, and how it ended.</returns>
    public static string Life(ulong seed, Action inTheMidst)
    {
        using ClusterSimulation simulation = Create(seed, 3, new SimulationOptions { Hocon = Hocon });
        simulation.RunFor(TimeSpan.FromSeconds(15));
        simulation.Network.Cut(["a", "b"], ["c"]);
        simulation.RunFor(TimeSpan.FromSeconds(5));
        simulation.Network.Heal();
        simulation.RunFor(TimeSpan.FromSeconds(10));
        simulation.Crash("b");
        simulation.RunFor(TimeSpan.FromSeconds(2));
        simulation.Restart("b");
        simulation.RunFor(TimeSpan.FromSeconds(30));
        simulation.Network.Cut(["a", "b"], ["c"]);
        simulation.RunFor(TimeSpan.FromSeconds(20));
        inTheMidst();
        simulation.RunFor(TimeSpan.FromSeconds(20));
        simulation.Network.Heal();
        simulation.RunFor(TimeSpan.FromSeconds(20));
        int members = Akka.Cluster.Cluster.Get(simulation["a"].System).State.Members.Count;
        string ended = string.Join(
            ',', simulation.Systems.Where(system => system.HasEnded).Select(system => system.Name));
        return FormattableString.Invariant(
            $"{simulation.Digest:x16} {simulation.Counters.Events} events, {members} members, ended: {ended}");
    }

    /// <summary>A cluster for 60 s with crashes, cuts, pauses and slow links that the seed draws.</summary>
    /// <returns>The digest.</returns>
    public static ulong Faulty(Trial trial, int nodes)
    {
        using ClusterSimulation simulation = Create(trial.Seed, nodes);
        simulation.RestartsEndedAfter = Seconds(5);
        trial.Play(simulation, Plan(Names(nodes)), Length);
        simulation.RunFor(Length);
        return simulation.Digest;
    }

    /// <summary>The program of a node: a greeter, and a singleton of the cluster.</summary>
    private static void Start(ActorSystem system)
    {
        system.ActorOf(Props.Create<Greeter>(), "greeter");
        system.ActorOf(
            ClusterSingletonManager.Props(
                Props.Create<Idler>(), PoisonPill.Instance, ClusterSingletonManagerSettings.Create(system)),
            "singleton");
    }

    private static Fault[] Plan(string[] names) =>
    [
        new() { Kind = FaultKind.CrashNode, Targets = names, Every = Seconds(40), Lasts = Seconds(8) },
        new() { Kind = FaultKind.PauseNode, Targets = names, Every = Seconds(60), Lasts = Seconds(6) },
        new() { Kind = FaultKind.Cut, Targets = [names[0]], Every = Seconds(50), Lasts = Seconds(7) },
        new() { Kind = FaultKind.Cut, Targets = [names[^1]], Every = Seconds(60), Lasts = Seconds(25) },
        new()
        {
            Kind = FaultKind.Cut, Targets = [names[1]], Direction = FaultDirection.Outgoing, Every = Seconds(60),
            Lasts = Seconds(9),
        },
        new()
        {
            Kind = FaultKind.Degrade, Targets = [names[2]], Every = Seconds(40), Lasts = Seconds(10),
            Change = new LinkChange { Latency = Latency.Exponential(Seconds(0.4)), LossShare = 0.01 },
        },
    ];

    private static TimeSpan Seconds(double seconds) => TimeSpan.FromSeconds(seconds);
}
