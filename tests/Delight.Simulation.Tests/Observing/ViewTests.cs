using Akka.Actor;
using Akka.Event;
using Delight.Simulation.Network;
using Delight.Simulation.Observing;

namespace Delight.Simulation.Tests.Observing;

public sealed class ViewTests : TwoNodes
{
    private const string Bounded = "few { mailbox-capacity = 9, mailbox-type = "
        + "\"Delight.Simulation.Mailboxes.BoundedMailbox, Delight.Simulation.Abstractions\" }";

    [Fact]
    public void Mailboxes_ShowWhatWaitsIsStashedAndLeaves()
    {
        IActorRef sink = Simulation.AddNode("near", Scripted.Props((_, _) => { }));
        IActorRef worker = Simulation.AddNode("far", Scripted.Props((message, actor) =>
        {
            if (message is "work")
            {
                actor.Here.Work(Second);
                sink.Tell("result");
            }
            else
            {
                actor.Stash.Stash();
            }
        }));
        Simulation.RunUntilIdle();
        foreach (string message in (string[])["stashed", "work", "waits", "waits too"])
        {
            worker.Tell(message);
        }

        Simulation.RunFor(Second / 2);

        MailboxView view = Assert.Single(Simulation.Mailboxes, mailbox => mailbox.Actor.Equals(worker));
        Assert.Equal("far", view.Node);
        Assert.Equal(["waits", "waits too"], view.Waiting);
        Assert.Equal(["stashed"], view.Stashed);
        Assert.Equal(["result"], view.Leaving);
    }

    [Fact]
    public void UnderWay_ShowsWhatIsOnLinksAndWhatIsHeld()
    {
        IActorRef sink = Simulation.AddNode("near", Scripted.Props((_, _) => { }));
        IActorRef source = Simulation.AddNode("far", Scripted.Props((message, _) => sink.Tell(message)));
        Simulation.Network.Link("far", "near").Latency = Latency.Constant(2 * Second);
        source.Tell("flies");
        Simulation.RunFor(Second);
        Simulation.Network.Link("far", "near").Hold();
        source.Tell("held");
        Simulation.RunFor(Second / 2);

        Assert.Equal(
            [("flies", (TimeSpan?)(2 * Second)), ("held", null)],
            Simulation.UnderWay.Select(message => ((string)message.Message, message.Arrives)));
    }

    [Fact]
    public void Mailboxes_OfABoundedMailbox_ShowWhatWaits()
    {
        using Simulation simulation = Simulation.Create(1, new() { Hocon = Bounded });
        IActorRef worker = simulation.AddNode("far", Scripted.Props(
            (_, actor) => actor.Here.Work(Second)).WithMailbox("few"));
        foreach (string message in (string[])["work", "waits", "waits too"])
        {
            worker.Tell(message);
        }

        simulation.RunFor(Second / 2);

        Assert.Equal(["waits", "waits too"], Assert.Single(simulation.Mailboxes).Waiting);
        Assert.Equal(["waits", "waits too"], simulation.MessagesInFlight);
        Assert.Equal(2, simulation.MessagesWaiting);
    }

    [Fact]
    public void MessagesInFlight_ShowEachPlaceOfAMessageOnce()
    {
        IActorRef sink = Simulation.AddNode("near", Scripted.Props((_, _) => { }));
        IActorRef source = Simulation.AddNode("source", Scripted.Props((message, _) => sink.Tell(message)));
        IActorRef worker = Simulation.AddNode("far", Scripted.Props((message, actor) =>
        {
            if (message is "work")
            {
                actor.Here.Work(Second);
                sink.Tell("leaves");
                actor.Here.Stop(actor.Here.ActorOf(Scripted.Props((_, _) => { }))); // a system message is none
            }
            else
            {
                actor.Stash.Stash();
            }
        }));
        Simulation.RunUntilIdle();
        Assert.Empty(Simulation.MessagesInFlight);
        Assert.Equal((0, 0), (Simulation.EventsPending, Simulation.MessagesWaiting));
        Link link = Simulation.Network.Link("source", "near");
        link.Quality = new LinkQuality { Latency = 9 * Second, DuplicationShare = 1 };
        source.Tell("flies");
        Simulation.RunUntil(() => Simulation.UnderWay.Count == 2, Second);
        link.Hold();
        foreach (string message in (string[])["stashed", "work", "waits"])
        {
            worker.Tell(message);
        }

        source.Tell("held");
        Simulation.RunFor(Second / 2);

        string[] all = [.. Simulation.MessagesInFlight.Cast<string>()];
        Assert.Equal(["flies", "flies", "held", "leaves", "stashed", "waits"], all.Order(StringComparer.Ordinal));
        Assert.Equal(2, Simulation.MessagesWaiting);
    }

    [Fact]
    public void MessagesInFlight_ShowTheReplyToAnAskOfAPausedNode()
    {
        IActorRef server = Simulation.AddNode("near", Scripted.Props((_, actor) => actor.From.Tell("reply")));
        IActorRef client = Simulation.AddNode("far", Scripted.Props((_, actor) =>
            _ = server.Ask<string>("question", 9 * Second)));
        Simulation.Network.DefaultQuality = new LinkQuality { Latency = Second };
        client.Tell("ask");
        Simulation.RunFor(1.5 * Second);
        Assert.Equal(["reply"], Simulation.MessagesInFlight);

        Simulation.Pause("far");
        Simulation.RunFor(2 * Second);

        Assert.Equal(["reply"], Simulation.MessagesInFlight);
        Simulation.Resume("far");
        Simulation.RunFor(Second);
        Assert.Empty(Simulation.MessagesInFlight);
    }

    [Fact]
    public void MessagesInFlight_OfManyActors_AllocateHardlyAnything()
    {
        for (int index = 0; index < 500; index++)
        {
            Simulation.AddNode($"node-{index}", Scripted.Props((_, _) => { }));
        }

        IActorRef busy = Simulation.AddNode("busy", Scripted.Props((_, actor) => actor.Here.Work(Second)));
        for (int message = 0; message < 1001; message++)
        {
            busy.Tell("waits");
        }

        Simulation.RunFor(Second / 2);
        Assert.Equal((1000, 1000), Walk());
        long before = GC.GetAllocatedBytesForCurrentThread();
        Walk();

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 2000);

        (int InFlight, int Waiting) Walk()
        {
            int count = 0;
            foreach (object message in Simulation.MessagesInFlight)
            {
                count += message is "waits" ? 1 : 0;
            }

            return (count, Simulation.MessagesWaiting);
        }
    }

    [Fact]
    public void WriteLog_GetsLogEventsWithVirtualTime()
    {
        List<string> lines = [];
        using Simulation simulation = Simulation.Create(1, new() { WriteLog = lines.Add });
        IActorRef actor = simulation.AddNode("far", Scripted.Props(
            (message, scripted) => Logging.GetLogger(scripted.Here).Info("got {0}", message)));
        simulation.RunFor(Second);
        actor.Tell("it");

        simulation.RunUntilIdle();

        Assert.Contains(lines, line => line.StartsWith("00:00:01 InfoLevel", StringComparison.Ordinal)
            && line.EndsWith("got it", StringComparison.Ordinal));
    }
}
