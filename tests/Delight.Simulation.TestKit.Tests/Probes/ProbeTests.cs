using Akka.Actor;
using Akka.TestKit;
using Delight.Simulation.Network;
using Delight.Simulation.Observing;
using Delight.Simulation.TestKit.Tests.Waiting;

namespace Delight.Simulation.TestKit.Tests.Probes;

/// <summary>Probes with and without a node.</summary>
public sealed class ProbeTests : WaitingKit
{
    [SimulationFact]
    public void Probe_WithoutANode_TakesNoLink()
    {
        IActorRef echo = AddNode("server", Props.Create<Echo>());
        Network.DefaultQuality = new LinkQuality { Latency = Latency.Constant(Seconds(1)) };
        SimulationTestProbe probe = CreateTestProbe("free");
        probe.Send(echo, "a");
        probe.ExpectMsg("a");
        Assert.Equal(0, Time);
        Assert.Null(probe.Node);
        Assert.Equal(echo, probe.Sender);
    }

    [SimulationFact]
    public void Probe_WithANode_TakesItsLinksBothWays()
    {
        IActorRef echo = AddNode("server", Props.Create<Echo>());
        SimulationTestProbe probe = CreateTestProbe("phone", node: "phone");
        Network.Link("phone", "server").Latency = Latency.Constant(Seconds(1));
        Network.Link("server", "phone").Latency = Latency.Constant(Seconds(0.25));
        probe.Send(echo, "a");
        probe.ExpectMsg("a");
        Assert.Equal(1.25, Time);
        Assert.Equal(["server", "phone"], Simulation.Nodes);
        Assert.Equal("phone", probe.Node);
    }

    [SimulationFact]
    public void Probe_CutOff_LosesMessagesBothWays()
    {
        IActorRef echo = AddNode("server", Props.Create<Echo>());
        SimulationTestProbe probe = CreateTestProbe("phone", node: "phone");
        Cut("phone", "server");
        probe.Send(echo, "a");
        probe.ExpectNoMsg(Seconds(1));
        Assert.Equal(1, Simulation.Counters.Dropped(DropReason.LinkCut));
        Heal("phone", "server");
        probe.Send(echo, "b");
        probe.ExpectMsg("b");
        Hold("phone", "server");
        probe.Send(echo, "c");
        probe.ExpectNoMsg(Seconds(1));
        Release("phone", "server");
        probe.ExpectMsg("c");
        Assert.Equal(2, Time);
    }

    [SimulationFact]
    public void Probe_NodeIsDown_NothingReachesOrLeavesItAndItSurvives()
    {
        IActorRef echo = AddNode("server", Props.Create<Echo>());
        IActorRef phone = AddNode("phone", Props.Create<Echo>());
        SimulationTestProbe probe = CreateTestProbe("probe", node: "phone");
        probe.SetAutoPilot(new DelegateAutoPilot((sender, message) =>
        {
            sender.Tell($"re {message}", probe);
            return AutoPilot.KeepRunning;
        }));
        TestActor.Tell("unused", Sys.DeadLetters);
        ExpectMsg("unused");
        SimulationTestProbe far = CreateTestProbe(null, node: "server");
        Crash("phone");
        probe.Send(far, "a");
        probe.Send(TestActor, "a");
        probe.Ref.Tell("b", TestActor);
        probe.ExpectNoMsg(Seconds(1));
        far.ExpectNoMsg(Seconds(1));
        ExpectNoMsg(Seconds(1));
        Assert.Equal(3, Simulation.Counters.Dropped(DropReason.NodeDown));
        Restart("phone");
        probe.Send(phone, "to the earlier life");
        probe.Ref.Tell("c", TestActor);
        probe.ExpectMsg("c");
        ExpectMsg("re c");
        probe.Send(echo, "d");
        probe.ExpectMsg("d");
    }

    [SimulationFact]
    public void Reply_ToAnAskFromANodeThatIsDown_IsLost()
    {
        SimulationTestProbe probe = CreateTestProbe(null, node: "phone");
        Task<string> first = probe.Ref.Ask<string>("question", Seconds(1));
        probe.ExpectMsg("question");
        probe.Reply("answer");
        Assert.Equal("answer", RunUntil(first));
        Task<string> second = probe.Ref.Ask<string>("question", Seconds(1));
        probe.ExpectMsg("question");
        Crash("phone");
        probe.Reply("answer");
        Assert.Throws<AskTimeoutException>(() => RunUntil(second));
        Assert.Equal(1, Time);
    }

    [SimulationFact]
    public void Probe_NodeIsPausedAndCrashes_HandlesWhatCameBefore()
    {
        AddNode("phone", Props.Create<Echo>());
        SimulationTestProbe probe = CreateTestProbe("probe", node: "phone");
        Pause("phone");
        probe.Ref.Tell("a", TestActor);
        probe.ExpectNoMsg(Seconds(1));
        Crash("phone");
        probe.ExpectMsg("a");
        Restart("phone");
        probe.Ref.Tell("b", TestActor);
        probe.ExpectMsg("b");
        Assert.Equal(1, Time);
    }

    [SimulationFact]
    public void Probe_OfAPausedNode_StartsAndGetsItsMessagesLater()
    {
        AddNode("phone", Props.Create<Echo>());
        Pause("phone");
        SimulationTestProbe probe = CreateTestProbe(null, node: "phone");
        probe.Ref.Tell("a", TestActor);
        probe.ExpectNoMsg(Seconds(1));
        Resume("phone");
        probe.ExpectMsg("a");
        Assert.Equal(1, Time);
    }

    [SimulationFact]
    public void ExpectTerminated_NodeCrashes_ComesAfterTheDetectionTime()
    {
        IActorRef server = AddNode("server", Props.Create<Echo>());
        SimulationTestProbe far = CreateTestProbe("far", node: "phone");
        Watch(server);
        far.Watch(server);
        Assert.Equal(0, Time);
        Crash("server");
        Assert.True(ExpectTerminated(server).AddressTerminated);
        Assert.Equal(1, Time);
        far.ExpectTerminated(server);
        Restart("server");
        IActorRef again = Simulation.FindActor("/user/server")!;
        far.Watch(again);
        far.Unwatch(again);
        Watch(again);
        Sys.Stop(again);
        Assert.False(ExpectTerminated(again).AddressTerminated);
        far.ExpectNoMsg(Seconds(1));
        FailsAt(3, () => ExpectTerminated(again, Seconds(1)));
    }

    [SimulationFact]
    public async Task WatchAsync_OfAnActor_IsDoneOnReturn()
    {
        IActorRef echo = ActorOf<Echo>();
        Assert.Same(echo, await WatchAsync(echo));
        Assert.Same(echo, await UnwatchAsync(echo));
        await WatchAsync(echo);
        Sys.Stop(echo);
        Assert.Equal(echo, (await ExpectTerminatedAsync(echo)).ActorRef);
        Assert.Empty(Simulation.DeadLetters);
    }

    [SimulationFact]
    public void Watch_ProbeOfANodeThatIsDown_SaysSo()
    {
        SimulationTestProbe probe = CreateTestProbe(null, node: "phone");
        Crash("phone");
        Assert.Contains(
            "its node is down", Assert.Throws<InvalidOperationException>(() => probe.Watch(TestActor)).Message,
            StringComparison.Ordinal);
    }

    [SimulationFact]
    public void AutoPilot_EachMessage_RunsAndHandsOn()
    {
        SimulationTestProbe probe = CreateTestProbe();
        probe.SetAutoPilot(new DelegateAutoPilot((sender, message) =>
        {
            sender.Tell($"re {message}", probe);
            return message is "last" ? AutoPilot.NoAutoPilot : AutoPilot.KeepRunning;
        }));
        foreach (string text in (string[])["a", "last", "b"])
        {
            probe.Ref.Tell(text, TestActor);
        }

        Assert.Equal(["re a", "re last"], ReceiveN(2));
        ExpectNoMsg(Seconds(1));
        Assert.Equal(["a", "last", "b"], probe.ReceiveN(3));
    }

    [SimulationFact]
    public void Probe_ReplyForwardAndIgnore_UseTheLastMessage()
    {
        SimulationTestProbe probe = CreateTestProbe();
        SimulationTestProbe other = CreateTestProbe();
        probe.Send(other, "question");
        other.ExpectMsg("question");
        other.Reply("answer");
        probe.ExpectMsgFrom(other.Ref, "answer");
        other.Forward(TestActor);
        Assert.Equal("question", ExpectMsgFrom<string>(probe.Ref));
        other.Forward(TestActor, "more");
        ExpectMsgFrom(probe.Ref, "more");
        probe.IgnoreMessages<int>();
        probe.Ref.Tell(1, TestActor);
        probe.Ref.Tell("a", TestActor);
        probe.ExpectMsg("a");
        probe.IgnoreNoMessages();
        probe.Ref.Tell(2, TestActor);
        probe.ExpectMsg(2);
    }

    [SimulationFact]
    public async Task ChildActorOf_Props_IsAChildOfTheTestActor()
    {
        SimulationTestProbe probe = CreateTestProbe("parent");
        IActorRef child = probe.ChildActorOf<Echo>("child");
        Assert.Equal("/system/parent/child", child.Path.ToStringWithoutAddress());
        probe.Send(child, "a");
        probe.ExpectMsg("a");
        Assert.Equal("/system/testActor/own", ChildActorOf(Props.Create<Echo>(), "own").Path.ToStringWithoutAddress());
        Assert.Equal(probe.Ref.Path, (await probe.ChildActorOfAsync<Echo>()).Path.Parent);
        Assert.Equal(0, Time);
    }

    [SimulationFact]
    public void Message_SentByTheTest_IsOfTheTestActor()
    {
        IActorRef echo = ActorOf<Echo>();
        echo.Tell("a");
        ExpectMsgFrom(echo, "a");
        SimulationTestProbe probe = CreateTestProbe();
        echo.Tell("b");
        ExpectMsgFrom(echo, "b");
        Assert.Equal("probe-1", probe.Ref.Path.Name);
        Assert.Equal("probe-2", CreateTestProbe().Ref.Path.Name);
        IActorRef second = CreateTestActor("second");
        echo.Tell("c", second);
        ExpectMsg("c");
    }

    [SimulationFact]
    public void Ask_OfTheTest_PassesVirtualTime()
    {
        IActorRef echo = AddNode("server", Props.Create<Echo>());
        Assert.Equal("a", RunUntil(echo.Ask<string>("a", Seconds(1))));
        Assert.Equal(0, Time);
        Crash("server");
        Assert.Throws<AskTimeoutException>(() => RunUntil(echo.Ask<string>("a", Seconds(1))));
        Assert.Equal(1, Time);
        Assert.Contains(
            "nothing is left to happen",
            Assert.Throws<InvalidOperationException>(() => RunUntil(new TaskCompletionSource().Task)).Message,
            StringComparison.Ordinal);
    }
}
