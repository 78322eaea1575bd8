using Akka.Actor;
using Delight.Simulation.Observing;

namespace Delight.Simulation.Tests.Observing;

public sealed class ObserverTests : TwoNodes
{
    private const string Bounded = "few { mailbox-capacity = 9, mailbox-type = "
        + "\"Delight.Simulation.Mailboxes.BoundedMailbox, Delight.Simulation.Abstractions\" }";

    [Fact]
    public void Observer_ThatWantsNoMessages_HearsOnlyWhatHappensToThem()
    {
        Quiet quiet = new();
        using Simulation simulation = Simulation.Create(1, new() { Observer = quiet });
        IActorRef near = simulation.AddNode("near", Scripted.Props((_, _) => { }));
        IActorRef source = simulation.AddNode("source", Scripted.Props((message, _) => near.Tell(message)));
        source.Tell("arrives");
        simulation.RunUntilIdle();
        simulation.Network.Link("source", "near").Cut();
        source.Tell("is lost");
        simulation.RunUntilIdle();

        Assert.Equal(["lost is lost LinkCut"], quiet.Heard);
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

    /// <summary>Hears of losses, and would note messages.</summary>
    private sealed class Quiet : ISimulationObserver
    {
        public bool HearsMessages => false;

        public List<string> Heard { get; } = [];

        public void Sent(TimeSpan time, IActorRef receiver, object message, IActorRef sender) =>
            Heard.Add($"sent {message}");

        public void Delivered(TimeSpan time, IActorRef receiver, object message, IActorRef sender) =>
            Heard.Add($"delivered {message}");

        public void Began(TimeSpan time, IActorRef actor, object message) => Heard.Add($"began {message}");

        public void Handled(TimeSpan time, IActorRef actor, object message) => Heard.Add($"handled {message}");

        public void Lost(TimeSpan time, IActorRef receiver, object message, DropReason reason) =>
            Heard.Add($"lost {message} {reason}");
    }
}
