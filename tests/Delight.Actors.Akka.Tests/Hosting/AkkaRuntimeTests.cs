using Delight.Actors.Network;
using Delight.Actors.Port;
using Delight.Actors.Testing;

namespace Delight.Actors.Akka.Tests.Hosting;

/// <summary>What a live system promises beside the port: fair turns, an end in order, and one clock.</summary>
public sealed class AkkaRuntimeTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly AkkaHarness _harness = new();

    public void Dispose() => _harness.Dispose();

    [Fact]
    public void Turns_OfActorsThatNeverRest_LeaveTurnsToOthers()
    {
        // More of them than there are threads: whoever were not fair would never come to the quiet one.
        bool isOver = false;
        for (int i = 0; i < 4 * Environment.ProcessorCount; i++)
        {
            ActorRef talker = _harness.Spawn($"talker-{i}", ScriptedActor.Handling((message, context) =>
            {
                if (!Volatile.Read(ref isOver))
                {
                    context.Send(context.Self, message);
                }
            }));
            _harness.Send(talker, "again");
            _harness.Send(talker, "again");
        }

        Probe probe = new("quiet");
        ActorRef quiet = _harness.Spawn("quiet", probe.Spec);
        for (int i = 1; i <= 10; i++)
        {
            _harness.Send(quiet, i);
            _harness.Await(probe, i, Patience);
        }

        Volatile.Write(ref isOver, true);
        _harness.Settle();
    }

    [Fact]
    public void Send_ManyFromOutside_AreHandledInOrder()
    {
        // Enough for many turns, so that messages are taken at once, turns end in between, and more arrive meanwhile.
        const int Count = 50_000;
        int next = 0, wrong = 0;
        ActorRef receiver = _harness.Spawn(
            "receiver", ScriptedActor.Handling((message, _) => wrong += (int)message == next++ ? 0 : 1));
        for (int i = 0; i < Count; i++)
        {
            _harness.Send(receiver, i);
        }

        _harness.Settle();
        Assert.Equal((Count, 0), (next, wrong));
        Assert.Equal(Count, _harness.Runtime.Counters.Deliveries);
    }

    [Fact]
    public async Task Run_EveryTopLevelActorStopped_Completes()
    {
        ActorRef actor = _harness.Spawn("actor", ScriptedActor.Handling((_, context) => context.Stop(context.Self)));
        _harness.Send(actor, "stop");
        await _harness.Runtime.RunAsync();
        await _harness.Runtime.Completion.WaitAsync(Patience);
        Assert.False(_harness.Runtime.IsAlive);
    }

    [Fact]
    public async Task Run_NothingLeftToHappen_EndsWithItsActorsAlive()
    {
        Probe probe = new("actor");
        _harness.Send(_harness.Spawn("actor", probe.Spec), "message");
        await _harness.Runtime.RunAsync().WaitAsync(Patience);
        Assert.Equal((1, true), (probe.Count, _harness.Runtime.IsAlive));
    }

    [Fact]
    public async Task Run_Cancelled_StopsEveryActorAfterItsMessage()
    {
        using CancellationTokenSource source = new();
        List<string> ends = [];
        int handled = 0, handledAtStop = -1;
        ActorRef actor = _harness.Spawn("endless", new ActorSpec
        {
            Create = () => new ScriptedActor
            {
                OnStart = context => context.Spawn("child", new ActorSpec
                {
                    Create = () => new ScriptedActor { OnStop = _ => ends.Add("child") },
                }),
                OnMessage = (message, context) =>
                {
                    handled++;
                    context.Send(context.Self, message);
                    if (handled == 10)
                    {
                        source.Cancel();
                    }
                },
                OnStop = _ =>
                {
                    handledAtStop = handled;
                    ends.Add("parent");
                },
            },
        });
        _harness.Send(actor, "again");
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _harness.Runtime.RunAsync(source.Token));
        Assert.True(handled >= 10);
        Assert.Equal(handledAtStop, handled);
        Assert.Equal(["child", "parent"], ends);
        Assert.Throws<InvalidOperationException>(() => _harness.Spawn("late", new Probe("late").Spec));
    }

    [Fact]
    public async Task Run_FailurePastTheTop_StopsTheOthersAndFaultsTheCompletion()
    {
        bool isOtherStopped = false;
        _harness.Spawn("other", new ActorSpec
        {
            Create = () => new ScriptedActor { OnStop = _ => isOtherStopped = true },
        });
        ActorRef frail = _harness.Spawn("frail", ScriptedActor.Handling(
            (_, _) => throw new InvalidTimeZoneException("bang")) with { Supervision = SupervisionOptions.Escalating });
        _harness.Send(frail, "go");
        ActorFailedException error =
            await Assert.ThrowsAsync<ActorFailedException>(() => _harness.Runtime.RunAsync());
        Assert.Same(frail, error.Actor);
        Assert.True(isOtherStopped);
        Assert.True(_harness.Runtime.Completion.IsFaulted);
    }

    [Fact]
    public async Task Decide_ThatThrows_EndsTheRunAndNotTheProcess()
    {
        ActorRef frail = _harness.Spawn("frail", ScriptedActor.Handling(
            (_, _) => throw new InvalidTimeZoneException("bang")) with
        {
            Supervision = new SupervisionOptions { Decide = _ => throw new InvalidOperationException("undecided") },
        });
        _harness.Send(frail, "go");
        ActorFailedException error =
            await Assert.ThrowsAsync<ActorFailedException>(() => _harness.Runtime.RunAsync());
        Assert.Equal("root:/frail failed: undecided", error.Message);
    }

    [Fact]
    public void Send_AcrossALinkWithLatency_KeepsTheOrderOfEachSender()
    {
        using AkkaHarness linked = new(new NetworkOptions { Latency = TimeSpan.FromMilliseconds(2) });
        Probe probe = new("receiver");
        ActorRef receiver = linked.Spawn("receiver", probe.Spec with { Node = "far" });
        for (int i = 0; i < 4; i++)
        {
            int sender = i;
            linked.Send(
                linked.Spawn($"sender-{i}", ScriptedActor.Handling((message, context) =>
                {
                    context.Send(receiver, (sender, (int)message));
                    if ((int)message < 999)
                    {
                        context.Send(context.Self, (int)message + 1);
                    }
                }) with { Node = "near" }),
                0);
        }

        linked.Await(probe, 4000, Patience);
        IReadOnlyList<(int Sender, int Index)> all = probe.All<(int Sender, int Index)>();
        for (int i = 0; i < 4; i++)
        {
            Assert.Equal(
                Enumerable.Range(0, 1000), all.Where(message => message.Sender == i).Select(message => message.Index));
        }
    }
}
