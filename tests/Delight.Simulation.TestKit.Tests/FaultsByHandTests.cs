using Akka.Actor;
using Delight.Simulation.Exploration;
using Delight.Simulation.Network;
using Delight.Simulation.TestKit.Tests.Waiting;

namespace Delight.Simulation.TestKit.Tests;

/// <summary>Nodes, time and faults through the kit.</summary>
public sealed class FaultsByHandTests : WaitingKit
{
    [SimulationFact(FirstSeed = 9)]
    public void Seed_OfTheAttribute_IsThatOfTheKitAndItsSimulation()
    {
        ulong expected = new ExplorationOptions { FirstSeed = 9, Seeds = 1 }.Effective().FirstSeed;
        Assert.InRange(Seed, expected, expected + 1000);
        Assert.Equal(Seed, Simulation.Seed);
    }

    [SimulationFact]
    public void Pause_OfNodeOrActor_HoldsUntilResumed()
    {
        IActorRef echo = AddNode("server", Props.Create<Echo>());
        Pause("server");
        echo.Tell("a");
        ExpectNoMsg(Seconds(1));
        Resume("server");
        ExpectMsg("a");
        Pause(echo);
        echo.Tell("b");
        ExpectNoMsg(Seconds(1));
        Resume(echo);
        ExpectMsg("b");
        Assert.Equal(2, Time);
    }

    [SimulationFact]
    public void Slow_OfNodeAndActor_Multiply()
    {
        IActorRef worker = AddNode("worker", Props.Create<Worker>());
        worker.Tell(Seconds(1));
        ExpectMsg("done");
        Slow("worker", 2);
        Slow(worker, 1.5);
        worker.Tell(Seconds(1));
        ExpectMsg("done", Seconds(9));
        Assert.Equal(4, Time);
    }

    [SimulationFact]
    public void Crash_OfAnActor_IsHandledByItsSupervisor()
    {
        IActorRef parent = AddNode("server", Props.Create<Parent>());
        parent.Tell(1);
        ExpectMsg(1);
        Crash(Simulation.FindActor("/user/server/child")!, new InvalidOperationException("by hand"));
        parent.Tell(2);
        ExpectMsg(2);
        Assert.Contains("/user/server/child failed: System.InvalidOperationException: by hand", Tested.History.Text,
            StringComparison.Ordinal);
    }

    [SimulationFact]
    public void Links_CutAndHealedAndHeld_ConcernBothWays()
    {
        AddNode("a", Props.Create<Echo>());
        AddNode("b", Props.Create<Echo>(), isReliable: false);
        (Link To, Link From) = (Network.Link("a", "b"), Network.Link("b", "a"));
        Cut("a", "b");
        Assert.True(To.IsCut && From.IsCut);
        Heal("a", "b");
        Assert.False(To.IsCut || From.IsCut);
        Cut("a", "b");
        Heal();
        Assert.False(To.IsCut || From.IsCut);
        Hold("a", "b");
        Assert.True(To.IsHeld && From.IsHeld);
        Release("a", "b");
        Assert.False(To.IsHeld || From.IsHeld);
    }

    [SimulationFact]
    public void RunUntil_ConditionOrIdle_EndsThere()
    {
        In(1, "a");
        In(2, "b");
        Assert.True(RunUntil(() => HasMessages, Seconds(9)));
        Assert.Equal(1, Time);
        RunUntilIdle();
        Assert.Equal(2, Time);
        Assert.False(RunUntil(() => false, Seconds(3)));
        Assert.Equal(5, Time);
    }

    private sealed class Worker : ReceiveActor
    {
        public Worker() => Receive<TimeSpan>(duration =>
        {
            Context.Work(duration);
            Sender.Tell("done");
        });
    }
}
