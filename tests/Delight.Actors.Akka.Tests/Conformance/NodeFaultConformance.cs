using Delight.Actors.Network;
using Delight.Actors.Port;
using Delight.Actors.Testing;

namespace Delight.Actors.Akka.Tests.Conformance;

/// <summary>Nodes of a live system that die, come back, rest, or are slow.</summary>
/// <remarks>A runtime's own class derives from it and makes the harness.</remarks>
/// <param name="create">Makes a live system with that network.</param>
public abstract class NodeFaultConformance(Func<NetworkOptions, LiveHarness> create) : IDisposable
{
    private readonly LiveHarness _harness = create(
        new NetworkOptions { DetectionTime = TimeSpan.FromMilliseconds(5) });
    private readonly List<string> _log = [];

    public void Dispose()
    {
        _harness.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public void Crash_ThenRestart_GivesTheSameAddressAFreshInstance()
    {
        ActorRef actor = SpawnCounting("actor", "far");
        SendAll(actor, 1, 2);
        Crash("far");
        SendAll(actor, 3);
        Restart("far");
        SendAll(actor, 4);
        Assert.Equal(["start", "1 of life", "2 of life", "stop", "start", "1 of life"], _log);
        Assert.Equal(1, _harness.Dropped("node-down"));
    }

    [Fact]
    public void Crash_WithWatchers_TellsEachOnce()
    {
        ActorRef actor = SpawnCounting("actor", "far");
        Probe probe = new("watcher", (message, context) =>
        {
            if (message is "watch")
            {
                context.Watch(actor);
            }
        });
        ActorRef watcher = _harness.Spawn("watcher", probe.Spec);
        SendAll(watcher, "watch");
        Crash("far");
        Restart("far");
        Crash("far");
        Assert.Same(actor, Assert.Single(probe.All<Terminated>()).Actor);
        SendAll(watcher, "watch");
        Assert.Equal(2, probe.All<Terminated>().Count);
    }

    [Fact]
    public void Crash_WithTimersStashAndMailbox_LosesThem()
    {
        const string Put = "put";
        Probe handled = new("actor", (message, context) =>
        {
            if (message is "timer")
            {
                context.StartTimer("alarm", Put, TimeSpan.FromHours(1));
            }
            else
            {
                context.Stash();
            }
        });
        ActorRef actor = _harness.Spawn("actor", handled.Spec with { Node = "far" });
        _harness.Send(actor, Put);
        _harness.Send(actor, "timer");
        _harness.Send(actor, "both are done");
        _harness.Await(handled, 3, TimeSpan.FromMinutes(1));
        _harness.Faults.PauseNode("far");
        _harness.Send(actor, Put);
        Crash("far");
        Restart("far"); // which ends the pause
        SendAll(actor, "fresh");
        Assert.Equal(
            [Put, "timer", "both are done", "fresh"], handled.Received.Select(received => received.Message));
    }

    [Fact]
    public void Crash_OfAParentsNode_MakesItsChildrenAnew()
    {
        int starts = 0;
        ActorRef? child = null;
        ActorRef parent = _harness.Spawn("parent", new ActorSpec
        {
            Create = () => new ScriptedActor
            {
                OnStart = context =>
                {
                    child = context.Spawn("child", new ActorSpec
                    {
                        Create = () => new ScriptedActor { OnStart = _ => starts++ },
                    });
                    context.Spawn("elsewhere", new ActorSpec
                    {
                        Create = () => new ScriptedActor { OnStop = _ => _log.Add("elsewhere stopped") },
                        Node = "near",
                    });
                },
            },
            Node = "far",
        });
        _harness.Settle();
        ActorRef first = child!;
        Crash("far");
        Assert.Equal(["elsewhere stopped"], _log);
        Restart("far");
        Assert.Equal(2, starts);
        Assert.NotSame(first, child);
        SendAll(first, "to the dead");
        Assert.Equal(1, _harness.Dropped("dead-letter"));
        Assert.Equal("far:/parent", parent.ToString());
    }

    [Fact]
    public void Crash_OfAChildsNode_LetsItsParentStopItAllTheSame()
    {
        Probe probe = new("parent", (message, context) =>
        {
            if (message is "spawn")
            {
                context.Spawn("child", new ActorSpec { Create = () => new ScriptedActor(), Node = "far" });
            }
            else if (message is "stop")
            {
                context.Stop(context.Self);
            }
        });
        ActorRef parent = _harness.Spawn("parent", probe.Spec);
        _harness.Spawn("keeper", new Probe("keeper").Spec);
        SendAll(parent, "spawn");
        Crash("far");
        SendAll(parent, "stop");
        SendAll(parent, "too late");
        Assert.Equal(1, _harness.Dropped("dead-letter"));
    }

    [Fact]
    public void Send_FromPostStopOfACrash_IsLost()
    {
        Probe probe = new("outside");
        ActorRef outside = _harness.Spawn("outside", probe.Spec);
        _harness.Spawn("actor", new ActorSpec
        {
            Create = () => new ScriptedActor { OnStop = context => context.Send(outside, "last words") },
            Node = "far",
        });
        _harness.Settle();
        Crash("far");
        Assert.Equal((0, 1L), (probe.Count, _harness.Dropped("node-crashed")));
    }

    [Fact]
    public void Pause_OfANode_KeepsMessagesUntilItGoesOn()
    {
        Probe probe = new("actor");
        ActorRef actor = _harness.Spawn("actor", probe.Spec with { Node = "far" });
        _harness.Settle();
        _harness.Faults.PauseNode("far");
        SendAll(actor, 1, 2);
        Assert.Equal(0, probe.Count);
        _harness.Faults.ResumeNode("far");
        _harness.Settle();
        Assert.Equal([1, 2], probe.All<int>());
    }

    [Fact]
    public void SlowFactor_OfANode_DelaysTheNextTurnAndLosesNothing()
    {
        TimeSpan work = TimeSpan.FromMilliseconds(2);
        List<TimeSpan> times = [];
        ActorRef actor = _harness.Spawn("actor", ScriptedActor.Handling((_, context) =>
        {
            times.Add(context.Elapsed);
            TimeSpan end = context.Elapsed + work;
            while (context.Elapsed < end)
            {
                Thread.SpinWait(100);
            }
        }) with { Node = "far" });
        _harness.Faults.SlowNode("far", 5);
        SendAll(actor, 1, 2, 3);
        Assert.Equal(3, times.Count);
        Assert.All(times.Zip(times.Skip(1)), pair => Assert.True(
            pair.Second - pair.First >= 5 * work, $"{pair.Second - pair.First} between two messages"));
    }

    private ActorRef SpawnCounting(string name, string node) => _harness.Spawn(name, new ActorSpec
    {
        Create = () =>
        {
            int handled = 0;
            return new ScriptedActor
            {
                OnStart = _ => _log.Add("start"),
                OnMessage = (_, _) => _log.Add($"{++handled} of life"),
                OnStop = _ => _log.Add("stop"),
            };
        },
        Node = node,
    });

    private void Crash(string node)
    {
        _harness.Faults.CrashNode(node);
        _harness.Settle();
    }

    private void Restart(string node)
    {
        _harness.Faults.RestartNode(node);
        _harness.Settle();
    }

    private void SendAll(ActorRef actor, params object[] messages)
    {
        foreach (object message in messages)
        {
            _harness.Send(actor, message);
        }

        _harness.Settle();
    }
}
