using Akka.Actor;
using Delight.Simulation.Exploration;
using Delight.Simulation.Faults;
using Delight.Simulation.Network;
using static Delight.Simulation.Cluster.Tests.TestCluster;

namespace Delight.Simulation.Cluster.Tests.Registry;

/// <summary>Exploration finds a defect that only a node shows which comes back at its address.</summary>
public sealed class RegistryTests
{
    private static readonly Fault[] Plan =
    [
        new() { Kind = FaultKind.CrashNode, Targets = ["b", "c"], Every = Seconds(30), Lasts = Seconds(3) },
        new() { Kind = FaultKind.Cut, Targets = ["b"], Every = Seconds(30), Lasts = Seconds(3) },
    ];

    [Fact]
    public void Explore_RegistryKeyedByAddressAlone_IsFoundAndOneSeedReplaysIt()
    {
        ExplorationResult result = Explorer.Run(
            new ExplorationOptions { Seeds = 20 }, trial => Run(trial, keysByAddressAlone: true));

        Violation violation = Assert.IsType<Violation>(result.Violation);
        Assert.Contains("the registry knows", violation.Cause.Message, StringComparison.Ordinal);
        FaultOccurrence least = Assert.Single(violation.Faults);
        Assert.Equal(FaultKind.CrashNode, least.Fault.Kind);
        ExplorationResult again = Explorer.Run(
            new ExplorationOptions { FirstSeed = violation.Seed, Seeds = 1, Shrinks = false },
            trial => Run(trial, keysByAddressAlone: true));
        Assert.Contains("the registry knows", again.Violation!.Cause.Message, StringComparison.Ordinal);
        Assert.Equal($"DELIGHT_SIMULATION_SEED={violation.Seed} and the same command", violation.Replay);
    }

    [Fact]
    public void Explore_RegistryKeyedByIncarnation_HoldsOnTheSameSeeds() => Explorer.Run(
        new ExplorationOptions { Seeds = 6 }, trial => Run(trial, keysByAddressAlone: false)).ThrowIfViolated();

    private static void Run(Trial trial, bool keysByAddressAlone)
    {
        using ClusterSimulation simulation = trial.CreateClusterSimulation(
            new SimulationOptions { Hocon = TestCluster.Hocon });
        simulation.Network.DefaultQuality = new LinkQuality
        {
            Latency = Latency.Uniform(Seconds(0.001), Seconds(0.02)),
        };
        foreach (string name in (string[])["a", "b", "c"])
        {
            simulation.AddSystem(name, start: system => Start(system, name, keysByAddressAlone));
        }

        trial.Play(simulation, Plan, Seconds(40));
        simulation.RunFor(100);
        string known = simulation.Ask<string>(
            simulation["a"].System.ActorSelection("/user/registry"), "hosts", Seconds(5));
        string up = simulation.UpOn("a");
        if (known != up)
        {
            throw new InvalidOperationException($"the registry knows '{known}', and '{up}' are up");
        }
    }

    private static void Start(ActorSystem system, string name, bool keysByAddressAlone)
    {
        if (name == "a")
        {
            system.ActorOf(Props.Create(() => new NodeRegistry(keysByAddressAlone)), "registry");
        }

        system.ActorOf(Props.Create<NodeAgent>(), "agent");
    }
}
