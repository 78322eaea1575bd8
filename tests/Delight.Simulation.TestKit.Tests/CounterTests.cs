using Akka.Actor;
using Delight.Simulation.Network;

namespace Delight.Simulation.TestKit.Tests;

#region readme
public sealed class CounterTests : SimulationTestKit
{
    [SimulationTheory(Seeds = 200)]
    public void Counter_ServerCrashes_IsAskedAgain()
    {
        AddNode("server", Props.Create<Server>());
        IActorRef client = AddNode("client", Props.Create<Client>());
        SimulationTestProbe phone = CreateTestProbe("phone", node: "phone");
        Network.Link("client", "server").Latency = Latency.Exponential(TimeSpan.FromMilliseconds(50));
        Crash("server");
        RunFor(TimeSpan.FromSeconds(3));
        Restart("server");
        phone.Send(client, "count");
        Assert.Equal(1, phone.ExpectMsg<int>(TimeSpan.FromSeconds(5)));
        phone.ExpectNoMsg(TimeSpan.FromHours(1)); // takes milliseconds
    }
}
#endregion
