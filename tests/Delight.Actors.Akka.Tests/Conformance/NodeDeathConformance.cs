using Delight.Actors.Network;
using Delight.Actors.Port;
using Delight.Actors.Testing;

namespace Delight.Actors.Akka.Tests.Conformance;

/// <summary>Who hears of a node's death on a live runtime, and what of the old life reaches the next one.</summary>
/// <remarks>A runtime's own class derives from it and makes the harness.</remarks>
public abstract class NodeDeathConformance : IDisposable
{
    private static readonly TimeSpan Detection = TimeSpan.FromMilliseconds(40), Patience = TimeSpan.FromMinutes(1);

    private readonly Func<NetworkOptions, LiveHarness> _create;
    private readonly LiveHarness _harness;
    private readonly Probe _watcher;
    private ActorRef? _watched;

    /// <param name="create">Makes a live system with that network.</param>
    protected NodeDeathConformance(Func<NetworkOptions, LiveHarness> create)
    {
        (_create, _harness) = (create, create(new NetworkOptions { DetectionTime = Detection }));
        _watcher = new Probe("watcher", (message, context) =>
        {
            if (message is "watch" or Terminated { HasNodeDied: true })
            {
                context.Watch(_watched!);
            }
        });
    }

    public void Dispose()
    {
        _harness.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public void Terminated_OfADeadNode_ComesAfterTheDetectionTimeWhateverTheLinksDo()
    {
        Spawn();
        _harness.Faults.CutLink("far", "near");
        TimeSpan crashed = _harness.Elapsed;
        _harness.Faults.CrashNode("far");
        _harness.Await(_watcher, 2, Patience);
        TimeSpan heard = _watcher.Received[1].Time - crashed;
        Assert.True(heard >= Detection, $"heard after {heard}");
        Assert.Equal(new Terminated(_watched!) { HasNodeDied = true }, _watcher.Received[1].Message);
    }

    [Fact]
    public void Terminated_OfANodeThatIsBackEarlier_ComesBeforeAnythingOfTheFreshInstance()
    {
        using LiveHarness harness = _create(new NetworkOptions { DetectionTime = TimeSpan.FromHours(1) });
        ActorRef? watched = null;
        Probe watcher = new("watcher", (message, context) =>
        {
            if (message is "watch")
            {
                context.Watch(watched!);
            }
        });
        ActorRef watching = harness.Spawn("watcher", watcher.Spec with { Node = "near" });
        watched = harness.Spawn("actor", new ActorSpec
        {
            Create = () => new ScriptedActor { OnStart = context => context.Send(watching, "alive") }, Node = "far",
        });
        harness.Await(watcher, 1, Patience);
        harness.Send(watching, "watch");
        harness.Settle();
        harness.Faults.CrashNode("far");
        harness.Faults.RestartNode("far");
        harness.Await(watcher, 4, Patience);
        Assert.Equal(
            ["alive", "watch", new Terminated(watched) { HasNodeDied = true }, "alive"],
            watcher.Received.Select(received => received.Message));
    }

    [Fact]
    public void Watch_SetAgainAfterADeath_HoldsForTheNextLife()
    {
        Spawn();
        for (int death = 1; death <= 3; death++)
        {
            Crash("far");
            Restart("far");
            Assert.Equal(death, _watcher.All<Terminated>().Count);
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Stop_AfterADeath_IsToldToWhoWatchesAgain(bool watchesAgain)
    {
        Probe probe = new("once", (message, context) =>
        {
            if (message is "watch")
            {
                context.Watch(_watched!);
            }
        });
        _watched = _harness.Spawn("actor", ScriptedActor.Handling((_, context) => context.Stop(context.Self)) with
        {
            Node = "far",
        });
        ActorRef watching = _harness.Spawn("once", probe.Spec with { Node = "near" });
        Send(watching, "watch");
        Crash("far");
        Restart("far");
        Send(watching, watchesAgain ? "watch" : "watch no more");
        Send(_watched, "stop");
        Terminated[] expected = [new(_watched) { HasNodeDied = true }, new(_watched)];
        Assert.Equal(expected.Take(watchesAgain ? 2 : 1), probe.All<Terminated>());
    }

    [Fact]
    public void Watch_SetDuringTheDeath_IsToldOfItOnce()
    {
        Probe late = new("late", (message, context) =>
        {
            if (message is "watch")
            {
                context.Watch(_watched!);
            }
        });
        Spawn();
        Crash("far");
        ActorRef watching = _harness.Spawn("late", late.Spec with { Node = "near" });
        TimeSpan asked = _harness.Elapsed;
        Send(watching, "watch");
        Assert.True(Assert.Single(late.All<Terminated>()).HasNodeDied);
        Assert.True(late.Received[1].Time - asked >= Detection, $"heard at {late.Received[1].Time - asked}");
        Restart("far");
        Crash("far");
        Assert.Single(late.All<Terminated>());
    }

    [Fact]
    public void Watch_OfAWatcherWhoseNodeDied_IsVoid()
    {
        Spawn();
        Crash("near");
        Restart("near");
        Crash("far");
        Assert.Empty(_watcher.All<Terminated>());
    }

    [Fact]
    public void Unwatch_DuringTheDetectionTime_IsHeeded()
    {
        Probe probe = new("fickle", (message, context) =>
        {
            if (message is "watch")
            {
                context.Watch(_watched!);
            }
            else if (message is "unwatch")
            {
                context.Unwatch(_watched!);
            }
        });
        using LiveHarness harness = _create(new NetworkOptions { DetectionTime = TimeSpan.FromHours(1) });
        _watched = harness.Spawn("actor", new ActorSpec { Create = () => new ScriptedActor(), Node = "far" });
        ActorRef watching = harness.Spawn("fickle", probe.Spec with { Node = "near" });
        harness.Send(watching, "watch");
        harness.Settle();
        harness.Faults.CrashNode("far");
        harness.Send(watching, "unwatch");
        harness.Await(probe, 2, Patience);
        harness.Faults.RestartNode("far");
        harness.Send(watching, "last");
        harness.Await(probe, 3, Patience);
        Assert.Empty(probe.All<Terminated>());
    }

    [Fact]
    public void Child_WhoseParentDiedWithIt_IsGoneWithAWord()
    {
        ActorRef parent = _harness.Spawn("parent", new ActorSpec
        {
            Create = () => new ScriptedActor
            {
                OnStart = context => _watched = context.Spawn("child", ScriptedActor.Handling((_, _) => { })),
            },
            Node = "far",
        });
        _harness.Settle();
        Send(_harness.Spawn("watcher", _watcher.Spec with { Node = "near" }), "watch");
        ActorRef first = _watched!;
        Crash("far");
        Restart("far");
        Assert.NotSame(first, _watched);
        Assert.Equal(first, _watcher.All<Terminated>()[0].Actor);
        Assert.Equal("far:/parent/child", first.ToString());
        Assert.Equal("far:/parent", parent.ToString());
    }

    private void Spawn()
    {
        _watched = _harness.Spawn("actor", new ActorSpec { Create = () => new ScriptedActor(), Node = "far" });
        Send(_harness.Spawn("watcher", _watcher.Spec with { Node = "near" }), "watch");
    }

    private void Crash(string node)
    {
        _harness.Faults.CrashNode(node);
        _harness.Settle(); // the detection time passes
    }

    private void Restart(string node)
    {
        _harness.Faults.RestartNode(node);
        _harness.Settle();
    }

    private void Send(ActorRef actor, object message)
    {
        _harness.Send(actor, message);
        _harness.Settle();
    }
}
