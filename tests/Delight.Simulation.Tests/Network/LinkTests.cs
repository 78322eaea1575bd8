using Akka.Actor;
using Delight.Simulation.Network;
using Delight.Simulation.Observing;

namespace Delight.Simulation.Tests.Network;

public sealed class LinkTests : TwoNodes
{
    private readonly IActorRef _source;

    public LinkTests()
    {
        IActorRef sink = Simulation.AddNode("near", Scripted.Props((message, _) => See(message)));
        _source = Simulation.AddNode("far", Scripted.Props((message, _) => sink.Tell(message)));
        Simulation.RunUntilIdle();
    }

    private Link Link => Simulation.Network.Link("far", "near");

    [Fact]
    public void Latency_Constant_DelaysEachMessage()
    {
        Link.Latency = Latency.Constant(Second);

        Tell(_source, 1, 2);

        Assert.Equal([(1.0, (object)1), (1.0, 2)], Seen);
    }

    [Fact]
    public void Latency_Random_KeepsTheOrderOfAPair()
    {
        Link.Latency = Latency.Lognormal(Second, 2);

        Tell(_source, [.. Enumerable.Range(0, 500).Cast<object>()]);

        Assert.Equal(Enumerable.Range(0, 500).Cast<object>(), Done);
        Assert.True(Seen.Select(seen => seen.Time).Distinct().Count() > 5, "all came at once");
    }

    [Fact]
    public void Latency_ThatShrinks_DoesNotOvertakeWhatIsUnderWay()
    {
        Link.Latency = Latency.Constant(3 * Second);
        _source.Tell("slow");
        Simulation.RunFor(Second);
        Link.Latency = Latency.Zero;

        Tell(_source, "quick");

        Assert.Equal([(3.0, (object)"slow"), (3.0, "quick")], Seen);
    }

    [Fact]
    public void Reordering_OfSome_LetsLaterOnesOvertake()
    {
        Link.Latency = Latency.Constant(Second);
        Link.ReorderingShare = 0.2;

        Tell(_source, [.. Enumerable.Range(0, 500).Cast<object>()]);

        int late = Seen.Count(seen => seen.Time == 2);
        Assert.InRange(late, 60, 140);
        Assert.Equal(500, Seen.Count);
    }

    [Fact]
    public void Loss_OfSome_IsCounted()
    {
        Link.LossShare = 0.3;

        Tell(_source, [.. Enumerable.Range(0, 1000).Cast<object>()]);

        long lost = Simulation.Counters.Dropped(DropReason.LinkLoss);
        Assert.InRange(lost, 230, 370);
        Assert.Equal(1000, lost + Seen.Count);
    }

    [Fact]
    public void Duplication_OfSome_IsCounted()
    {
        Link.DuplicationShare = 0.3;

        Tell(_source, [.. Enumerable.Range(0, 1000).Cast<object>()]);

        Assert.InRange(Simulation.Counters.Duplicated, 230, 370);
        Assert.Equal(1000 + Simulation.Counters.Duplicated, Seen.Count);
    }

    [Fact]
    public void Bandwidth_LetsMessagesWaitForEachOther()
    {
        Link.BytesPerSecond = 100;
        Link.Latency = Latency.Constant(Second);

        Tell(_source, new Sized(136), new Sized(36));

        Assert.Equal([3.0, 4.0], Seen.Select(seen => seen.Time)); // 64 bytes of header each
    }

    [Fact]
    public void Cut_OneWay_LosesThatWayUntilHealed()
    {
        Link.Cut();
        Tell(_source, "lost");
        Link.Heal();

        Tell(_source, "found");

        Assert.Equal(["found"], Done);
        Assert.Equal(1, Simulation.Counters.Dropped(DropReason.LinkCut));
    }

    [Fact]
    public void Hold_UntilReleased_KeepsMessagesInOrder()
    {
        Link.Hold();
        Link.Latency = Latency.Constant(Second);
        Tell(_source, 1, 2);
        Simulation.RunFor(5 * Second);
        Assert.Empty(Seen);

        Link.Release();
        Tell(_source, 3);

        Assert.Equal([(6.0, (object)1), (6.0, 2), (6.0, 3)], Seen);
    }

    [Fact]
    public void CutOfGroups_BothWays_LeavesOthersAlone()
    {
        Simulation.AddNode("third", Scripted.Props((_, _) => { }));

        Simulation.Network.Cut(["far", "third"], ["near"]);

        Assert.True(Link.IsCut && Simulation.Network.Link("near", "far").IsCut);
        Assert.False(Simulation.Network.Link("far", "third").IsCut);
        Simulation.Network.Heal();
        Assert.False(Link.IsCut);
    }

    [Fact]
    public void ReliableNode_KeepsLatencyAndLosesNothing()
    {
        IActorRef keeper = Simulation.AddNode("keeper", Scripted.Props((message, _) => See(message)), isReliable: true);
        IActorRef source = Simulation.AddNode("source", Scripted.Props((message, _) => keeper.Tell(message)));
        Link link = Simulation.Network.Link("source", "keeper");
        link.Quality = new LinkQuality { Latency = Latency.Constant(Second), LossShare = 1, DuplicationShare = 1 };
        link.Cut();

        Tell(source, "kept");

        Assert.Equal([(1.0, (object)"kept")], Seen);
        Assert.Throws<ArgumentException>(() => Simulation.Crash("keeper"));
    }

    [Fact]
    public void Plan_BeforeTheNodesAreAdded_ConcernsTheFirstMessage()
    {
        using Simulation simulation = Simulation.Create(3);
        List<double> times = [];
        simulation.Network.DefaultQuality = new LinkQuality { Latency = 5 * Second };
        simulation.Network.Plan("a", "b", new LinkQuality { Latency = 9 * Second });
        simulation.Network.Plan("a", "b", new LinkQuality { Latency = 2 * Second });
        IActorRef sink = simulation.AddNode("b", Scripted.Props(
            (_, _) => times.Add(simulation.Elapsed.TotalSeconds)));
        simulation.AddNode("a", Scripted.Props((_, _) => { }, _ => sink.Tell("first")));
        simulation.AddNode("c", Scripted.Props((_, _) => { }, _ => sink.Tell("unplanned")));

        simulation.RunUntilIdle();

        Assert.Equal([2, 5], times);
    }

    [Fact]
    public void Plan_OfALinkThatExists_SetsItsQuality()
    {
        Link link = Link;

        Simulation.Network.Plan("far", "near", new LinkQuality { LossShare = 0.25 });

        Assert.Equal(0.25, link.LossShare);
        Assert.Equal(0, Simulation.Network.Link("near", "far").LossShare);
    }

    [Fact]
    public void Plan_OfALinkOfAReliableNode_KeepsLatencyAlone()
    {
        Simulation.Network.Plan("far", "keeper", new LinkQuality { Latency = Second, LossShare = 1 });
        Simulation.AddNode("keeper", Scripted.Props((_, _) => { }), isReliable: true);

        LinkQuality quality = Simulation.Network.Link("far", "keeper").Quality;

        Assert.Equal((Second, 0), (quality.Latency.Start, quality.LossShare));
    }

    [Fact]
    public void Plan_OfOneNodeTwiceOrAWrongShare_IsRefused()
    {
        Assert.StartsWith(
            "from and to are both 'far'; a link joins two nodes.",
            Assert.Throws<ArgumentException>(() => Simulation.Network.Plan("far", "far", new())).Message,
            StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(
            () => Simulation.Network.Plan("far", "near", new() { LossShare = -1 }));
    }

    [Fact]
    public void Forward_TakesTheLinkOfWhoForwards()
    {
        IActorRef relay = Simulation.AddNode("relay", Scripted.Props(
            (message, actor) => Simulation.System.ActorSelection("/user/near").Tell(message, actor.From)));
        Simulation.Network.Link("relay", "near").Latency = Latency.Constant(Second);
        IActorRef source = Simulation.AddNode("source", Scripted.Props((message, _) => relay.Forward(message)));

        Tell(source, "on");

        Assert.Equal([(1.0, (object)"on")], Seen);
    }

    [Fact]
    public void Draws_OfOneLink_AreNotChangedByTrafficOnAnother()
    {
        Assert.Equal(Times(hasTraffic: false), Times(hasTraffic: true));

        static double[] Times(bool hasTraffic)
        {
            List<double> times = [];
            using Simulation simulation = Simulation.Create(9);
            simulation.Network.DefaultQuality = new LinkQuality { Latency = Latency.Exponential(Second) };
            IActorRef sink = simulation.AddNode("b", Scripted.Props((message, _) =>
            {
                if (message is "timed")
                {
                    times.Add(simulation.Elapsed.TotalSeconds);
                }
            }));
            IActorRef source = simulation.AddNode("a", Scripted.Props((message, _) => sink.Tell(message)));
            IActorRef other = simulation.AddNode("c", Scripted.Props((message, _) => sink.Tell(message)));
            for (int round = 0; round < 20; round++)
            {
                source.Tell("timed");
                if (hasTraffic)
                {
                    other.Tell("noise");
                }

                simulation.RunUntilIdle();
                simulation.RunFor(TimeSpan.FromSeconds(100 * (round + 1)) - simulation.Elapsed);
            }

            return [.. times];
        }
    }

    private sealed record Sized(long Bytes) : ISized;
}
