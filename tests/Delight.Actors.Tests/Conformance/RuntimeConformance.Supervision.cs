using Delight.Actors.Port;
using Delight.Actors.Testing;

namespace Delight.Actors.Tests.Conformance;

public abstract partial class RuntimeConformance
{
    [Fact]
    public void Failure_Resumed_KeepsTheInstanceAndLosesTheMessage()
    {
        Frail.Log log = new();
        ActorRef actor = System.Spawn("actor", log.Spec(Always(Directive.Resume)));
        SendAll(actor, "a", "fail", "b");
        Assert.Equal(["a", "fail", "b"], log.Messages);
        Assert.Equal([1, 2, 3], log.HandledByInstance);
        Assert.Equal((1, 0, 0L, 1L), (log.Starts, log.Stops, System.Restarts, System.Dropped("failed")));
    }

    [Fact]
    public void Failure_Restarted_KeepsAddressAndMailboxAndDoesNotRedeliver()
    {
        Frail.Log log = new();
        ActorRef actor = System.Spawn("actor", log.Spec(Always(Directive.Restart)));
        SendAll(actor, "a", "fail", "b", "c");
        Assert.Equal(["a", "fail", "b", "c"], log.Messages);
        Assert.Equal([1, 2, 1, 2], log.HandledByInstance);
        Assert.Equal((2, 1, 1L), (log.Starts, log.Stops, System.Restarts));
    }

    [Fact]
    public void Failure_Stopped_TurnsWhatWaitsIntoDeadLetters()
    {
        Frail.Log log = new();
        System.Spawn("keeper", ScriptedActor.Handling((_, _) => { }));
        ActorRef actor = System.Spawn("actor", log.Spec(Always(Directive.Stop)));
        SendAll(actor, "fail", "b", "c");
        Assert.Equal(["fail"], log.Messages);
        Assert.Equal((1, 1, 2L), (log.Starts, log.Stops, System.Dropped("dead-letter")));
    }

    [Fact]
    public void Failure_EscalatedToAParentThatRestarts_StopsTheChildAndMakesItAnew()
    {
        Frail.Log log = new();
        ActorRef child = SpawnUnder(Always(Directive.Restart), log.Spec(SupervisionOptions.Escalating));
        SendAll(child, "fail");
        Assert.Equal((2, 1, 1L), (log.Starts, log.Stops, System.Restarts));
    }

    [Fact]
    public void Failure_EscalatedToAParentThatResumes_LetsTheChildGoOn()
    {
        Frail.Log log = new();
        ActorRef child = SpawnUnder(Always(Directive.Resume), log.Spec(SupervisionOptions.Escalating));
        SendAll(child, "a", "fail", "b");
        Assert.Equal([1, 2, 3], log.HandledByInstance);
        Assert.Equal((1, 0), (log.Starts, log.Stops));
    }

    [Fact]
    public void Failure_EscalatedTwice_IsDecidedAtTheTopAndEveryoneGoesOn()
    {
        Frail.Log log = new();
        ActorRef? parent = null, child = null;
        int parentMessages = 0;
        ActorSpec parentSpec = new()
        {
            Create = () => new ScriptedActor
            {
                OnStart = context => child = context.Spawn("child", log.Spec(SupervisionOptions.Escalating)),
                OnMessage = (_, _) => parentMessages++,
            },
            Supervision = SupervisionOptions.Escalating,
        };
        System.Spawn("grandparent", new ActorSpec
        {
            Create = () => new ScriptedActor { OnStart = context => parent = context.Spawn("parent", parentSpec) },
            Supervision = Always(Directive.Resume),
        });
        System.Settle();
        SendAll(child!, "a", "fail", "b");
        SendAll(parent!, "still there");
        Assert.Equal([1, 2, 3], log.HandledByInstance);
        Assert.Equal((1, 0, 1), (log.Starts, log.Stops, parentMessages));
        Assert.Equal(
            [("failure-escalated", "/grandparent/parent/child"), ("failure-escalated", "/grandparent/parent"),
                ("actor-resumed", "/grandparent")],
            System.Events.Select(happened => (happened.Kind, happened.Subject[(happened.Subject.IndexOf('/'))..])));
    }

    [Fact]
    public void Restart_WithStashedMessages_PutsThemBackInOrder()
    {
        List<object> seen = [];
        bool isOpen = false;
        ActorRef actor = System.Spawn("actor", ScriptedActor.Handling((message, context) =>
        {
            seen.Add(message);
            if (message is "fail")
            {
                isOpen = true;
                throw Bang();
            }

            if (!isOpen)
            {
                context.Stash();
            }
        }));
        SendAll(actor, 1, 2, "fail");
        Assert.Equal([1, 2, "fail", 1, 2], seen);
    }

    [Fact]
    public void Failure_EscalatedPastTheTop_NamesTheActorThatFailedFirst()
    {
        Frail.Log log = new();
        ActorRef child = SpawnUnder(SupervisionOptions.Escalating, log.Spec(SupervisionOptions.Escalating), "culprit");
        ActorFailedException error = Assert.Throws<ActorFailedException>(() => SendAll(child, "fail"));
        Assert.Same(child, error.Actor);
        Assert.Equal("/parent/culprit", error.Actor.Path);
        Assert.IsType<InvalidTimeZoneException>(error.InnerException);
        Assert.Equal(1, log.Stops);
    }

    [Fact]
    public void Failure_InConstructor_IsRestartedUntilItWorks()
    {
        Frail.Log log = new();
        int tries = 0;
        ActorSpec spec = log.Spec(Always(Directive.Restart)) with
        {
            Create = () => ++tries < 3 ? throw Bang() : new Frail(log),
        };
        ActorRef child = SpawnUnder(SupervisionOptions.Escalating, spec);
        SendAll(child, "a");
        Assert.Equal(["a"], log.Messages);
        Assert.Equal((3, 1, 2L), (tries, log.Starts, System.Restarts));
    }

    [Theory]
    [InlineData(Directive.Resume)]
    [InlineData(Directive.Stop)]
    public void Failure_InPreStartNotRestarted_StopsTheActor(Directive directive)
    {
        int stops = 0;
        ActorRef child = SpawnUnder(SupervisionOptions.Escalating, new ActorSpec
        {
            Create = () => new ScriptedActor { OnStart = _ => throw Bang(), OnStop = _ => stops++ },
            Supervision = Always(directive),
        });
        SendAll(child, "too late");
        Assert.Equal((1, 1L), (stops, System.Dropped("dead-letter")));
    }

    [Fact]
    public void Failure_InConstructorEscalatedToAParentThatResumes_StopsTheChild()
    {
        ActorRef child = SpawnUnder(Always(Directive.Resume), new ActorSpec
        {
            Create = () => throw Bang(), Supervision = SupervisionOptions.Escalating,
        });
        SendAll(child, "too late");
        Assert.Equal(1, System.Dropped("dead-letter"));
    }

    [Fact]
    public void Failure_OfAChildAtItsStart_ReachesTheParentAfterItsOwnStart()
    {
        int parentStarts = 0, siblingStarts = 0, siblingStops = 0;
        System.Spawn("parent", new ActorSpec
        {
            Create = () => new ScriptedActor
            {
                OnStart = context =>
                {
                    bool isFirst = parentStarts++ == 0;
                    context.Spawn("frail", new ActorSpec
                    {
                        Create = () => isFirst ? throw Bang() : new ScriptedActor(),
                        Supervision = SupervisionOptions.Escalating,
                    });
                    context.Spawn("sibling", new ActorSpec
                    {
                        Create = () => new ScriptedActor { OnStart = _ => siblingStarts++, OnStop = _ =>
                            siblingStops++ },
                    });
                },
            },
        });
        System.Settle();
        Assert.Equal((2, 2, 1, 1L), (parentStarts, siblingStarts, siblingStops, System.Restarts));
    }

    [Fact]
    public void Restart_OfAParent_StopsItsChildren()
    {
        Frail.Log log = new();
        ActorRef? child = null;
        ActorRef parent = System.Spawn("parent", ScriptedActor.Handling((message, context) =>
        {
            child ??= context.Spawn("child", log.Spec(new SupervisionOptions()));
            if (message is "fail")
            {
                throw Bang();
            }
        }));
        SendAll(parent, "spawn", "fail");
        SendAll(child!, "too late");
        Assert.Equal((1, 1, 1L), (log.Starts, log.Stops, System.Dropped("dead-letter")));
    }

    [Fact]
    public void Restart_WithBackoff_StashesUntilItsTimerAndDoublesUpToTheMaximum()
    {
        Frail.Log log = new();
        List<TimeSpan> starts = [], failures = [];
        ActorRef actor = System.Spawn("actor", new ActorSpec
        {
            Create = () => new ScriptedActor
            {
                OnStart = context => starts.Add(context.Elapsed),
                OnMessage = (_, context) =>
                {
                    failures.Add(context.Elapsed);
                    throw Bang();
                },
            },
            Supervision = new SupervisionOptions { BackoffMin = Unit, BackoffMax = 3 * Unit, RestartsMax = 4,
                Window = 1000 * Unit },
        });
        SendAll(actor, 1, 2, 3, 4);
        TimeSpan[] pauses = [.. starts.Skip(1).Zip(failures, (start, failure) => start - failure)];
        TimeSpan[] expected = [Unit, 2 * Unit, 3 * Unit, 3 * Unit];
        Assert.Equal(expected.Length, pauses.Length);
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.True(System.IsVirtual ? pauses[i] == expected[i] : pauses[i] >= expected[i],
                $"pause {i} is {pauses[i]}");
        }
    }

    [Fact]
    public void Restart_OnceTooOftenInTheWindow_StopsTheActor()
    {
        Frail.Log log = new();
        System.Spawn("keeper", ScriptedActor.Handling((_, _) => { }));
        ActorRef actor = System.Spawn(
            "actor", log.Spec(new SupervisionOptions { RestartsMax = 2, Window = 1000 * Unit }));
        SendAll(actor, "fail", "fail", "fail", "a");
        Assert.Equal((3, 2L, 1L), (log.Starts, System.Restarts, System.Dropped("dead-letter")));
        Assert.Contains(System.Events, happened => happened.Kind == "actor-stopped");
    }

    [Fact]
    public void Restart_WithPausesLongerThanTheWindow_IsNotBounded()
    {
        Frail.Log log = new();
        ActorRef actor = System.Spawn("actor", log.Spec(new SupervisionOptions { RestartsMax = 1, Window = Unit }));
        for (int i = 0; i < 3; i++)
        {
            SendAll(actor, "fail");
            System.Pass(2 * Unit);
        }

        Assert.Equal(3, System.Restarts);
    }

    [Fact]
    public void PostStop_ThatThrows_EndsTheRun()
    {
        ActorRef actor = System.Spawn("actor", new ActorSpec
        {
            Create = () => new ScriptedActor
            {
                OnMessage = (_, context) => context.Stop(context.Self), OnStop = _ => throw Bang("broken promise"),
            },
        });
        ActorFailedException error = Assert.Throws<ActorFailedException>(() => SendAll(actor, "stop"));
        Assert.Equal("root:/actor failed: broken promise", error.Message);
    }

    private void SendAll(ActorRef actor, params object[] messages)
    {
        foreach (object message in messages)
        {
            System.Send(actor, message);
        }

        System.Settle();
    }
}
