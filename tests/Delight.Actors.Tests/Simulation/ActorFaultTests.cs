using Delight.Actors.Faults;
using Delight.Actors.Network;
using Delight.Actors.Port;
using Delight.Actors.Testing;

namespace Delight.Actors.Tests.Simulation;

/// <summary>Crashes, pauses and slowness of single actors and of nodes that live on.</summary>
public sealed class ActorFaultTests : IDisposable
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly SimulatedHarness _harness = new();
    private readonly Probe _probe = new("receiver");
    private readonly ActorRef _receiver;

    public ActorFaultTests() => _receiver = _harness.Spawn("receiver", _probe.Spec with { Node = "safe" });

    private IFaultControl Faults => _harness.Runtime.Faults;

    public void Dispose() => _harness.Dispose();

    [Fact]
    public void CrashActor_WhileBusy_LosesItsWorkAndRestartsItAtOnce()
    {
        int lives = 0;
        ActorRef worker = SpawnWorker(() => lives++);
        _harness.Send(worker, "first");
        _harness.Send(worker, "next");
        _harness.Pass(4 * Second);
        Faults.CrashActor(worker);
        _harness.Settle();
        Assert.Equal([("next", 14.0)], Seen());
        Assert.Equal((2, 1L), (lives, _harness.Restarts));
        Assert.Equal((1L, 1L), (_harness.Dropped("sender-crashed"), _harness.Dropped("failed")));
    }

    [Fact]
    public void CrashActor_Idle_GoesToItsSupervision()
    {
        Exception? seen = null;
        ActorRef worker = SpawnWorker(() => { }, new SupervisionOptions
        {
            Decide = failure =>
            {
                seen = failure;
                return Directive.Stop;
            },
        });
        Faults.CrashActor(worker);
        _harness.Settle();
        _harness.Send(worker, "too late");
        _harness.Settle();
        Assert.Equal("a fault made far:/worker crash", Assert.IsType<InjectedCrashException>(seen).Message);
        Assert.Equal((1L, 0L), (_harness.Dropped("dead-letter"), _harness.Dropped("failed")));
        Faults.CrashActor(worker);
        _harness.Settle();
        Assert.Equal(0, _harness.Restarts);
    }

    [Fact]
    public void CrashActor_WhileBusy_ChildrenOfTheFreshInstanceAndWakeUpsAreItsOwn()
    {
        ActorRef worker = SpawnWorker(() => { });
        _harness.Send(worker, "a");
        _harness.Send(worker, "b");
        _harness.Pass(Second);
        Faults.CrashActor(worker);
        _harness.Send(worker, "c");
        _harness.Settle();
        Assert.Equal([("b", 11.0), ("c", 21.0)], Seen());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Pause_WhileBusy_EndsTheWorkLaterByItsLength(bool ofTheNode)
    {
        ActorRef worker = SpawnWorker(() => { });
        _harness.Send(worker, "a");
        _harness.Send(worker, "b");
        _harness.Pass(4 * Second);
        Pause(worker, ofTheNode, isPaused: true);
        Pause(worker, ofTheNode, isPaused: true);
        _harness.Pass(3 * Second);
        Pause(worker, ofTheNode, isPaused: false);
        _harness.Pass(Second);
        Pause(worker, ofTheNode, isPaused: true);
        _harness.Pass(20 * Second);
        Assert.Empty(_probe.Received);
        Pause(worker, ofTheNode, isPaused: false);
        _harness.Settle();
        Assert.Equal([("a", 33.0), ("b", 43.0)], Seen());
    }

    [Fact]
    public void Pause_OfActorAndNode_LastsUntilBothHaveEnded()
    {
        ActorRef worker = SpawnWorker(() => { });
        Faults.PauseActor(worker);
        Faults.PauseNode("far");
        _harness.Pass(Second);
        _harness.Send(worker, "a");
        Faults.ResumeNode("far");
        _harness.Pass(Second);
        Assert.Empty(_probe.Received);
        Faults.ResumeActor(worker);
        _harness.Settle();
        Assert.Equal([("a", 12.0)], Seen());
    }

    [Fact]
    public void Pause_TimersAndRestarts_WaitForItsEnd()
    {
        List<TimeSpan> starts = [], ticks = [];
        ActorRef actor = _harness.Spawn("actor", new ActorSpec
        {
            Node = "far",
            Create = () => new ScriptedActor
            {
                OnStart = context =>
                {
                    starts.Add(context.Elapsed);
                    context.StartTimer("tick", "tick", Second);
                },
                OnMessage = (_, context) => ticks.Add(context.Elapsed),
            },
            Supervision = new SupervisionOptions { BackoffMin = Second },
        });
        Faults.PauseNode("far");
        _harness.Pass(5 * Second);
        Assert.Empty(ticks);
        Faults.ResumeNode("far");
        _harness.Pass(Second);
        Faults.CrashActor(actor);
        Faults.PauseNode("far");
        _harness.Pass(5 * Second);
        Faults.ResumeNode("far");
        _harness.Settle();
        Assert.Equal([TimeSpan.Zero, 11 * Second], starts);
        Assert.Equal([5 * Second, 12 * Second], ticks);
    }

    [Fact]
    public void Slow_ActorOnASlowNode_MultipliesAndAffectsNoDelivery()
    {
        ActorRef worker = SpawnWorker(() => { });
        Faults.SlowActor(worker, 2);
        Faults.SlowNode("far", 1.5);
        _harness.Send(worker, "slow");
        _harness.Settle();
        Faults.SlowActor(worker, 1);
        Faults.SlowNode("far", 1);
        _harness.Send(worker, "normal");
        _harness.Settle();
        Assert.Equal([("slow", 30.0), ("normal", 40.0)], Seen());
        Assert.Throws<ArgumentOutOfRangeException>(() => Faults.SlowNode("far", 0));
    }

    [Fact]
    public void CutAndHeal_WhileBusy_TheLinkCountsAsTheMessageLeaves()
    {
        ActorRef worker = SpawnWorker(() => { });
        _harness.Send(worker, "a");
        _harness.Send(worker, "b");
        _harness.Pass(5 * Second);
        Faults.CutLink("far", "safe");
        _harness.Pass(10 * Second);
        Faults.HealLink("far", "safe");
        _harness.Settle();
        Assert.Equal([("b", 20.0)], Seen());
        Assert.Equal(1, _harness.Dropped("network-partition"));
    }

    [Fact]
    public void SetLink_WithLossAndDuplication_CountsBoth()
    {
        const int Messages = 200;
        ActorRef sender = _harness.Spawn(
            "sender", ScriptedActor.Handling((message, context) => context.Send(_receiver, message)));
        Faults.SetLink("root", "safe", new LinkQuality { LossShare = 0.5, DuplicationShare = 0.5 });
        for (int message = 0; message < Messages; message++)
        {
            _harness.Send(sender, message);
        }

        _harness.Settle();
        long lost = _harness.Dropped("network-loss"), doubled = _harness.Runtime.Counters.Duplicated;
        Assert.InRange(lost, 70, 130); // 100 expected, one standard error is 7
        Assert.InRange(doubled, 25, 75);
        Assert.Equal(Messages - lost + doubled, _probe.Count);
        Assert.Equal(0.5, Faults.LinkQuality("root", "safe").LossShare);
        Faults.SetLink("root", "safe", null);
        _harness.Settle();
        Assert.Equal(0, Faults.LinkQuality("root", "safe").LossShare);
    }

    [Fact]
    public void Digest_WithFaults_IsTheSameEachTime()
    {
        Assert.Equal(DigestWithFaults(seed: 1), DigestWithFaults(seed: 1));
        Assert.NotEqual(DigestWithFaults(seed: 1), DigestWithFaults(seed: 2));
    }

    private static ulong DigestWithFaults(ulong seed)
    {
        NetworkOptions network = new() { Latency = LatencyDistribution.Exponential(Second), LossShare = 0.1 };
        using SimulatedHarness harness = new(network, seed);
        ActorRef echo = harness.Spawn(
            "echo", ScriptedActor.Handling((message, context) => context.Send(context.Sender, message))
                with { Node = "far" });
        ActorRef caller = harness.Spawn("caller", ScriptedActor.Handling((message, context) =>
        {
            context.Occupy(Second / 3);
            context.Send(echo, message);
        }));
        for (int i = 0; i < 50; i++)
        {
            harness.Send(caller, $"{i}");
            harness.Pass(Second);
            if (i % 10 == 3)
            {
                harness.Runtime.Faults.CrashNode("far");
            }
            else if (i % 10 == 5)
            {
                harness.Runtime.Faults.RestartNode("far");
            }
        }

        return harness.Runtime.Digest.Value;
    }

    /// <summary>Works for ten seconds on each message and passes it on then.</summary>
    private ActorRef SpawnWorker(Action started, SupervisionOptions? supervision = null) =>
        _harness.Spawn("worker", new ActorSpec
        {
            Node = "far",
            Create = () => new ScriptedActor
            {
                OnStart = _ => started(),
                OnMessage = (message, context) =>
                {
                    context.Occupy(10 * Second);
                    context.Send(_receiver, message);
                },
            },
            Supervision = supervision ?? new SupervisionOptions(),
        });

    private void Pause(ActorRef worker, bool ofTheNode, bool isPaused)
    {
        switch (ofTheNode, isPaused)
        {
            case (true, true):
                Faults.PauseNode("far");
                break;
            case (true, false):
                Faults.ResumeNode("far");
                break;
            case (false, true):
                Faults.PauseActor(worker);
                break;
            default:
                Faults.ResumeActor(worker);
                break;
        }
    }

    private IEnumerable<(string, double)> Seen() => _probe.Received.Select(
        received => ((string)received.Message, received.Time.TotalSeconds));
}
