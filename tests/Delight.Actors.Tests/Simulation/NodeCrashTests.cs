using Delight.Actors.Network;
using Delight.Actors.Port;
using Delight.Actors.Testing;

namespace Delight.Actors.Tests.Simulation;

/// <summary>What the death of a node costs, and what comes back with it.</summary>
public sealed class NodeCrashTests : IDisposable
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly SimulatedHarness _harness =
        new(new NetworkOptions { Latency = Second / 10, DetectionTime = 5 * Second });

    private readonly Probe _probe = new("observer");
    private readonly ActorRef _observer;
    private readonly List<string> _lives = [];

    public NodeCrashTests() => _observer = _harness.Spawn("observer", _probe.Spec with { Node = "safe" });

    public void Dispose() => _harness.Dispose();

    [Fact]
    public void Crash_WhileBusy_LosesTheWorkInProgressAndNotWhatLeftBefore()
    {
        ActorRef worker = SpawnOn("doomed", "worker", (_, context) =>
        {
            context.Occupy(Second);
            context.Send(_observer, "early");
            context.Occupy(9 * Second);
            context.Send(_observer, "late");
        });
        _harness.Send(worker, "work");
        CrashAt(3 * Second, "doomed");
        _harness.Pass(20 * Second);
        Assert.Equal("early", Assert.Single(_probe.Received).Message);
        Assert.Equal(1, _harness.Dropped("sender-crashed"));
    }

    [Fact]
    public void Crash_OfAnIdleActor_LosesMailboxStashAndTimers()
    {
        string[] messages = ["stashed", "timer", "at hand", "waits", "arrives"];
        ActorRef actor = SpawnOn("doomed", "actor", (message, context) =>
        {
            switch ((string)message)
            {
                case "stashed":
                    context.Stash();
                    break;
                case "timer":
                    context.StartTimer("key", message, Second);
                    break;
                default:
                    context.Occupy(100 * Second);
                    break;
            }
        });
        foreach (string message in messages[..4])
        {
            _harness.Send(actor, message);
        }

        CrashAt(Second / 2, "doomed");
        _harness.Send(actor, messages[4]);
        _harness.Pass(200 * Second);
        Assert.Equal((2L, 1L), (_harness.Dropped("node-crashed"), _harness.Dropped("node-down")));
        Assert.Equal(["start actor", "stop actor"], _lives);
    }

    [Fact]
    public void PostStop_OfACrashedActor_SendsNothing()
    {
        _harness.Spawn("talker", new ActorSpec
        {
            Node = "doomed",
            Create = () => new ScriptedActor
            {
                OnStop = context =>
                {
                    context.Send(_observer, "last words");
                    context.StartTimer("key", "timer", Second);
                    context.Occupy(Second);
                },
            },
        });
        CrashAt(Second, "doomed");
        Assert.Equal(Second, _harness.Elapsed);
        _harness.Pass(10 * Second);
        Assert.Empty(_probe.Received);
        Assert.Equal(1, _harness.Dropped("node-crashed"));
    }

    [Fact]
    public void Watch_OfAnActorWhoseNodeDies_TerminatedComesOnceAfterTheDetectionTime()
    {
        ActorRef worker = SpawnOn("doomed", "worker");
        ActorRef watcher = SpawnWatcher(worker, "safe");
        ActorRef neighbour = SpawnWatcher(worker, "doomed");
        _harness.Send(watcher, "watch");
        _harness.Send(neighbour, "watch");
        CrashAt(Second, "doomed");
        _harness.Pass(20 * Second);
        ReceivedMessage told = Assert.Single(_probe.Received);
        Terminated gone = Assert.IsType<Terminated>(told.Message);
        Assert.Equal((worker, true, 6 * Second), (gone.Actor, gone.HasNodeDied, told.Time));
        Restart("doomed");
        _harness.Pass(20 * Second);
        Assert.Single(_probe.Received);
    }

    [Fact]
    public void Watch_OfANodeBackBeforeItsDeathIsNoticed_TerminatedComesBeforeTheNextLifeSpeaks()
    {
        ActorRef worker = _harness.Spawn("worker", new ActorSpec
        {
            Node = "doomed", Create = () => new ScriptedActor { OnStart = own => own.Send(_observer, "I live") },
        });
        ActorRef watcher = SpawnWatcher(worker, "safe");
        _harness.Send(watcher, "watch");
        CrashAt(Second, "doomed");
        _harness.Pass(Second);
        Restart("doomed");
        _harness.Pass(20 * Second);
        Assert.Equal(
            [("I live", 0.1), ("Terminated", 2.1), ("I live", 2.1)],
            _probe.Received.Select(received => (
                received.Message as string ?? received.Message.GetType().Name, received.Time.TotalSeconds)));
    }

    [Fact]
    public void Watch_SetAfterTheDeath_IsToldOnceAndHoldsForTheNextLifeWhenSetAgain()
    {
        ActorRef worker = SpawnOn("doomed", "worker");
        ActorRef watcher = SpawnWatcher(worker, "safe");
        CrashAt(Second, "doomed");
        _harness.Send(watcher, "watch");
        _harness.Send(watcher, "watch");
        _harness.Pass(4 * Second);
        Assert.Empty(_probe.Received);
        _harness.Pass(16 * Second);
        Assert.Equal(6 * Second, Assert.Single(_probe.Received).Time);
        _harness.Send(watcher, "watch");
        _harness.Pass(20 * Second);
        Assert.Single(_probe.Received);
        Restart("doomed");
        _harness.Pass(20 * Second);
        CrashAt(100 * Second, "doomed");
        _harness.Pass(20 * Second);
        Assert.Equal(105 * Second, _probe.Received[^1].Time);
        Assert.Equal(2, _probe.Count);
    }

    [Fact]
    public void Unwatch_BetweenTheDeathAndItsNotice_NoTerminatedComes()
    {
        ActorRef worker = SpawnOn("doomed", "worker");
        ActorRef watcher = SpawnWatcher(worker, "safe");
        _harness.Send(watcher, "watch");
        CrashAt(Second, "doomed");
        _harness.Send(watcher, "unwatch");
        _harness.Pass(20 * Second);
        Assert.Empty(_probe.Received);
    }

    [Fact]
    public void Restart_Node_FreshInstancesAtTheSameAddressesAndNoOldTimers()
    {
        int handled = 0;
        ActorRef worker = SpawnOn("doomed", "worker", (message, context) =>
        {
            handled++;
            context.StartTimer("key", "tick", 30 * Second);
            context.Send(_observer, $"{message} {handled}");
        });
        _harness.Send(worker, "a");
        CrashAt(Second, "doomed");
        _harness.Send(worker, "lost");
        _harness.Pass(Second);
        Restart("doomed");
        Restart("doomed");
        _harness.Pass(Second);
        _harness.Send(worker, "b");
        _harness.Pass(20 * Second);
        Assert.Equal(["a 1", "b 2"], _probe.All<string>());
        Assert.Equal(["start worker", "stop worker", "start worker"], _lives);
        Assert.Equal((1L, 1L), (_harness.Restarts, _harness.Dropped("node-down")));
        _harness.Pass(8 * Second);
        Assert.Equal(2, _probe.Count); // the first life's timer was due at 30 s
        _harness.Pass(30 * Second);
        Assert.Equal("tick 3", _probe.Received[^1].Message);
    }

    [Fact]
    public void Restart_OfANodeWithAFamily_TheParentSpawnsItsOwnChildrenAgain()
    {
        ActorRef? inner = null, outer = null;
        _harness.Spawn("parent", new ActorSpec
        {
            Node = "doomed",
            Create = () => new ScriptedActor
            {
                OnStart = context =>
                {
                    _lives.Add("start parent");
                    inner = context.Spawn("inner", Living("inner"));
                    outer = context.Spawn("outer", Living("outer") with { Node = "elsewhere" });
                },
                OnStop = _ => _lives.Add("stop parent"),
            },
        });
        (ActorRef oldInner, ActorRef oldOuter) = (inner!, outer!);
        CrashAt(Second, "doomed");
        Assert.Equal(
            ["start parent", "start inner", "start outer", "stop inner", "stop parent", "stop outer"], _lives);
        _lives.Clear();
        Restart("doomed");
        _harness.Pass(Second);
        Assert.Equal(["start parent", "start inner", "start outer"], _lives);
        _harness.Send(oldInner, "too late");
        _harness.Send(oldOuter, "too late");
        _harness.Send(inner!, "in time");
        _harness.Pass(Second);
        Assert.Equal((2L, 0L), (_harness.Dropped("dead-letter"), _harness.Dropped("unhandled")));
        Assert.Equal(1, _harness.Restarts);
    }

    [Fact]
    public void Restart_ChildOfAParentElsewhere_StartsByItself()
    {
        ActorRef? child = null;
        _harness.Spawn("parent", new ActorSpec
        {
            Node = "safe",
            Create = () => new ScriptedActor
            {
                OnStart = context => child = context.Spawn("child", Living("child") with { Node = "doomed" }),
            },
        });
        CrashAt(Second, "doomed");
        Restart("doomed");
        _harness.Pass(Second);
        Assert.Equal(["start child", "stop child", "start child"], _lives);
        Assert.Equal("/parent/child", child!.Path);
    }

    [Fact]
    public void Crash_DuringTheBackOffOfARestart_TheOldRestartDoesNotHappen()
    {
        ActorRef worker = _harness.Spawn("worker", Living("worker") with
        {
            Node = "doomed", Supervision = new SupervisionOptions { BackoffMin = 10 * Second },
        });
        _harness.Runtime.Faults.CrashActor(worker);
        CrashAt(Second, "doomed");
        _harness.Pass(20 * Second);
        Assert.Equal(["start worker", "stop worker"], _lives);
        Restart("doomed");
        _harness.Pass(20 * Second);
        Assert.Equal(["start worker", "stop worker", "start worker"], _lives);
    }

    [Fact]
    public void Spawn_OnADeadNode_WaitsUntilItIsBack()
    {
        SpawnOn("doomed", "first");
        CrashAt(Second, "doomed");
        SpawnOn("doomed", "second");
        _harness.Pass(Second);
        Assert.Equal(["start first", "stop first"], _lives);
        Restart("doomed");
        _harness.Pass(Second);
        Assert.Equal(["start first", "stop first", "start first", "start second"], _lives);
        Assert.Equal(1, _harness.Restarts);
    }

    private ActorSpec Living(string name, Action<object, IActorContext>? react = null) => new()
    {
        Create = () => new ScriptedActor
        {
            OnStart = _ => _lives.Add($"start {name}"), OnStop = _ => _lives.Add($"stop {name}"),
            OnMessage = react ?? ((_, _) => { }),
        },
    };

    private ActorRef SpawnOn(string node, string name, Action<object, IActorContext>? react = null) =>
        _harness.Spawn(name, Living(name, react) with { Node = node });

    private ActorRef SpawnWatcher(ActorRef watched, string node) => _harness.Spawn(
        $"watcher-{node}",
        ScriptedActor.Handling((message, context) =>
        {
            if (message is "watch")
            {
                context.Watch(watched);
            }
            else if (message is "unwatch")
            {
                context.Unwatch(watched);
            }
            else
            {
                _probe.Receive(message, context);
            }
        }) with { Node = node });

    private void CrashAt(TimeSpan time, string node)
    {
        _harness.Runtime.RunUntil(time);
        _harness.Runtime.Faults.CrashNode(node);
        _harness.Runtime.RunUntil(time);
    }

    private void Restart(string node) => _harness.Runtime.Faults.RestartNode(node);
}
