using Akka.Actor;
using Delight.Simulation.Faults;
using Delight.Simulation.Network;

namespace Delight.Simulation.Tests.Faults;

public sealed class FaultScheduleTests : TwoNodes
{
    [Fact]
    public void Draw_RecurringFault_HasItsMeanAndOneTargetEach()
    {
        Fault fault = new()
        {
            Kind = FaultKind.CrashNode, Targets = ["far", "near"], At = 100 * Second, Every = Second, Lasts = Second,
        };

        FaultSchedule schedule = FaultSchedule.Draw(4, [fault], 1100 * Second);

        Assert.InRange(schedule.Occurrences.Count, 900, 1100);
        Assert.All(schedule.Occurrences, occurrence => Assert.Single(occurrence.Targets));
        Assert.InRange(schedule.Occurrences.Count(occurrence => occurrence.Targets[0] == "far"), 400, 600);
        Assert.Equal(schedule.Occurrences.OrderBy(occurrence => occurrence.Begin), schedule.Occurrences);
        Assert.True(schedule.Occurrences[0].Begin > 100 * Second);
    }

    [Fact]
    public void Without_SomeNumbers_LeavesTheOthersAsTheyWere()
    {
        Fault fault = new() { Kind = FaultKind.PauseNode, Targets = ["far"], Every = Second, Lasts = Second };
        FaultSchedule schedule = FaultSchedule.Draw(4, [fault], 20 * Second);

        FaultSchedule less = schedule.Without(new HashSet<int> { 2, 3 });

        Assert.Equal(schedule.Occurrences.Where(occurrence => occurrence.Number is not (2 or 3)), less.Occurrences);
    }

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
                Lasts = Second, Quality = new LinkQuality { Latency = Latency.Constant(Second / 2) },
            });

        Simulation.RunFor(5.2 * Second);

        Assert.Equal([1, 3, 4.5, 5], Seen.Select(seen => seen.Time));
        Assert.False(Simulation.Network.Link("near", "far").IsCut);
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

    [Fact]
    public void ToString_OfAnOccurrence_SaysWhatWhenWhereAndForHowLong() => Assert.Equal(
        "1. 00:00:01 Cut a against b for 00:00:02",
        FaultSchedule.Draw(
            1, [new Fault { Kind = FaultKind.Cut, Targets = ["a"], Against = ["b"], At = Second, Lasts = 2 * Second }],
            Second).Occurrences[0].ToString());

    [Fact]
    public void Draw_WithoutTargetsOrLength_IsRefused()
    {
        Fault nobody = new() { Kind = FaultKind.CrashNode, Targets = [] };
        Assert.StartsWith(
            "a CrashNode has no targets; it needs at least one.",
            Assert.Throws<ArgumentException>(() => Play(nobody)).Message, StringComparison.Ordinal);
        Assert.StartsWith(
            "Lasts is 00:00:00; it is above 0.",
            Assert.Throws<ArgumentOutOfRangeException>(() => Play(Crash(at: 1, lasts: 0))).Message,
            StringComparison.Ordinal);
    }

    private static Fault Crash(int at, int lasts) =>
        new() { Kind = FaultKind.CrashNode, Targets = ["far"], At = at * Second, Lasts = lasts * Second };

    private void Play(params Fault[] plan) => Simulation.Play(FaultSchedule.Draw(1, plan, 1000 * Second));
}
