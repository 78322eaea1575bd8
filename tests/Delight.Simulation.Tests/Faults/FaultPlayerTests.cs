using Akka.Actor;
using Delight.Simulation.Faults;
using Delight.Simulation.Network;
using Delight.Simulation.Observing;

namespace Delight.Simulation.Tests.Faults;

public sealed class FaultPlayerTests : TwoNodes
{
    [Fact]
    public void Play_OverlappingCrashes_KeepsTheNodeDownUntilTheLastEnds()
    {
        AddWorker();
        Play(Crash(at: 1, lasts: 3), Crash(at: 2, lasts: 5));

        bool[] down = [.. Enumerable.Range(0, 9).Select(_ =>
        {
            Simulation.RunFor(Second);
            return Simulation.IsDown("far");
        })];

        Assert.Equal([true, true, true, true, true, true, false, false, false], down);
        Assert.Equal(1, Simulation.Counters.Crashes);
    }

    [Fact]
    public void Play_TwoSchedules_CountOverlappingFaultsTogether()
    {
        AddWorker();
        Play(Crash(at: 1, lasts: 2));
        Play(Crash(at: 2, lasts: 4));
        Simulation.RunFor(4 * Second);

        Assert.True(Simulation.IsDown("far"));
        Simulation.RunUntilIdle();
        Assert.False(Simulation.IsDown("far"));
    }

    [Fact]
    public void Play_CrashByHandInBetween_IsNotAnError()
    {
        AddWorker();
        Fault pause = new() { Kind = FaultKind.PauseNode, Targets = ["far"], At = 2 * Second, Lasts = Second };
        Play(Crash(at: 1, lasts: 3), pause);
        Simulation.Crash("far");

        Simulation.RunUntilIdle();

        Assert.False(Simulation.IsDown("far"));
        Assert.Equal((1L, 1L), (Simulation.Counters.Crashes, Simulation.Counters.Restarts));
    }

    [Fact]
    public void Play_CutAndDegrade_ConcernTheLinksOfTheirDirection()
    {
        IActorRef sink = Simulation.AddNode("near", Scripted.Props((message, _) => See(message)));
        Simulation.AddNode("far", Scripted.Props(
            (message, _) => sink.Tell(message), actor => actor.Timers.StartPeriodicTimer("t", "tick", Second)));
        Play(
            new Fault
            {
                Kind = FaultKind.Cut, Targets = ["far"], Direction = FaultDirection.Outgoing, At = 1.5 * Second,
                Lasts = Second,
            },
            new Fault
            {
                Kind = FaultKind.Degrade, Targets = ["near"], Direction = FaultDirection.Incoming, At = 3.5 * Second,
                Lasts = Second, Change = new LinkChange { Latency = Latency.Constant(Second / 2) },
            });

        Simulation.RunFor(5.2 * Second);

        Assert.Equal([1, 3, 4.5, 5], Seen.Select(seen => seen.Time));
        Assert.False(Simulation.Network.Link("near", "far").IsCut);
    }

    [Fact]
    public void Play_OverlappingChanges_ApplyInTheirOrderToTheQualityBefore()
    {
        AddWorker();
        AddWatcher();
        Link link = Simulation.Network.Link("near", "far");
        link.Quality = new LinkQuality { Latency = Second, LossShare = 0.1, BytesPerSecond = 1000 };
        Fault first = new()
        {
            Kind = FaultKind.Degrade, Targets = ["far"], At = Second, Lasts = 6 * Second,
            Change = new LinkChange { LossShare = 0.5, DuplicationShare = 0.4 },
        };
        Play(
            first,
            first with
            {
                At = 2 * Second, Lasts = 3 * Second,
                Change = new LinkChange { LossShare = 0.7, ReorderingShare = 0.3, BytesPerSecond = 10 },
            },
            first with { At = 3 * Second, Lasts = Second });

        (double Loss, double Twice, double Reordered, double Bytes)[] qualities =
        [
            .. Enumerable.Range(0, 8).Select(_ =>
            {
                Simulation.RunFor(Second);
                LinkQuality now = link.Quality;
                return (now.LossShare, now.DuplicationShare, now.ReorderingShare, now.BytesPerSecond);
            }),
        ];

        Assert.Equal(
        [
            (0.5, 0.4, 0, 1000), (0.7, 0.4, 0.3, 10), (0.5, 0.4, 0.3, 10), (0.7, 0.4, 0.3, 10), (0.5, 0.4, 0, 1000),
            (0.5, 0.4, 0, 1000), (0.1, 0, 0, 1000), (0.1, 0, 0, 1000),
        ], qualities);
        Assert.Equal(Second, link.Latency.Start);
    }

    [Fact]
    public void Play_WithAnObserver_TellsBeginAndEndOfEachFault()
    {
        Recorder recorder = new();
        using Simulation simulation = Simulation.Create(1, new() { Observer = recorder, GuardianDecides = true });
        simulation.AddNode("far", Scripted.Props((_, _) => { }));
        Fault[] plan =
        [
            Crash(at: 1, lasts: 2),
            new() { Kind = FaultKind.CrashActor, Targets = ["/user/far"], At = 4 * Second },
            new() { Kind = FaultKind.SlowNode, Targets = ["far"], At = 5 * Second, Lasts = Second },
        ];
        simulation.Play(FaultSchedule.Draw(1, plan, Second));

        simulation.RunUntilIdle();

        Assert.Equal(
        [
            "1 begins CrashNode", "1 crashed", "3 restarted", "3 ends CrashNode", "4 begins CrashActor",
            "5 begins SlowNode", "6 ends SlowNode",
        ], recorder.Heard);
    }

    [Fact]
    public void Play_FaultsOfActors_FindThemByPath()
    {
        Simulation.AddNode("far", Scripted.Props(
            (_, _) => { },
            actor => actor.Here.ActorOf(Scripted.Props((message, _) => See(message), _ => Lives++), "child")));
        Play(
            new Fault { Kind = FaultKind.CrashActor, Targets = ["/user/far/child"], At = Second },
            new Fault { Kind = FaultKind.CrashActor, Targets = ["/user/far/nobody"], At = Second },
            new Fault { Kind = FaultKind.PauseActor, Targets = ["/user/far/child"], At = 2 * Second, Lasts = Second });
        Simulation.At(2.5 * Second, () => Simulation.System.ActorSelection("/user/far/child").Tell("waits"));

        Simulation.RunUntilIdle();

        Assert.Equal(2, Lives);
        Assert.Equal([(3.0, (object)"waits")], Seen);
    }

    [Fact]
    public void Play_SlownessAtTheSameTime_Multiplies()
    {
        IActorRef worker = Simulation.AddNode("far", Scripted.Props((_, actor) =>
        {
            actor.Here.Work(Second);
            actor.Here.System.ActorSelection("/user/near").Tell("done");
        }));
        Simulation.AddNode("near", Scripted.Props((message, _) => See(message)));
        Fault slow = new() { Kind = FaultKind.SlowNode, Targets = ["far"], Factor = 3, Lasts = 10 * Second };
        Play(slow, slow with { Factor = 2, Lasts = 20 * Second });
        foreach (int at in (int[])[1, 11, 21])
        {
            Simulation.At(at * Second, () => worker.Tell("go"));
        }

        Simulation.RunUntilIdle();

        Assert.Equal([7, 13, 22], Seen.Select(seen => seen.Time));
    }

    private static Fault Crash(int at, int lasts) =>
        new() { Kind = FaultKind.CrashNode, Targets = ["far"], At = at * Second, Lasts = lasts * Second };

    private void Play(params Fault[] plan) => Simulation.Play(FaultSchedule.Draw(1, plan, 1000 * Second));

    private sealed class Recorder : ISimulationObserver
    {
        public List<string> Heard { get; } = [];

        public void Crashed(TimeSpan time, string node) => Note(time, "crashed");

        public void Restarted(TimeSpan time, string node) => Note(time, "restarted");

        public void FaultBegan(TimeSpan time, FaultOccurrence occurrence) =>
            Note(time, $"begins {occurrence.Fault.Kind}");

        public void FaultEnded(TimeSpan time, FaultOccurrence occurrence) =>
            Note(time, $"ends {occurrence.Fault.Kind}");

        private void Note(TimeSpan time, string what) =>
            Heard.Add(FormattableString.Invariant($"{time.TotalSeconds} {what}"));
    }
}
