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
    public void Observer_HearsAndChangesNothing()
    {
        Recorder recorder = new();
        ulong[] digests = [Run(null), Run(recorder)];

        Assert.Equal(digests[0], digests[1]);
        Assert.Equal(
        [
            "sent fail", "delivered fail", "began fail", "handled fail", "failed Restart", "ended far", "crashed far",
            "lost late NodeDown", "restarted far", "sent twice", "delivered twice", "began twice", "sent twice",
            "duplicated twice", "handled twice", "delivered twice", "began twice", "handled twice", "delivered twice",
            "began twice", "handled twice", "ended far", "ended near", "ended source",
        ], recorder.Heard);

        static ulong Run(ISimulationObserver? observer)
        {
            using Simulation simulation = Simulation.Create(1, new() { Observer = observer, GuardianDecides = true });
            IActorRef actor = simulation.AddNode("far", Scripted.Props(
                (message, _) => throw new InvalidOperationException($"{message}")));
            actor.Tell("fail");
            simulation.RunUntilIdle();
            simulation.Crash("far");
            actor.Tell("late");
            simulation.RunUntilIdle();
            simulation.Restart("far");
            simulation.RunUntilIdle();
            IActorRef near = simulation.AddNode("near", Scripted.Props((_, _) => { }));
            IActorRef source = simulation.AddNode("source", Scripted.Props((message, _) => near.Tell(message)));
            simulation.Network.Link("source", "near").DuplicationShare = 1;
            simulation.RunUntilIdle();
            source.Tell("twice");
            simulation.RunUntilIdle();
            return simulation.Digest;
        }
    }

    [Fact]
    public void BeganAndHandled_OfWork_AreItsBeginAndEnd()
    {
        Times times = new();
        using Simulation simulation = Simulation.Create(1, new() { Observer = times });
        IActorRef worker = simulation.AddNode("far", Scripted.Props((_, actor) =>
        {
            actor.Here.Work(2 * Second);
            actor.Here.Work(Second);
        }));
        simulation.RunFor(Second);
        worker.Tell("first");
        worker.Tell("second");

        simulation.RunUntilIdle();

        Assert.Equal(
            [(1, "began first"), (4, "handled first"), (4, "began second"), (7, "handled second")], times.Heard);
    }

    [Fact]
    public void Observer_OfABoundedMailbox_HearsBeginsAndEnds()
    {
        Times times = new();
        using Simulation simulation = Simulation.Create(1, new() { Observer = times, Hocon = Bounded });
        IActorRef worker = simulation.AddNode("far", Scripted.Props(
            (_, actor) => actor.Here.Work(Second)).WithMailbox("few"));
        worker.Tell("first");
        worker.Tell("lost in the crash");
        simulation.RunFor(Second / 2);

        simulation.Crash("far");
        simulation.RunUntilIdle();

        Assert.Equal([(0, "began first"), (1, "handled first"), (0.5, "ended far")], times.Heard);
    }

    [Fact]
    public void Ended_OfActorsOfACrashedNode_ComesInTheOrderOfTheirBirthsAndOnlyOnce()
    {
        Times times = new();
        using Simulation simulation = Simulation.Create(1, new() { Observer = times });
        string[] names = [.. Enumerable.Range(0, 8).Select(index => $"child-{index}")];
        simulation.AddNode("far", Scripted.Props((_, _) => { }, actor =>
        {
            foreach (string name in names)
            {
                actor.Here.ActorOf(Scripted.Props((_, child) => child.Here.Stop(child.Me)), name);
            }
        }));
        simulation.RunUntilIdle();
        simulation.FindActor("/user/far/child-3")!.Tell("stop");
        simulation.RunFor(Second);

        simulation.Crash("far");

        string[] left = [.. names.Where(name => name != "child-3")];
        Assert.Equal(
            ["began stop", "handled stop", "ended child-3", "ended far", .. left.Select(name => $"ended {name}")],
            times.Heard.Select(heard => heard.What));
        Assert.Equal([0, 1], times.Heard.Where(heard => heard.What.StartsWith("ended", StringComparison.Ordinal))
            .Select(heard => heard.Time).Distinct());
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

    /// <summary>What actors did, with its virtual time in seconds.</summary>
    private sealed class Times : ISimulationObserver
    {
        public List<(double Time, string What)> Heard { get; } = [];

        public void Began(TimeSpan time, IActorRef actor, object message) => Note(time, $"began {message}");

        public void Handled(TimeSpan time, IActorRef actor, object message) => Note(time, $"handled {message}");

        public void Ended(TimeSpan time, IActorRef actor) => Note(time, $"ended {actor.Path.Name}");

        private void Note(TimeSpan time, string what) => Heard.Add((time.TotalSeconds, what));
    }

    private sealed class Recorder : ISimulationObserver
    {
        public List<string> Heard { get; } = [];

        public void Sent(TimeSpan time, IActorRef receiver, object message, IActorRef sender) =>
            Heard.Add($"sent {message}");

        public void Duplicated(TimeSpan time, IActorRef receiver, object message) => Heard.Add($"duplicated {message}");

        public void Began(TimeSpan time, IActorRef actor, object message) => Heard.Add($"began {message}");

        public void Handled(TimeSpan time, IActorRef actor, object message) => Heard.Add($"handled {message}");

        public void Ended(TimeSpan time, IActorRef actor) => Heard.Add($"ended {actor.Path.Name}");

        public void Delivered(TimeSpan time, IActorRef receiver, object message, IActorRef sender) =>
            Heard.Add($"delivered {message}");

        public void Lost(TimeSpan time, IActorRef receiver, object message, DropReason reason) =>
            Heard.Add($"lost {message} {reason}");

        public void Failed(TimeSpan time, IActorRef actor, Exception cause, Directive decision) =>
            Heard.Add($"failed {decision}");

        public void Crashed(TimeSpan time, string node) => Heard.Add($"crashed {node}");

        public void Restarted(TimeSpan time, string node) => Heard.Add($"restarted {node}");
    }
}
