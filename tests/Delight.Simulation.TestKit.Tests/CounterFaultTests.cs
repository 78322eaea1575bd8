using Akka.Actor;
using Delight.Simulation.Faults;

namespace Delight.Simulation.TestKit.Tests;

/// <summary>More of the example.</summary>
public sealed class CounterFaultTests : SimulationTestKit
{
    [SimulationTheory(Seeds = 50)]
    public void Counter_FaultsByPlan_IsAskedAgain()
    {
        AddNode("server", Props.Create<Server>());
        IActorRef client = AddNode("client", Props.Create<Client>());
        Fault crashes = new()
        {
            Kind = FaultKind.CrashNode, Targets = ["server"], Every = TimeSpan.FromSeconds(10),
            Lasts = TimeSpan.FromSeconds(2),
        };
        Play([crashes], TimeSpan.FromMinutes(1));
        for (int question = 0; question < 20; question++)
        {
            client.Tell("count");
            ExpectMsg<int>(TimeSpan.FromSeconds(30));
            RunFor(TimeSpan.FromSeconds(3));
        }
    }
}
