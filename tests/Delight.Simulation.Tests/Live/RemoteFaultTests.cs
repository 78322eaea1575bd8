using System.Collections.Concurrent;
using Akka.Actor;
using Akka.Event;
using Delight.Simulation.Faults;
using Delight.Simulation.Live;
using Delight.Simulation.Network;
using Delight.Simulation.Observing;

namespace Delight.Simulation.Tests.Live;

/// <summary>Faults of nodes here while actors of another process talk to them.</summary>
public sealed class RemoteFaultTests : TwoSystems
{
    private readonly FaultNotes _faults;
    private int _lives;

    public RemoteFaultTests()
        : this(new FaultNotes())
    {
    }

    private RemoteFaultTests(FaultNotes faults)
        : base(new LiveOptions { Observer = faults, DetectionTime = TimeSpan.FromMilliseconds(100) }) =>
        _faults = faults;

    [Fact]
    public void Restart_AfterACrash_IsFoundUnderTheSamePath()
    {
        AddCounted();
        Frictions.AddRemoteNode("workers");
        IActorRef worker = StartThere("workers");
        worker.Tell(new Send("hello"));
        Assert.Equal("life 1: hello", Next());

        Frictions.Crash("far");
        worker.Tell(new Send("to nobody"));
        Until(() => Frictions.Counters.Dropped(DropReason.NodeDown) == 1);
        Frictions.Restart("far");
        Until(() => Volatile.Read(ref _lives) == 2);
        worker.Tell(new Send("again"));

        Assert.Equal("life 2: again", Next());
        Assert.Equal((1, 1), (Frictions.Counters.Crashes, Frictions.Counters.Restarts));
    }

    [Fact]
    public async Task Crash_OfAWatchedNode_IsToldToTheOtherProcess()
    {
        AddCounted();
        IActorRef far = await There.ActorSelection($"{Here}/user/far").ResolveOne(TimeSpan.FromMinutes(1));
        StartThere("workers").Tell(far);
        Assert.Equal("life 1: watched", Next());

        Frictions.Crash("far");

        Assert.Equal("far gone", Next());
    }

    [Fact]
    public void TopLevelActor_MadeByANode_CrashesWithIt()
    {
        IActorRef far = Frictions.AddNode("far", Scripted.Props((_, actor) =>
            actor.Here.System.ActorOf(Scripted.Props((message, _) => NoteArrival(message)), "beside")));
        far.Tell("start");
        IActorRef worker = StartThere("workers", "/user/beside");
        Until(() => Frictions.FindActor("/user/beside") is not null);
        Meet(worker);

        Frictions.Crash("far");

        Until(() => Frictions.FindActor("/user/beside") is null);
    }

    [Fact]
    public void Play_AScheduleOfAllProcesses_HappensAsFarAsItIsHere()
    {
        ConcurrentQueue<object> errors = new();
        Frictions.System.EventStream.Subscribe(
            Frictions.System.ActorOf(Scripted.Props((message, _) => errors.Enqueue(message))), typeof(Error));
        AddCounted();
        Frictions.AddRemoteNode("workers");
        Frictions.AddRemoteNode("evaluator");
        Fault[] plan =
        [
            Fault(FaultKind.CrashNode, "workers"), Fault(FaultKind.CrashNode, "far", "workers"),
            Fault(FaultKind.PauseNode, "evaluator"), Fault(FaultKind.SlowNode, "workers") with { Factor = 2 },
            Fault(FaultKind.CrashActor, "/user/workers/near-3"), Fault(FaultKind.PauseActor, "/user/far/nobody"),
            Fault(FaultKind.Cut, "workers"),
            Fault(FaultKind.Cut, "workers") with { Direction = FaultDirection.Incoming },
            Fault(FaultKind.Cut, "far") with { Direction = FaultDirection.Outgoing },
            Fault(FaultKind.Cut, "workers") with { Against = ["evaluator"] },
        ];

        Frictions.Play(FaultSchedule.Draw(1, plan, TimeSpan.FromSeconds(1)));

        Until(() => _faults.Ended.Count == 3 && Volatile.Read(ref _lives) == 2);
        string[] happened = ["2 CrashNode far", "6 PauseActor /user/far/nobody", "7 Cut workers"];
        Assert.Equal(happened, _faults.Began);
        Assert.Equal(happened, _faults.Ended);
        Assert.Equal((1, 1), (Frictions.Counters.Crashes, Frictions.Counters.Restarts));
        Assert.All(Frictions.Network.Links, link => Assert.False(link.IsCut));
        Assert.Empty(errors);
    }

    [Fact]
    public void RemoteNodes_InWrongPlaces_AreRefusedInOneLine()
    {
        AddCounted();
        Frictions.AddRemoteNode("workers", isReliable: true);

        Assert.Equal(["far", "workers"], Frictions.Nodes);
        Assert.StartsWith("node 'far' runs in this process, so", Refusal(() => Frictions.AddRemoteNode("far")));
        Assert.StartsWith("there is a node 'workers' already.", Refusal(() => Frictions.AddRemoteNode("workers")));
        Assert.StartsWith("node 'workers' is remote already, so", Refusal(() => AddFar("workers")));
        Action[] faults =
        [
            () => Frictions.Crash("workers"), () => Frictions.Restart("workers"), () => Frictions.Pause("workers"),
            () => Frictions.Resume("workers"), () => Frictions.Slow("workers", 2), () => Frictions.IsDown("workers"),
        ];
        Assert.All(faults, act => Assert.StartsWith("node 'workers' runs in other processes;", Refusal(act)));
        Link link = Frictions.Network.Link("workers", "far");
        link.Cut();
        Assert.False(link.IsCut); // a link of a reliable node
    }

    private static string Refusal(Action act) => Assert.Throws<ArgumentException>(act).Message;

    private static Fault Fault(FaultKind kind, params string[] targets) => new()
    {
        Kind = kind, Targets = targets, At = TimeSpan.FromMilliseconds(10), Lasts = TimeSpan.FromMilliseconds(20),
    };

    private IActorRef AddCounted() => Frictions.AddNode("far", Scripted.Props(
        (message, _) => Note($"life {_lives}: {((string)message).Split('|')[0]}"),
        _ => Interlocked.Increment(ref _lives)));

    private IActorRef AddFar(string name) => Frictions.AddNode(name, Scripted.Props((_, _) => { }));

    private sealed class FaultNotes : ISimulationObserver
    {
        public ConcurrentQueue<string> Began { get; } = [];

        public ConcurrentQueue<string> Ended { get; } = [];

        public void FaultBegan(TimeSpan time, FaultOccurrence occurrence) => Began.Enqueue(Describe(occurrence));

        public void FaultEnded(TimeSpan time, FaultOccurrence occurrence) => Ended.Enqueue(Describe(occurrence));

        private static string Describe(FaultOccurrence occurrence) => FormattableString.Invariant(
            $"{occurrence.Number} {occurrence.Fault.Kind} {string.Join(", ", occurrence.Targets)}");
    }
}
