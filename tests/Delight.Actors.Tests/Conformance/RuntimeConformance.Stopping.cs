using Delight.Actors.Port;
using Delight.Actors.Testing;

namespace Delight.Actors.Tests.Conformance;

public abstract partial class RuntimeConformance
{
    [Fact]
    public void Watch_ActorThatStops_TerminatedComesOnce()
    {
        (Probe probe, ActorRef watcher, ActorRef watched) = SpawnWatching();
        System.Send(watcher, "watch");
        System.Send(watcher, "watch");
        System.Settle();
        System.Send(watched, "stop");
        System.Settle();
        Terminated gone = Assert.Single(probe.All<Terminated>());
        Assert.Same(watched, gone.Actor);
    }

    [Fact]
    public void Watch_ActorAlreadyStopped_TerminatedComesAtOnce()
    {
        (Probe probe, ActorRef watcher, ActorRef watched) = SpawnWatching();
        System.Send(watched, "stop");
        System.Settle();
        System.Send(watcher, "watch");
        System.Settle();
        Assert.Same(watched, Assert.Single(probe.All<Terminated>()).Actor);
    }

    [Fact]
    public void Unwatch_BeforeTheStop_NoTerminatedComes()
    {
        (Probe probe, ActorRef watcher, ActorRef watched) = SpawnWatching();
        System.Send(watcher, "watch");
        System.Send(watcher, "unwatch");
        System.Settle();
        System.Send(watched, "stop");
        System.Settle();
        Assert.Empty(probe.All<Terminated>());
    }

    [Fact]
    public void Watch_ActorThatRestarts_NoTerminatedComes()
    {
        Probe probe = new("watcher");
        Frail.Log log = new();
        ActorRef watched = System.Spawn("watched", log.Spec(Always(Directive.Restart)));
        ActorRef watcher = System.Spawn("watcher", new Probe("w", (message, context) =>
        {
            probe.Receive(message, context);
            context.Watch(watched);
        }).Spec);
        System.Send(watcher, "watch");
        System.Settle();
        SendAll(watched, "fail");
        Assert.Equal(1, System.Restarts);
        Assert.Empty(probe.All<Terminated>());
    }

    [Fact]
    public void Stop_OfSelf_IsTheLastMessage()
    {
        System.Spawn("keeper", ScriptedActor.Handling((_, _) => { }));
        List<object> seen = [];
        ActorRef actor = System.Spawn("actor", ScriptedActor.Handling((message, context) =>
        {
            seen.Add(message);
            if (message is 2)
            {
                context.Stop(context.Self);
            }
        }));
        SendAll(actor, 1, 2, 3, 4);
        Assert.Equal([1, 2], seen);
        Assert.Equal(2, System.Dropped("dead-letter"));
    }

    [Fact]
    public void Stop_WhileMessagesWait_CountsDeadLettersOnce()
    {
        System.Spawn("keeper", ScriptedActor.Handling((_, _) => { }));
        List<object> seen = [];
        ActorRef actor = System.Spawn("actor", ScriptedActor.Handling((message, context) =>
        {
            seen.Add(message);
            context.Stash();
            if (message is 3)
            {
                context.Stop(context.Self);
            }
        }));
        SendAll(actor, 1, 2, 3, 4, 5);
        Assert.Equal([1, 2, 3], seen);
        Assert.Equal(5, System.Dropped("dead-letter"));
    }

    [Fact]
    public void Stop_AskedForDuringWork_LetsTheMessageEndBeforeTerminated()
    {
        Probe probe = new("watcher");
        ActorRef? worker = null;
        ActorRef watcher = System.Spawn("watcher", new Probe("w", (message, context) =>
        {
            probe.Receive(message, context);
            if (message is "watch")
            {
                context.Watch(worker!);
            }
        }).Spec);
        ActorRef killer = System.Spawn("killer", ScriptedActor.Handling((_, context) => context.Stop(worker!)));
        worker = System.Spawn("worker", ScriptedActor.Handling((_, context) =>
        {
            context.Send(killer, "stop me");
            context.Occupy(Unit);
            context.Send(watcher, "last words");
        }));
        SendAll(watcher, "watch");
        SendAll(worker, "work");
        Assert.Equal(
            ["watch", "last words", "gone"],
            probe.Received.Select(received => received.Message is Terminated ? "gone" : received.Message));
        SendAll(worker, "too late");
        Assert.Equal(1, System.Dropped("dead-letter"));
        Assert.Contains(System.Events, happened => happened is
        {
            Kind: "message-dropped", Subject: "root:/worker", Detail: "String: dead-letter",
        });
    }

    [Fact]
    public void Watch_ThousandsThatStop_TerminatedComesOnceForEach()
    {
        const int Count = 2000;
        System.Spawn("keeper", ScriptedActor.Handling((_, _) => { }));
        Probe probe = new("parent", (message, context) =>
        {
            for (int i = 0; message is "go" && i < Count; i++)
            {
                ActorRef child = context.Spawn(
                    $"child-{i}", ScriptedActor.Handling((_, own) => own.Stop(own.Self)));
                context.Watch(child);
                context.Send(child, "stop");
            }
        });
        SendAll(System.Spawn("parent", probe.Spec), "go");
        Assert.Equal(Count, probe.All<Terminated>().Count);
        Assert.Equal(Count, probe.All<Terminated>().Select(gone => gone.Actor.Path).Distinct(StringComparer.Ordinal)
            .Count());
    }

    [Fact]
    public void Stop_OfAParent_StopsChildrenFirst()
    {
        System.Spawn("keeper", ScriptedActor.Handling((_, _) => { }));
        List<string> stops = [];
        ActorRef parent = System.Spawn("parent", new ActorSpec
        {
            Create = () => new ScriptedActor
            {
                OnStart = context => context.Spawn("child", new ActorSpec
                {
                    Create = () => new ScriptedActor { OnStop = _ => stops.Add("child") },
                }),
                OnMessage = (_, context) => context.Stop(context.Self),
                OnStop = _ => stops.Add("parent"),
            },
        });
        SendAll(parent, "stop");
        Assert.Equal(["child", "parent"], stops);
    }

    [Fact]
    public void Stop_OfATopLevelActor_FreesItsName()
    {
        System.Spawn("keeper", ScriptedActor.Handling((_, _) => { }));
        ActorRef first = System.Spawn("name", ScriptedActor.Handling((_, context) => context.Stop(context.Self)));
        SendAll(first, "stop");
        Probe probe = new("second");
        ActorRef second = System.Spawn("name", probe.Spec);
        SendAll(first, "to the first");
        SendAll(second, "to the second");
        Assert.Equal(["to the second"], probe.All<string>());
        Assert.Equal(1, System.Dropped("dead-letter"));
    }

    [Fact]
    public void Unhandled_Message_IsCountedByName()
    {
        ActorRef actor = System.Spawn(
            "actor", ScriptedActor.Handling((message, context) => context.Unhandled(message)));
        SendAll(actor, new Unknown());
        Assert.Equal(1, System.Dropped("unhandled"));
        Assert.Contains(System.Events, happened =>
            happened is { Kind: "message-dropped", Detail: "Unknown: unhandled" });
    }

    private sealed record Unknown;

    private (Probe Probe, ActorRef Watcher, ActorRef Watched) SpawnWatching()
    {
        ActorRef watched = System.Spawn("watched", ScriptedActor.Handling((_, context) => context.Stop(context.Self)));
        Probe probe = new("watcher", (message, context) =>
        {
            if (message is "watch")
            {
                context.Watch(watched);
            }
            else if (message is "unwatch")
            {
                context.Unwatch(watched);
            }
        });
        return (probe, System.Spawn("watcher", probe.Spec), watched);
    }
}
