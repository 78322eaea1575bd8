using Akka.Actor;
using Akka.Event;
using Delight.Simulation.Dispatch;

namespace Delight.Simulation.Tests.Dispatch;

/// <summary>Where Akka.NET is not deterministic by itself, or would stop virtual time.</summary>
public sealed class AkkaTrapTests : TwoNodes
{
    [Fact]
    public void SystemMessagesOfATurn_LeaveInTheOrderInWhichTheirReceiversWereMade()
    {
        List<string> stopped = [];
        IActorRef parent = Simulation.System.ActorOf(Scripted.Props((_, actor) => actor.Here.Stop(actor.Me), actor =>
        {
            foreach (string name in (string[])["walnut", "apple", "zebra", "mango", "banana", "quince"])
            {
                actor.Here.ActorOf(Scripted.Props((_, _) => { }, stop: _ => stopped.Add(name)), name);
            }
        }));
        Simulation.RunUntilIdle();

        Tell(parent, "stop");

        Assert.Equal(["walnut", "apple", "zebra", "mango", "banana", "quince"], stopped);
    }

    [Fact]
    public void Uids_AreDrawnFromTheSeed()
    {
        Assert.Equal(Uid(1), Uid(1));
        Assert.NotEqual(Uid(1), Uid(2));

        static long Uid(ulong seed)
        {
            using Simulation simulation = Simulation.Create(seed);
            return simulation.AddNode("a", Scripted.Props((_, _) => { })).Path.Uid;
        }
    }

    [Fact]
    public void CancelledTimer_DoesNotMoveTheClock()
    {
        ICancelable timer = Simulation.System.Scheduler.ScheduleTellOnceCancelable(
            Second, Simulation.System.DeadLetters, "never", ActorRefs.NoSender);
        timer.Cancel();

        Simulation.RunUntilIdle();

        Assert.Equal(TimeSpan.Zero, Simulation.Elapsed);
    }

    [Fact]
    public void CancelAfter_OfTheScheduler_IsVirtual()
    {
        Cancelable cancelable = new(Simulation.System.Scheduler.Advanced);
        cancelable.CancelAfter(Second);
        Simulation.RunFor(Second / 2);
        Assert.False(cancelable.IsCancellationRequested);

        Simulation.RunUntilIdle();

        Assert.True(cancelable.IsCancellationRequested);
        Assert.Equal(Second, Simulation.Elapsed);
    }

    [Fact]
    public void TimerWithARemoteSender_TellsItsOwnActorWithoutALink()
    {
        Simulation.AddNode("server", Scripted.Props((message, actor) =>
        {
            See(message);
            if (message is "ask")
            {
                actor.Here.System.Scheduler.ScheduleTellOnce(Second, actor.Me, "tick", actor.From);
            }
        }));
        IActorRef client = Simulation.AddNode("client", Scripted.Props(
            (message, actor) => actor.Here.ActorSelection("/user/server").Tell(message)));
        client.Tell("ask");
        Simulation.RunFor(Second / 2);
        Simulation.Network.Link("client", "server").Cut();

        Simulation.RunUntilIdle();

        Assert.Equal([(0.0, (object)"ask"), (1.0, "tick")], Seen);
    }

    [Fact]
    public void TimerStartedByATimer_DiesWithItsNode()
    {
        Simulation.AddNode("far", Scripted.Props((_, _) => { }, actor =>
        {
            IActionScheduler scheduler = actor.Here.System.Scheduler.Advanced;
            void Again()
            {
                See("again");
                scheduler.ScheduleOnce(Second, Again);
            }

            scheduler.ScheduleOnce(Second, Again);
        }));
        Simulation.RunFor(2.5 * Second);

        Simulation.Crash("far");
        Simulation.RunUntilIdle();

        Assert.Equal([1.0, 2.0], Seen.Select(seen => seen.Time));
    }

    [Fact]
    public void Timers_AndTurnsOfOneInstant_ComeInTheOrderInWhichTheyWereQueued()
    {
        IActorRef actor = AddWorker();
        Simulation.RunUntilIdle();
        Simulation.At(Second, () => actor.Tell("first"));
        Simulation.System.Scheduler.ScheduleTellOnce(Second, actor, "second", ActorRefs.NoSender);
        Simulation.At(Second, () => actor.Tell("third"));

        Simulation.RunUntilIdle();

        Assert.Equal(["life 1: first", "life 1: second", "life 1: third"], Done);
    }

    [Fact]
    public void TimerStartedAfterWork_CountsFromItsEnd()
    {
        Simulation.AddNode("far", Scripted.Props((message, actor) =>
        {
            if (message is "go")
            {
                actor.Here.Work(2 * Second);
                actor.Timers.StartSingleTimer("t", "ring", Second);
                See(actor.Here.System.Scheduler.MonotonicClock.TotalSeconds);
            }
            else
            {
                See(message);
            }
        })).Tell("go");

        Simulation.RunUntilIdle();

        Assert.Equal([(0.0, (object)2.0), (3.0, "ring")], Seen);
    }

    [Fact]
    public void ReceiveTimeout_IsVirtual()
    {
        Simulation.AddNode("far", Scripted.Props(
            (message, actor) =>
            {
                See(message.GetType().Name);
                actor.Here.SetReceiveTimeout(null);
            }, actor => actor.Here.SetReceiveTimeout(TimeSpan.FromHours(5))));

        Simulation.RunUntilIdle();

        Assert.Equal([(18_000.0, (object)nameof(ReceiveTimeout))], Seen);
    }

    [Fact]
    public void Stash_UnstashAll_PutsMessagesBeforeWhatWaits()
    {
        bool isOpen = false;
        IActorRef actor = Simulation.AddNode("far", Scripted.Props((message, scripted) =>
        {
            if (message is "open")
            {
                isOpen = true;
                scripted.Stash.UnstashAll();
            }
            else if (isOpen)
            {
                See(message);
            }
            else
            {
                scripted.Stash.Stash();
            }
        }));

        Tell(actor, 1, 2, "open", 3);

        Assert.Equal([1, 2, 3], Done);
    }

    [Fact]
    public void EventStream_Subscribers_HearInTheOrderOfSubscription()
    {
        foreach (string name in (string[])["walnut", "apple", "zebra"])
        {
            IActorRef subscriber = Simulation.System.ActorOf(Scripted.Props((_, _) => See(name)), name);
            Simulation.System.EventStream.Subscribe(subscriber, typeof(Dropped));
        }

        Simulation.RunUntilIdle();
        Simulation.System.EventStream.Publish(new Dropped("x", "y", ActorRefs.Nobody));
        Simulation.RunUntilIdle();

        Assert.Equal(["walnut", "apple", "zebra"], Done);
    }

    [Fact]
    public void Dispose_RunsPostStopAndEndsTheSystem()
    {
        AddWorker();
        Simulation.RunUntilIdle();

        Simulation.Dispose();

        Assert.Equal(["stopped"], Done);
    }

    [Fact]
    public void Dispose_OfBusyAndPausedActors_RunsPostStopToo()
    {
        AddWorker("paused");
        IActorRef busy = Simulation.AddNode("busy", Scripted.Props(
            (_, actor) => actor.Here.Work(Second), stop: _ => See("busy one stopped")));
        busy.Tell("go");
        busy.Tell("waits");
        Simulation.RunFor(Second / 2);
        Simulation.Pause("paused");
        Simulation.RunFor(Second / 4);

        Simulation.Dispose();

        Assert.Equal(["busy one stopped", "stopped"], Done.Order());
    }

    [Fact]
    public void ActorOfTheUsersDispatcher_RunsInVirtualTime()
    {
        using Simulation simulation = Simulation.Create(1, new()
        {
            Hocon = "mine { type = ForkJoinDispatcher, dedicated-thread-pool.thread-count = 2 }",
        });
        int thread = 0;
        simulation.AddNode("far", Scripted.Props((_, _) => thread = Environment.CurrentManagedThreadId)
            .WithDispatcher("mine")).Tell("go");

        simulation.RunUntilIdle();

        Assert.Equal(Environment.CurrentManagedThreadId, thread);
    }

    [Fact]
    public void Telemetry_OfRestarts_IsPublished()
    {
        using Simulation simulation = Simulation.Create(1, new()
        {
            GuardianDecides = true, Hocon = "akka.actor.telemetry.enabled = on",
        });
        List<object> told = [];
        IActorRef listener = simulation.System.ActorOf(Scripted.Props((message, _) => told.Add(message)));
        simulation.System.EventStream.Subscribe(listener, typeof(ActorRestarted));
        IActorRef actor = simulation.AddNode("far", Scripted.Props(
            (message, _) => throw new InvalidOperationException($"{message}")));
        actor.Tell("fail");

        simulation.RunUntilIdle();

        ActorRestarted restarted = Assert.IsType<ActorRestarted>(Assert.Single(told));
        Assert.Equal((actor, "fail"), (restarted.Subject, restarted.Reason.Message));
    }

    [Fact]
    public void Work_OnALiveSystem_DoesNothing()
    {
        using ActorSystem system = ActorSystem.Create("live");
        Assert.False(system.TryGetExtension<ComputeTime>(out _));
    }

    [Fact]
    public void ForeignMailbox_OfTheApplication_Works()
    {
        using Simulation simulation = Simulation.Create(1, new()
        {
            Hocon = "small { mailbox-type = \"Delight.Simulation.Mailboxes.BoundedMailbox, "
                + "Delight.Simulation.Abstractions\", mailbox-capacity = 10 }",
        });
        List<object> got = [];
        IActorRef actor = simulation.AddNode("far", Scripted.Props((message, scripted) =>
        {
            got.Add(message);
            scripted.Here.Work(Second);
        }).WithMailbox("small"));
        actor.Tell(1);
        actor.Tell(2);
        simulation.RunUntilIdle();
        simulation.Crash("far");
        simulation.RunUntilIdle();

        Assert.Equal([1, 2], got);
        Assert.Equal(Second, simulation.Elapsed); // the second message waited for the first one's work
        Assert.True(AkkaInternals.IsClosed(((ActorCell)((ActorRefWithCell)actor).Underlying).Mailbox!));
    }
}
