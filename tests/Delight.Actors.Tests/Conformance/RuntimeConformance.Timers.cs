using Delight.Actors.Port;
using Delight.Actors.Testing;

namespace Delight.Actors.Tests.Conformance;

public abstract partial class RuntimeConformance
{
    [Fact]
    public void Timer_Started_FiresOnceFromTheActorItself()
    {
        Probe probe = new("timed", (message, context) =>
        {
            if (message is "start")
            {
                context.StartTimer("alarm", "ring", 2 * Unit);
            }
        });
        ActorRef actor = System.Spawn("timed", probe.Spec);
        System.Send(actor, "start");
        System.Settle();
        TimeSpan started = probe.ExpectReceived<string>(text => text == "start").Time;
        ReceivedMessage ring = probe.ExpectReceived<string>(text => text == "ring");
        Assert.Same(actor, ring.Sender);
        Assert.True(ring.Time - started >= 2 * Unit);
        Assert.True(!System.IsVirtual || ring.Time - started == 2 * Unit);
        probe.ExpectNothingMore();
    }

    [Fact]
    public void Timers_OfOneActor_FireInTheOrderOfTheirTimes()
    {
        // On a live system the clock goes on between two calls, so each delay counts from the first.
        TimeSpan began = default;
        Probe probe = new("timed", (message, context) =>
        {
            if (message is "start")
            {
                began = context.Elapsed;
                for (int i = 0; i < 10; i++)
                {
                    context.StartTimer($"alarm-{i}", i, ((10 - i) * Unit) - (context.Elapsed - began));
                }
            }
        });
        SendAll(System.Spawn("timed", probe.Spec), "start");
        Assert.Equal([9, 8, 7, 6, 5, 4, 3, 2, 1, 0], probe.All<int>());
    }

    [Fact]
    public void Timers_OfThousandsOfActors_AllFire()
    {
        const int Count = 2000;
        Probe probe = new("counter");
        ActorRef counter = System.Spawn("counter", probe.Spec);
        for (int i = 0; i < Count; i++)
        {
            System.Spawn($"timed-{i}", new ActorSpec
            {
                Create = () => new ScriptedActor
                {
                    OnStart = context => context.StartTimer("alarm", "ring", Unit),
                    OnMessage = (message, context) => context.Send(counter, message),
                },
            });
        }

        System.Await(probe, Count, Patience);
        System.Settle();
        Assert.Equal(Count, probe.Count);
    }

    [Fact]
    public void Timer_OfTheSameKey_IsReplaced()
    {
        Probe probe = new("timed", (message, context) =>
        {
            if (message is "start")
            {
                context.StartTimer("alarm", "old", Unit);
                context.StartTimer("other", "other", 3 * Unit);
                context.StartTimer("alarm", "new", 2 * Unit);
            }
        });
        System.Send(System.Spawn("timed", probe.Spec), "start");
        System.Settle();
        Assert.Equal(["start", "new", "other"], probe.All<string>());
    }

    [Fact]
    public void Timer_CancelledWhileItsMessageWaits_DoesNotCome()
    {
        // The timer fires at once, behind "second": the actor cancels it while its message is on its way or waits.
        Probe probe = new("timed", (message, context) =>
        {
            if (message is "first")
            {
                context.Send(context.Self, "second");
                context.StartTimer("alarm", "ring", TimeSpan.Zero);
                context.Occupy(2 * Unit);
            }
            else if (message is "second")
            {
                context.CancelTimer("alarm");
            }
        });
        System.Send(System.Spawn("timed", probe.Spec), "first");
        System.Settle();
        Assert.Equal(["first", "second"], probe.All<string>());
    }

    [Fact]
    public void Timers_AtRestart_AreCancelled()
    {
        int starts = 0;
        Probe probe = new("seen");
        ActorRef actor = System.Spawn("actor", new ActorSpec
        {
            Create = () => new ScriptedActor
            {
                OnStart = _ => starts++,
                OnMessage = (message, context) =>
                {
                    probe.Receive(message, context);
                    if (message is "fail")
                    {
                        context.StartTimer("alarm", "ring", Unit);
                        throw Bang();
                    }
                },
                OnStop = context => context.StartTimer("late", "started while stopping", Unit),
            },
        });
        System.Send(actor, "fail");
        System.Settle();
        Assert.Equal(2, starts);
        Assert.Equal(["fail"], probe.All<string>());
    }

    [Fact]
    public void Timer_OfAStoppedActor_IsNoDeadLetter()
    {
        System.Spawn("keeper", ScriptedActor.Handling((_, _) => { }));
        ActorRef actor = System.Spawn("actor", ScriptedActor.Handling((_, context) =>
        {
            context.StartTimer("alarm", "ring", Unit);
            context.Stop(context.Self);
        }));
        System.Send(actor, "stop");
        System.Settle();
        Assert.Equal(0, System.Dropped("dead-letter"));
    }

    [Fact]
    public void Timer_NegativeDelay_IsRefused()
    {
        ActorRef actor = System.Spawn("actor", ScriptedActor.Handling((_, context) =>
            Assert.Throws<ArgumentOutOfRangeException>(() => context.StartTimer("alarm", "ring", -Unit))));
        System.Send(actor, "start");
        System.Settle();
        Assert.Equal(0, System.Dropped("failed"));
    }
}
