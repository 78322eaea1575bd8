using Akka.Actor;

namespace Delight.Simulation.TestKit.Tests;

/// <summary>Tests that hold in virtual time and on a live system: times are bounds, not values.</summary>
public sealed class BothClocksTests : SimulationTestKit
{
    private static readonly TimeSpan Tenth = TimeSpan.FromMilliseconds(100);

    [SimulationFact]
    public void Probe_OfANode_TakesItsLinks()
    {
        IActorRef server = AddNode("server", Props.Create<Server>());
        SimulationTestProbe phone = CreateTestProbe("phone", node: "phone");
        Network.Link("phone", "server").Latency = Tenth;

        TimeSpan taken = Taken(() =>
        {
            phone.Send(server, "count");
            phone.ExpectMsg<int>();
        });
        Assert.InRange(taken, Tenth, TimeSpan.FromMinutes(1));

        Cut("phone", "server");
        phone.Send(server, "count");
        phone.ExpectNoMsg(2 * Tenth);
        Heal("phone", "server");
        Hold("phone", "server");
        phone.Send(server, "count");
        phone.ExpectNoMsg(2 * Tenth);
        Release("phone", "server");
        phone.ExpectMsg<int>();
    }

    [SimulationFact]
    public void Crash_OfANode_IsToldAndFollowedByAFreshLife()
    {
        IActorRef server = AddNode("server", Props.Create<Server>());
        server.Tell("count");
        Assert.Equal(1, ExpectMsg<int>());
        server.Tell("count");
        Assert.Equal(2, ExpectMsg<int>());
        Watch(server);

        Crash("server");
        ExpectTerminated(server);
        Restart("server");

        AwaitAssert(
            () =>
            {
                Sys.ActorSelection("/user/server").Tell("count", TestActor);
                Assert.Equal(1, ExpectMsg<int>(Tenth));
            },
            TimeSpan.FromSeconds(10));
    }

    [SimulationFact]
    public void Probe_OfACrashedNode_HearsNothingUntilItIsBack()
    {
        IActorRef server = AddNode("server", Props.Create<Server>());
        SimulationTestProbe phone = CreateTestProbe("phone", node: "phone");

        Crash("phone");
        phone.Send(server, "count");
        server.Tell("count", phone.Ref);
        phone.ExpectNoMsg(2 * Tenth);
        Restart("phone");
        AwaitCondition(() => !Tested.Frictions.IsDown("phone"));
        AwaitAssert(
            () =>
            {
                phone.Send(server, "count");
                phone.ExpectMsg<int>(Tenth);
            },
            TimeSpan.FromSeconds(10));
    }

    [SimulationFact]
    public async Task Ask_FromTheTest_IsAnswered()
    {
        IActorRef server = AddNode("server", Props.Create<Server>());

        Assert.Equal(1, await server.Ask<int>("count"));
        Assert.Equal(2, await server.Ask<int>("count"));
    }

    [SimulationFact]
    public void Pause_OfANode_KeepsItsMessages()
    {
        IActorRef server = AddNode("server", Props.Create<Server>());

        Pause("server");
        server.Tell("count");
        ExpectNoMsg(2 * Tenth);
        Resume("server");

        ExpectMsg(1);
    }

    private TimeSpan Taken(Action act)
    {
        TimeSpan began = Tested.Now;
        act();
        return Tested.Now - began;
    }
}
