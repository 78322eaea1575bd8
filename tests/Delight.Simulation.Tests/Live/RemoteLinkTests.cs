using Akka.Actor;
using Delight.Simulation.Live;
using Delight.Simulation.Network;
using Delight.Simulation.Observing;

namespace Delight.Simulation.Tests.Live;

/// <summary>Links from actors of another process.</summary>
public sealed class RemoteLinkTests() : TwoSystems(new LiveOptions())
{
    private static readonly TimeSpan Latency200 = TimeSpan.FromMilliseconds(200);

    [Fact]
    public void Message_FromARemoteNode_TakesTheLatencyOfItsLink()
    {
        Link link = AddFarAndWorkers();
        IActorRef worker = StartThere("workers");
        Meet(worker);
        link.Latency = Latency200;

        worker.Tell(new Send("late"));

        Arrival late = NextArrival();
        Assert.Equal("late", late.Content);
        Assert.InRange(late.At - late.Sent, Latency200, TimeSpan.FromMinutes(1));
    }

    [Fact]
    public void Message_OfARemoteActorWithoutNode_PassesThoseOnLinks()
    {
        Link link = AddFarAndWorkers();
        link.Hold();
        StartThere("workers").Tell(new Send("held", "held too"));
        Until(() => link.Waiting.Count == 2);

        Meet(StartThere("others"));
        link.Release();

        Assert.Equal(["held", "held too"], [NextArrival().Content, NextArrival().Content]);
        Assert.Equal(["workers -> far"], Frictions.Network.Links.Select(used => $"{used.From} -> {used.To}"));
    }

    [Fact]
    public void Cut_UntilHeal_LosesWhatComes()
    {
        AddFarAndWorkers();
        IActorRef worker = StartThere("workers");
        Meet(worker);
        Frictions.Network.Cut(["workers"], ["far"]);
        worker.Tell(new Send("lost"));
        Until(() => Frictions.Counters.Dropped(DropReason.LinkCut) == 1);

        Frictions.Network.Heal();
        worker.Tell(new Send("through"));

        Assert.Equal("through", NextArrival().Content);
    }

    [Fact]
    public void Order_UnderRandomLatency_IsKeptBetweenTwoActors()
    {
        AddFarAndWorkers().Latency = Latency.Exponential(TimeSpan.FromMilliseconds(3));
        IActorRef worker = StartThere("workers");
        string[] sent = [.. Enumerable.Range(0, 2000).Select(number => FormattableString.Invariant($"{number}"))];

        foreach (string[] batch in sent.Chunk(100))
        {
            worker.Tell(new Send([.. batch.Cast<object>()]));
        }

        Assert.Equal(sent, sent.Select(_ => NextArrival().Content));
    }

    [Fact]
    public void LossAndDuplication_AreCountedOneByOne()
    {
        int received = 0;
        Frictions.AddNode("far", Scripted.Props((_, _) => Interlocked.Increment(ref received)));
        Frictions.AddRemoteNode("workers");
        Frictions.Network.Link("workers", "far").Quality = new LinkQuality { LossShare = 0.3, DuplicationShare = 0.2 };

        StartThere("workers").Tell(new Send([.. Enumerable.Range(0, 1000).Cast<object>()]));

        Until(() => Volatile.Read(ref received) + Frictions.Counters.Dropped(DropReason.LinkLoss)
            == 1000 + Frictions.Counters.Duplicated && received > 600);
        Assert.InRange(Frictions.Counters.Dropped(DropReason.LinkLoss), 230, 370);
        Assert.InRange(Frictions.Counters.Duplicated, 90, 200);
    }

    [Theory]
    [InlineData("router", true)]
    [InlineData("relay", false)]
    public void Message_ForwardedHere_TakesTheLinkOfItsSenderUnlessANodeForwards(string forwarder, bool isHeld)
    {
        Link link = AddFarAndWorkers();
        Frictions.AddNode("relay", Scripted.Props(Forward));
        Frictions.System.ActorOf(Scripted.Props(Forward), "router");
        link.Hold();

        StartThere("workers", $"/user/{forwarder}").Tell(new Send("forwarded"));

        if (isHeld)
        {
            Until(() => link.Waiting.Count == 1);
            NothingNoted();
            link.Release();
        }

        Assert.Equal("forwarded", NextArrival().Content);

        static void Forward(object message, Scripted actor) =>
            actor.Here.ActorSelection("/user/far").Tell(message, actor.From);
    }

    [Fact]
    public void Reply_ToARemoteActor_LeavesAtOnce()
    {
        Frictions.AddNode("far", Scripted.Props((_, actor) => actor.From.Tell("reply")));
        Frictions.AddRemoteNode("workers");
        Frictions.Network.Link("far", "workers").Cut();

        StartThere("workers").Tell(new Send("question"));

        Assert.Equal("reply", Next());
        Assert.Equal(0, Frictions.Counters.Dropped(DropReason.LinkCut));
    }

    [Fact]
    public async Task Example_OfTheReadme_DelaysWhatComesFromAnotherProcess()
    {
        const string hocon = $"{Quiet}\n{Remote}";

        #region attach
        LiveFrictionsSetup setup = LiveFrictions.Prepare(new LiveOptions { Hocon = hocon });
        ActorSystem system = ActorSystem.Create("shop", $"{hocon}\n{setup.Hocon}"); // the later line wins
        LiveFrictions frictions = setup.Attach(system);
        frictions.AddNode("desk", Props.Create<Desk>());
        frictions.AddRemoteNode("clients"); // /user/clients and its children, in any other process
        frictions.Network.Link("clients", "desk").Latency = TimeSpan.FromMilliseconds(50);
        #endregion

        TimeSpan asked = frictions.Elapsed;
        There.ActorOf(
            Scripted.Props((message, _) => Note(message), actor => actor.Here.ActorSelection(
                $"{AddressOf(system)}/user/desk").Tell("question")),
            "clients");
        Assert.Equal("re question", Next());
        Assert.InRange(frictions.Elapsed - asked, TimeSpan.FromMilliseconds(50), TimeSpan.FromMinutes(1));
        await system.Terminate();
    }

    private Link AddFarAndWorkers()
    {
        AddFar();
        Frictions.AddRemoteNode("workers");
        return Frictions.Network.Link("workers", "far");
    }

    private sealed class Desk : ReceiveActor
    {
        public Desk() => Receive<string>(question => Sender.Tell($"re {question}"));
    }
}
