using Delight.Actors.Network;
using Delight.Actors.Port;
using Delight.Actors.Testing;

namespace Delight.Actors.Tests.Conformance;

/// <summary>What every runtime promises that offers faults. A runtime's own class derives from it and makes the
/// harness.</summary>
public abstract class FaultConformance : IDisposable
{
    private readonly Frail _frail = new();
    private IRuntimeHarness? _harness;

    /// <summary>A step of time that is long against a delivery on this runtime.</summary>
    protected abstract TimeSpan Unit { get; }

    private IRuntimeHarness System => _harness ??= CreateHarness(new NetworkOptions { DetectionTime = 2 * Unit });

    protected abstract IRuntimeHarness CreateHarness(NetworkOptions network);

    public void Dispose()
    {
        _harness?.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public void CrashNode_WatchedActor_TerminatedComesOnceAndSaysWhy()
    {
        ActorRef actor = System.Spawn("actor", _frail.Spec("far"));
        Probe probe = new("watcher", (message, context) =>
        {
            if (message is "watch")
            {
                context.Watch(actor);
            }
        });
        System.Send(System.Spawn("watcher", probe.Spec with { Node = "near" }), "watch");
        System.Settle();
        System.Faults.CrashNode("far");
        System.Await(probe, messages: 2, 100 * Unit);
        System.Faults.RestartNode("far");
        System.Pass(4 * Unit);
        Terminated gone = Assert.Single(probe.All<Terminated>());
        Assert.Equal((actor, true), (gone.Actor, gone.HasNodeDied));
    }

    [Fact]
    public void CrashNode_WhatArrivesMeanwhile_IsCountedAndNotKept()
    {
        ActorRef actor = System.Spawn("actor", _frail.Spec("far"));
        System.Settle(); // a live system starts it on another thread
        System.Faults.CrashNode("far");
        System.Settle();
        System.Send(actor, "lost");
        System.Settle();
        Assert.Equal((1, 1L), (_frail.Stops, System.Dropped("node-down")));
        Assert.Empty(_frail.Messages);
    }

    [Fact]
    public void RestartNode_SameAddress_HasAFreshInstance()
    {
        ActorRef actor = System.Spawn("actor", _frail.Spec("far"));
        System.Send(actor, "a");
        System.Settle();
        System.Faults.CrashNode("far");
        System.Faults.CrashNode("far");
        System.Settle();
        System.Faults.RestartNode("far");
        System.Faults.RestartNode("far");
        System.Settle();
        System.Send(actor, "b");
        System.Settle();
        Assert.Equal([("a", 1), ("b", 2)], _frail.Messages);
        Assert.Equal((2, 1, 1L), (_frail.Starts, _frail.Stops, System.Restarts));
    }

    [Fact]
    public void CrashActor_Idle_IsRestartedBySupervision()
    {
        ActorRef actor = System.Spawn("actor", _frail.Spec("far"));
        System.Settle();
        System.Faults.CrashActor(actor);
        System.Settle();
        System.Send(actor, "b");
        System.Settle();
        Assert.Equal(("b", 2), Assert.Single(_frail.Messages));
        Assert.Equal(1, System.Restarts);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Pause_UntilItsEnd_LetsMessagesWait(bool ofTheNode)
    {
        ActorRef actor = System.Spawn("actor", _frail.Spec("far"));
        System.Settle();
        Act(ofTheNode, () => System.Faults.PauseNode("far"), () => System.Faults.PauseActor(actor));
        System.Pass(Unit);
        System.Send(actor, "a");
        System.Pass(2 * Unit);
        Assert.Empty(_frail.Messages);
        Act(ofTheNode, () => System.Faults.ResumeNode("far"), () => System.Faults.ResumeActor(actor));
        System.Settle();
        Assert.Equal([("a", 1)], _frail.Messages);
    }

    [Fact]
    public void CutLink_OneWay_LosesThatWayUntilHealed()
    {
        Probe probe = new("sink");
        ActorRef sink = System.Spawn("sink", probe.Spec with { Node = "near" });
        ActorRef relay = System.Spawn(
            "relay", ScriptedActor.Handling((message, context) => context.Send(sink, message)) with { Node = "far" });
        ActorRef source = System.Spawn(
            "source",
            ScriptedActor.Handling((message, context) => context.Send(relay, message)) with { Node = "near" });
        System.Faults.CutLink("far", "near");
        System.Pass(Unit);
        System.Send(source, "lost");
        System.Settle();
        Assert.Equal((0, 1L), (probe.Count, System.Dropped("network-partition")));
        System.Faults.HealLink("far", "near");
        System.Pass(Unit);
        System.Send(source, "found");
        System.Settle();
        Assert.Equal(["found"], probe.All<string>());
    }

    private static void Act(bool first, Action one, Action other) => (first ? one : other)();

    /// <summary>Counts its lives and notes each message with the life that got it.</summary>
    private sealed class Frail
    {
        public int Starts { get; private set; }

        public int Stops { get; private set; }

        public List<(object Message, int Life)> Messages { get; } = [];

        public ActorSpec Spec(string node) => new()
        {
            Node = node,
            Create = () => new ScriptedActor
            {
                OnStart = _ => Starts++,
                OnStop = _ => Stops++,
                OnMessage = (message, _) => Messages.Add((message, Starts)),
            },
        };
    }
}
