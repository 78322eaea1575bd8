using Delight.Actors.Faults;
using Delight.Actors.Network;
using Delight.Actors.Port;
using Delight.Actors.Testing;

namespace Delight.Actors.Akka.Tests.Conformance;

/// <summary>Faults that meet an actor of a live runtime at a message, or that rest for several reasons.</summary>
/// <remarks>A runtime's own class derives from it and makes the harness.</remarks>
public abstract class BusyActorFaultConformance : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly LiveHarness _harness;
    private readonly Probe _near = new("near");
    private readonly ManualResetEventSlim _isAtWork = new(), _mayGoOn = new();
    private readonly ActorRef _sink;
    private int _starts;

    /// <param name="create">Makes a live system with that network.</param>
    protected BusyActorFaultConformance(Func<NetworkOptions, LiveHarness> create)
    {
        _harness = create(new NetworkOptions { DetectionTime = TimeSpan.FromMilliseconds(5) });
        _sink = _harness.Spawn("sink", _near.Spec with { Node = "near" });
    }

    public void Dispose()
    {
        _mayGoOn.Set();
        _harness.Dispose();
        _isAtWork.Dispose();
        _mayGoOn.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public void CrashNode_AtAMessage_LosesWhatItSendsAndAllThatWaited()
    {
        ActorRef worker = SpawnWorker();
        BeginWork(worker);
        _harness.Send(worker, "waits");
        _harness.Faults.CrashNode("far");
        _harness.Send(worker, "into the void");
        EndWork();
        _harness.Settle();
        Assert.Equal(0, _near.Count);
        Assert.Equal(
            (1L, 1L, 1L),
            (_harness.Dropped("sender-crashed"), _harness.Dropped("node-crashed"), _harness.Dropped("node-down")));
    }

    [Fact]
    public void RestartNode_WhileTheOldLifeIsStillAtAMessage_KeepsWhatComesForTheNextOne()
    {
        ActorRef worker = SpawnWorker();
        BeginWork(worker);
        _harness.Send(worker, "of the old life");
        _harness.Faults.CrashNode("far");
        _harness.Faults.RestartNode("far");
        _harness.Send(worker, "of the next life");
        EndWork();
        _harness.Settle();
        Assert.Equal(["life 2: of the next life"], _near.All<string>());
        Assert.Equal((2, 1L), (_starts, _harness.Dropped("node-crashed")));
    }

    [Fact]
    public void CrashNode_TwiceAtOneMessage_StartsOneFreshInstance()
    {
        ActorRef worker = SpawnWorker();
        BeginWork(worker);
        _harness.Faults.CrashNode("far");
        _harness.Faults.RestartNode("far");
        _harness.Send(worker, "between the crashes");
        _harness.Faults.CrashNode("far");
        _harness.Faults.RestartNode("far");
        EndWork();
        _harness.Settle();
        _harness.Send(worker, "after");
        _harness.Settle();
        Assert.Equal(["life 2: after"], _near.All<string>());
        Assert.Equal((2, 1L), (_starts, _harness.Dropped("node-crashed")));
    }

    [Fact]
    public void CrashNode_OfAParentAtAMessage_TakesTheChildItSpawnsThenAlong()
    {
        ActorRef? child = null;
        ActorRef parent = _harness.Spawn("parent", ScriptedActor.Handling((_, context) =>
        {
            Work();
            child = context.Spawn("child", _near.Spec);
        }) with { Node = "far" });
        BeginWork(parent);
        _harness.Faults.CrashNode("far");
        _harness.Faults.RestartNode("far");
        EndWork();
        _harness.Settle();
        _harness.Send(child!, "anybody there?");
        _harness.Settle();
        Assert.Equal((0, 1L), (_near.Count, _harness.Dropped("dead-letter")));
    }

    [Fact]
    public void CrashNode_AtAMessageThatFails_AsksNoSupervision()
    {
        ActorRef worker = _harness.Spawn("worker", new ActorSpec
        {
            Create = () => new ScriptedActor
            {
                OnStart = context => context.Send(_sink, $"life {++_starts}"),
                OnMessage = (_, _) =>
                {
                    Work();
                    throw new InvalidOperationException("the last thing it does");
                },
            },
            Node = "far",
            Supervision = SupervisionOptions.Escalating, // which would end the run
        });
        BeginWork(worker);
        _harness.Faults.CrashNode("far");
        EndWork();
        _harness.Settle();
        _harness.Faults.RestartNode("far");
        _harness.Settle();
        Assert.Equal(["life 1", "life 2"], _near.All<string>());
        Assert.Equal((1L, 1L), (_harness.Dropped("failed"), _harness.Restarts));
    }

    [Fact]
    public void CrashNode_InThePauseBeforeARestart_StartsAFreshInstanceWithTheNode()
    {
        ActorRef worker = _harness.Spawn("worker", new ActorSpec
        {
            Create = () => new ScriptedActor
            {
                OnStart = _ => _starts++,
                OnMessage = (message, context) =>
                {
                    if (message is "fail")
                    {
                        throw new InvalidOperationException("as it was told");
                    }

                    context.Send(_sink, $"life {_starts}: {message}");
                },
            },
            Node = "far",
            Supervision = new SupervisionOptions
            {
                BackoffMin = TimeSpan.FromHours(1), BackoffMax = TimeSpan.FromHours(1),
            },
        });
        _harness.Send(worker, "fail");
        while (_harness.Restarts == 0)
        {
            _harness.Pass(TimeSpan.FromMilliseconds(1)); // the pause before the restart never lets it settle
        }

        _harness.Send(worker, "waits for the pause");
        _harness.Faults.CrashNode("far");
        _harness.Faults.RestartNode("far");
        _harness.Send(worker, "comes at once");
        _harness.Await(_near, 1, Patience);
        _harness.Settle();
        Assert.Equal(["life 2: comes at once"], _near.All<string>());
        Assert.Equal(1L, _harness.Dropped("node-crashed"));
    }

    [Fact]
    public void CrashNode_WithABoundedMailbox_LosesWhatWaitsAndTakesAsMuchAfterwards()
    {
        ActorRef worker = _harness.Spawn("worker", ScriptedActor.Handling(
            (message, context) => context.Send(_sink, message)) with
        {
            Node = "far", Mailbox = new MailboxOptions { ItemsMax = 2, Overflow = MailboxOverflow.DropOldest },
        });
        _harness.Settle();
        _harness.Faults.PauseActor(worker);
        foreach (int message in (int[])[1, 2, 3])
        {
            _harness.Send(worker, message);
        }

        _harness.Faults.CrashNode("far");
        _harness.Faults.RestartNode("far");
        foreach (int message in (int[])[4, 5, 6])
        {
            _harness.Send(worker, message);
        }

        _harness.Faults.ResumeActor(worker);
        _harness.Settle();
        Assert.Equal([5, 6], _near.All<int>());
        Assert.Equal((2L, 2L), (_harness.Dropped("mailbox-full"), _harness.Dropped("node-crashed")));
    }

    [Fact]
    public void CrashActor_AtAMessage_ThrowsAfterItAndKeepsTheRest()
    {
        ActorRef worker = SpawnWorker();
        BeginWork(worker);
        _harness.Send(worker, "waits");
        _harness.Faults.CrashActor(worker);
        EndWork();
        _harness.Settle();
        Assert.Equal(["life 1: work", "life 2: waits"], _near.All<string>());
        Assert.Contains(
            _harness.Events, happened => happened.Kind == "actor-restarted"
                && happened.Detail.EndsWith("a fault made far:/worker crash", StringComparison.Ordinal));
    }

    [Fact]
    public void CrashActor_WithoutAnInstance_DoesNothing()
    {
        ActorRef worker = SpawnWorker();
        _harness.Settle();
        _harness.Faults.CrashNode("far");
        _harness.Faults.CrashActor(worker);
        _harness.Settle();
        _harness.Faults.RestartNode("far");
        _harness.Settle();
        Assert.Equal((2, 1L), (_starts, _harness.Restarts));
    }

    [Fact]
    public void Pause_ForTwoReasons_LastsUntilBothAreOver()
    {
        ActorRef worker = SpawnWorker();
        _harness.Settle();
        IFaultControl faults = _harness.Faults;
        faults.PauseActor(worker);
        faults.PauseNode("far");
        _harness.Send(worker, "waits");
        faults.ResumeActor(worker);
        _harness.Settle();
        Assert.Equal(0, _near.Count);
        faults.PauseActor(worker);
        faults.ResumeNode("far");
        _harness.Settle();
        Assert.Equal(0, _near.Count);
        faults.ResumeActor(worker);
        _harness.Settle();
        Assert.Equal(["life 1: waits"], _near.All<string>());
    }

    [Fact]
    public void PauseNode_BeforeAnActorIsSpawnedThere_HoldsItsStart()
    {
        _harness.Faults.PauseNode("far");
        ActorRef worker = SpawnWorker();
        _harness.Send(worker, "waits");
        _harness.Settle();
        Assert.Equal((0, 0), (_starts, _near.Count));
        _harness.Faults.ResumeNode("far");
        _harness.Settle();
        Assert.Equal(["life 1: waits"], _near.All<string>());
    }

    [Fact]
    public void CrashNode_WhilePaused_EndsThePauseOfTheNode()
    {
        ActorRef worker = SpawnWorker();
        _harness.Settle();
        _harness.Faults.PauseNode("far");
        _harness.Faults.CrashNode("far");
        _harness.Faults.RestartNode("far");
        _harness.Send(worker, "goes on");
        _harness.Settle();
        Assert.Equal(["life 2: goes on"], _near.All<string>());
    }

    [Fact]
    public void SlowActor_OnASlowNode_TakesTheProductOfBothFactors()
    {
        TimeSpan work = TimeSpan.FromMilliseconds(1);
        List<TimeSpan> times = [];
        ActorRef worker = _harness.Spawn("worker", ScriptedActor.Handling((_, context) =>
        {
            times.Add(context.Elapsed);
            while (context.Elapsed < times[^1] + work)
            {
                Thread.SpinWait(50);
            }
        }) with { Node = "far" });
        _harness.Faults.SlowNode("far", 3);
        _harness.Faults.SlowActor(worker, 4);
        _harness.Send(worker, "a");
        _harness.Send(worker, "b");
        _harness.Settle();
        Assert.True(times[1] - times[0] >= 12 * work, $"{times[1] - times[0]} between two messages");
    }

    private ActorRef SpawnWorker() => _harness.Spawn("worker", new ActorSpec
    {
        Create = () => new ScriptedActor
        {
            OnStart = _ => Interlocked.Increment(ref _starts),
            OnMessage = (message, context) =>
            {
                if (message is "work")
                {
                    Work();
                }

                context.Send(_sink, $"life {_starts}: {message}");
            },
        },
        Node = "far",
    });

    private void Work()
    {
        _isAtWork.Set();
        Assert.True(_mayGoOn.Wait(Patience));
    }

    private void BeginWork(ActorRef worker)
    {
        _harness.Send(worker, "work");
        Assert.True(_isAtWork.Wait(Patience));
    }

    private void EndWork() => _mayGoOn.Set();
}
