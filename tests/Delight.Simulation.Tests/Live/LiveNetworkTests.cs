using Akka.Actor;
using Delight.Simulation.Live;
using Delight.Simulation.Network;
using Delight.Simulation.Observing;

namespace Delight.Simulation.Tests.Live;

public sealed class LiveNetworkTests()
    : LiveTest(new LiveOptions { Hocon = "pinned { type = PinnedDispatcher, executor = fork-join-executor }" })
{
    private static readonly TimeSpan Latency50 = TimeSpan.FromMilliseconds(50);

    [Fact]
    public void Message_AcrossALink_TakesAtLeastItsLatencyAndNoThread()
    {
        AddFar();
        Frictions.Network.DefaultQuality = new LinkQuality { Latency = Latency50 };
        TimeSpan sent = Frictions.Elapsed;

        AddNear().Tell(new Send(Enumerable.Range(0, 1000).Cast<object>().ToArray()));

        Assert.Equal(Enumerable.Range(0, 1000), Next(1000).Cast<int>());
        Assert.InRange(Frictions.Elapsed - sent, Latency50, TimeSpan.FromMinutes(1));
    }

    [Fact]
    public void Message_WithinANodeOrWithoutOne_TakesNoLink()
    {
        Frictions.Network.DefaultQuality = new LinkQuality { LossShare = 1 };
        IActorRef far = AddFar();

        far.Tell("from outside");
        Frictions.System.ActorOf(Scripted.Props((message, _) => far.Tell(message))).Tell("from an actor");

        Assert.Equal("from outside", Next());
        Assert.Equal("from an actor", Next());
    }

    [Fact]
    public void Order_UnderRandomLatency_IsKeptBetweenTwoActors()
    {
        AddFar();
        IActorRef near = AddNear();
        Link link = Frictions.Network.Link("near", "far");
        link.Latency = Latency.Exponential(TimeSpan.FromMilliseconds(3));

        for (int batch = 0; batch < 50; batch++)
        {
            near.Tell(new Send([.. Enumerable.Range(100 * batch, 100).Cast<object>()]));
        }

        Assert.Equal(Enumerable.Range(0, 5000), Next(5000).Cast<int>());
    }

    [Fact]
    public void Message_WithoutDelay_WaitsForThoseBeforeIt()
    {
        AddFar();
        IActorRef near = AddNear();
        Link link = Frictions.Network.Link("near", "far");
        link.Latency = Latency50;
        near.Tell(new Send("slow"));
        Until(() => Frictions.Waiting > 0);

        link.Latency = Latency.Zero;
        near.Tell(new Send("quick"));

        Assert.Equal(["slow", "quick"], Next(2));
    }

    [Fact]
    public void Hold_UntilRelease_KeepsMessagesInTheirOrder()
    {
        AddFar();
        IActorRef near = AddNear();
        Link link = Frictions.Network.Link("near", "far");
        link.Hold();
        near.Tell(new Send(1, 2, 3));
        Until(() => link.Waiting.Count == 3);
        NothingNoted();

        link.Release();
        near.Tell(new Send(4));

        Assert.Equal([1, 2, 3, 4], Next(4).Cast<int>());
    }

    [Fact]
    public void LossAndDuplication_AreCountedOneByOne()
    {
        int received = 0;
        IActorRef far = Frictions.AddNode("far", Scripted.Props((message, actor) =>
        {
            received++;
            if (message is "end")
            {
                Note(received);
            }
        }));
        IActorRef near = AddNear();
        Link link = Frictions.Network.Link("near", "far");
        link.Quality = new LinkQuality { LossShare = 0.3, DuplicationShare = 0.2 };
        near.Tell(new Send([.. Enumerable.Range(0, 2000).Cast<object>()]));
        Until(() => Frictions.Counters.Dropped(DropReason.LinkLoss) > 0 && Frictions.Waiting == 0);
        near.Tell("sent");
        Assert.Equal("sent", Next());

        far.Tell("end");

        SimulationCounters counters = Frictions.Counters;
        Assert.Equal(2001 + counters.Duplicated - counters.Dropped(DropReason.LinkLoss), (long)(int)Next());
        Assert.InRange(counters.Dropped(DropReason.LinkLoss), 500, 700);
        Assert.InRange(counters.Duplicated, 200, 360);
    }

    [Fact]
    public void Plan_BeforeTheNodesAreAdded_ConcernsTheFirstMessage()
    {
        Frictions.Network.Plan("near", "far", new LinkQuality { LossShare = 1 });
        AddFar();
        Frictions.AddNode("near", Scripted.Props(
            (message, _) => Note(message), actor => actor.Here.ActorSelection("/user/far").Tell("lost")));

        Until(() => Frictions.Counters.Dropped(DropReason.LinkLoss) == 1);

        NothingNoted();
    }

    [Fact]
    public void Cut_UntilHeal_LosesWhatIsSent()
    {
        AddFar();
        IActorRef near = AddNear();
        Frictions.Network.Cut(["near"], ["far"]);
        near.Tell(new Send("lost"));
        Until(() => Frictions.Counters.Dropped(DropReason.LinkCut) == 1);

        Frictions.Network.Heal();
        near.Tell(new Send("through"));

        Assert.Equal("through", Next());
    }

    [Fact]
    public void Ask_AcrossNodes_TakesTheLinksOfQuestionAndReply()
    {
        IActorRef far = Frictions.AddNode("far", Scripted.Props((message, actor) => actor.From.Tell(message)));
        Frictions.Network.DefaultQuality = new LinkQuality { Latency = Latency50 };
        IActorRef near = Frictions.AddNode("near", Scripted.Props((message, actor) =>
        {
            if (message is "ask")
            {
                TimeSpan asked = Frictions.Elapsed;
                _ = far.Ask<string>("hello").PipeTo(actor.Me, success: reply => (reply, Frictions.Elapsed - asked));
            }
            else
            {
                Note(message);
            }
        }));

        near.Tell("ask");

        (string reply, TimeSpan taken) = Assert.IsType<ValueTuple<string, TimeSpan>>(Next());
        Assert.Equal("hello", reply);
        Assert.InRange(taken, 2 * Latency50, TimeSpan.FromMinutes(1));
    }

    [Theory]
    [InlineData("akka.actor.default-fork-join-dispatcher")]
    [InlineData("akka.actor.task-dispatcher")]
    [InlineData("pinned")]
    public void Dispatchers_OfEveryKind_TakeLinks(string dispatcher)
    {
        Frictions.AddNode("far", Scripted.Props((message, _) => Note(message)).WithDispatcher(dispatcher));
        Frictions.Network.DefaultQuality = new LinkQuality { Latency = Latency50 };
        TimeSpan sent = Frictions.Elapsed;

        AddNear().Tell(new Send("hello"));

        Assert.Equal("hello", Next());
        Assert.InRange(Frictions.Elapsed - sent, Latency50, TimeSpan.FromMinutes(1));
    }

    [Fact]
    public void PinnedActors_HaveOneThreadEach()
    {
        Props pinned = Scripted.Props((_, _) => Note(Environment.CurrentManagedThreadId)).WithDispatcher("pinned");
        IActorRef one = Frictions.AddNode("one", pinned);
        IActorRef two = Frictions.AddNode("two", pinned);

        one.Tell(1);
        object first = Next();
        one.Tell(2);
        Assert.Equal(first, Next());
        two.Tell(1);
        Assert.NotEqual(first, Next());
    }

    private IActorRef AddFar() => Frictions.AddNode("far", Scripted.Props((message, _) => Note(message)));
}
