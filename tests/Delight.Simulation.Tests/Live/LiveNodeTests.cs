using Akka.Actor;
using Delight.Simulation.Faults;
using Delight.Simulation.Live;
using Delight.Simulation.Observing;

namespace Delight.Simulation.Tests.Live;

public sealed class LiveNodeTests() : LiveTest(new LiveOptions { DetectionTime = TimeSpan.FromMilliseconds(100) })
{
    private readonly ManualResetEventSlim _mayGoOn = new(initialState: true);
    private int _lives;
    private int _stops;

    [Fact]
    public void Crash_OfANode_LosesInstanceMailboxAndTimersWithoutPostStop()
    {
        AddFar();
        IActorRef near = AddNear();
        near.Tell(new Send("hello"));
        Assert.Equal("life 1: hello", Next());
        Frictions.Pause("far");
        near.Tell(new Send("never seen", "never seen"));
        near.Tell("sent");
        Assert.Equal("sent", Next());

        Frictions.Crash("far");
        Until(() => Frictions.Counters.Dropped(DropReason.NodeCrash) == 2);
        near.Tell(new Send("to nobody"));
        Until(() => Frictions.Counters.Dropped(DropReason.NodeDown) == 1);
        Assert.True(Frictions.IsDown("far"));
        Frictions.Restart("far");
        Until(() => Volatile.Read(ref _lives) == 2);
        near.Tell(new Send("again"));

        Assert.Equal("life 2: again", Next());
        Assert.Equal(0, _stops);
        SimulationCounters counters = Frictions.Counters;
        Assert.Equal((1, 1), (counters.Crashes, counters.Restarts));
    }

    [Fact]
    public void Crash_WhileAMessageIsHandled_SilencesItAndStartsAfterIt()
    {
        IActorRef far = AddFar();
        IActorRef near = AddNear();
        _mayGoOn.Reset();
        near.Tell(new Send("block"));
        Assert.Equal("life 1: block", Next());

        Frictions.Crash("far");
        Frictions.Restart("far");
        Assert.Equal(1, Volatile.Read(ref _lives)); // the earlier life is still at its message
        _mayGoOn.Set();
        Until(() => Volatile.Read(ref _lives) == 2);

        Assert.Equal(1, Frictions.Counters.Muted);
        near.Tell("nothing came");
        Assert.Equal("nothing came", Next());
        near.Tell(new Send("hello"));
        Assert.Equal("life 2: hello", Next());
        Assert.NotEqual(far, Frictions.FindActor("/user/far"));
    }

    [Fact]
    public void Crash_OfAWatchedNode_IsToldAfterTheDetectionTime()
    {
        IActorRef far = AddFar();
        IActorRef near = AddNear();
        near.Tell(far);
        Assert.Equal("watches", Next());
        TimeSpan crashed = Frictions.Elapsed;

        Frictions.Crash("far");

        Assert.Equal("far gone with its node", Next());
        Assert.InRange(Frictions.Elapsed - crashed, TimeSpan.FromMilliseconds(100), TimeSpan.FromMinutes(1));
    }

    [Fact]
    public void Stop_OfAWatchedActor_IsToldBehindItsMessages()
    {
        IActorRef near = AddNear();
        IActorRef far = Frictions.AddNode("far", Scripted.Props((_, actor) =>
        {
            near.Tell("last words");
            actor.Here.Stop(actor.Me);
        }));
        Frictions.Network.Link("far", "near").Latency = TimeSpan.FromMilliseconds(50);
        near.Tell(far);
        Assert.Equal("watches", Next());

        far.Tell("end");

        Assert.Equal(["last words", "far gone"], Next(2));
    }

    [Fact]
    public void Crash_OfAnActor_AsksItsSupervisorBetweenTwoMessages()
    {
        List<Directive> decided = [];
        IActorRef? child = null;
        IActorRef far = Frictions.AddNode("far", Scripted.Props(
            (message, _) => child!.Tell(message),
            actor => child = actor.Here.ActorOf(Scripted.Props(
                (message, _) =>
                {
                    Note($"life {_lives}: {message}");
                    _mayGoOn.Wait();
                },
                _ => _lives++)),
            strategy: new OneForOneStrategy(_ =>
            {
                decided.Add(Directive.Restart);
                return Directive.Restart;
            })));
        _mayGoOn.Reset();
        foreach (int number in (int[])[1, 2, 3])
        {
            far.Tell(number);
        }

        Assert.Equal("life 1: 1", Next());

        Frictions.Crash(child!);
        _mayGoOn.Set();

        Assert.Equal(["life 2: 2", "life 2: 3"], Next(2));
        Assert.Equal([Directive.Restart], decided);
    }

    [Fact]
    public void Pause_OfANode_TakesHoldBetweenTwoMessages()
    {
        IActorRef far = AddFar();
        _mayGoOn.Reset();
        for (int number = 1; number <= 20; number++)
        {
            far.Tell(number == 1 ? "block" : number);
        }

        Assert.Equal("life 1: block", Next());

        Frictions.Pause("far");
        _mayGoOn.Set();
        Until(() => Frictions.StateOf(Cell(far))!.IsHeld);
        NothingNoted();
        Frictions.Resume("far");

        Assert.Equal(Enumerable.Range(2, 19).Select(number => $"life 1: {number}"), Next(19));
    }

    [Fact]
    public void Pause_OfAnActor_EndsWithTheSystem()
    {
        IActorRef far = AddFar();

        Frictions.Pause(far);
        far.Tell("waits");
        Until(() => Frictions.StateOf(Cell(far))!.IsHeld);

        Assert.True(Frictions.IsPaused(far));
        NothingNoted(); // and the end of the test does not wait for it
    }

    [Fact]
    public void Slow_Actor_RestsInProportion()
    {
        IActorRef far = Frictions.AddNode("far", Scripted.Props((_, _) =>
        {
            TimeSpan began = Frictions.Elapsed;
            while (Frictions.Elapsed - began < TimeSpan.FromMilliseconds(10))
            {
            }

            Note(began);
        }));
        Frictions.Slow("far", 3);
        Frictions.Slow(far, 2);
        for (int number = 0; number < 3; number++)
        {
            far.Tell(number);
        }

        TimeSpan[] began = [.. Next(3).Cast<TimeSpan>()];

        Assert.InRange(began[1] - began[0], TimeSpan.FromMilliseconds(60), TimeSpan.FromMinutes(1));
        Assert.InRange(began[2] - began[1], TimeSpan.FromMilliseconds(60), TimeSpan.FromMinutes(1));
    }

    [Fact]
    public void Timers_OfACrashedLife_AreVoid()
    {
        int ticks = 0;
        Frictions.AddNode("far", Scripted.Props(
            (_, _) => { },
            actor => actor.Here.System.Scheduler.Advanced.ScheduleRepeatedly(
                TimeSpan.Zero, TimeSpan.FromMilliseconds(10), () => Interlocked.Increment(ref ticks))));
        Until(() => Volatile.Read(ref ticks) > 0);

        Frictions.Crash("far");
        using ManualResetEventSlim later = new();
        int atCrash = Volatile.Read(ref ticks);
        Frictions.System.Scheduler.Advanced.ScheduleOnce(TimeSpan.FromMilliseconds(100), later.Set);
        Assert.True(later.Wait(TimeSpan.FromMinutes(1)));

        Assert.InRange(ticks, atCrash, atCrash + 1); // one may be at it
    }

    [Fact]
    public void TopLevelActor_OfANode_DiesWithIt()
    {
        Frictions.AddNode("far", Scripted.Props(
            (_, _) => { },
            actor => actor.Here.System.ActorOf(Scripted.Props((_, _) => { }, _ => Note("helper starts")), "helper")));
        Assert.Equal("helper starts", Next());

        Frictions.Crash("far");
        Until(() => Frictions.FindActor("/user/helper") is null);
        Frictions.Restart("far");

        Assert.Equal("helper starts", Next());
    }

    [Fact]
    public void Play_APlan_CrashesAndRestarts()
    {
        AddFar();
        Fault[] plan =
        [
            new()
            {
                Kind = FaultKind.CrashNode, Targets = ["far"], At = TimeSpan.FromMilliseconds(20),
                Lasts = TimeSpan.FromMilliseconds(20),
            },
        ];

        Frictions.Play(FaultSchedule.Draw(1, plan, TimeSpan.FromSeconds(1)));

        Until(() => Volatile.Read(ref _lives) == 2);
        Assert.Equal((1, 1), (Frictions.Counters.Crashes, Frictions.Counters.Restarts));
    }

    [Fact]
    public void Faults_OutOfOrder_AreRefusedInOneLine()
    {
        AddFar();
        Frictions.AddNode("safe", Scripted.Props((_, _) => { }), isReliable: true);

        Assert.StartsWith("node 'far' is up, so it cannot restart.", Refusal(() => Frictions.Restart("far")));
        Assert.StartsWith("node 'far' is not paused.", Refusal(() => Frictions.Resume("far")));
        Assert.StartsWith("node 'safe' is reliable and never crashes.", Refusal(() => Frictions.Crash("safe")));
        Assert.StartsWith("there is no node 'moon'; there are far, safe.", Refusal(() => Frictions.Crash("moon")));
        Assert.StartsWith("there is a node 'far' already.", Refusal(() => AddFar()));
    }

    private static string Refusal(Action act) => Assert.ThrowsAny<Exception>(act).Message;

    private static ActorCell Cell(IActorRef actor) => (ActorCell)((ActorRefWithCell)actor).Underlying;

    private IActorRef AddFar() => Frictions.AddNode("far", Scripted.Props(
        (message, actor) =>
        {
            Note($"life {_lives}: {message}");
            if (message is "block")
            {
                _mayGoOn.Wait();
                actor.Here.ActorSelection("/user/near").Tell("from the grave");
            }
        },
        _ => Interlocked.Increment(ref _lives),
        _ => Interlocked.Increment(ref _stops)));
}
