using Delight.Actors.Network;
using Delight.Actors.Port;
using Delight.Actors.Testing;

namespace Delight.Actors.Tests.Simulation;

/// <summary>What virtual time adds to the port: work that takes time, and exact times of everything.</summary>
public sealed class SimulatedTimeTests : IDisposable
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly SimulatedHarness _harness =
        new(new NetworkOptions { Links = [new LinkOptions("near", "far", 5 * Second)] });

    public void Dispose() => _harness.Dispose();

    [Fact]
    public void Occupy_WhileMessagesArrive_DelaysSendsAndLetsThemWait()
    {
        Probe probe = new("receiver");
        ActorRef receiver = _harness.Spawn("receiver", probe.Spec);
        ActorRef worker = _harness.Spawn("worker", ScriptedActor.Handling((message, context) =>
        {
            context.Send(receiver, $"{message} began");
            context.Occupy(3 * Second);
            context.Send(receiver, $"{message} ended");
        }));
        _harness.Send(worker, "a");
        _harness.Pass(Second);
        _harness.Send(worker, "b");
        _harness.Settle();
        Assert.Equal(
            [("a began", 0), ("a ended", 3), ("b began", 3), ("b ended", 6)],
            probe.Received.Select(received => ((string)received.Message, (int)received.Time.TotalSeconds)));
    }

    [Fact]
    public void Occupy_OfOneSender_DoesNotDelayAnotherOnTheSameLink()
    {
        Probe probe = new("receiver");
        ActorRef receiver = _harness.Spawn("receiver", probe.Spec with { Node = "far" });
        foreach ((string name, int seconds) in ((string, int)[])[("slow", 10), ("quick", 0)])
        {
            ActorRef sender = _harness.Spawn(name, ScriptedActor.Handling((_, context) =>
            {
                context.Occupy(seconds * Second);
                context.Send(receiver, name);
            }) with { Node = "near" });
            _harness.Send(sender, "go");
        }

        _harness.Settle();
        Assert.Equal(
            [("quick", 5), ("slow", 15)],
            probe.Received.Select(received => ((string)received.Message, (int)received.Time.TotalSeconds)));
    }

    [Fact]
    public void Occupy_InPreStart_KeepsTheChildBusyAndNotItsParent()
    {
        Probe probe = new("receiver");
        ActorRef receiver = _harness.Spawn("receiver", probe.Spec);
        _harness.Spawn("parent", new ActorSpec
        {
            Create = () => new ScriptedActor
            {
                OnStart = context =>
                {
                    ActorRef child = context.Spawn("child", new ActorSpec
                    {
                        Create = () => new ScriptedActor
                        {
                            OnStart = own => own.Occupy(4 * Second), OnMessage = (_, own) =>
                                own.Send(receiver, "child"),
                        },
                    });
                    context.Send(child, "go");
                    context.Send(receiver, "parent");
                },
            },
        });
        Assert.Equal(TimeSpan.Zero, _harness.Elapsed);
        _harness.Settle();
        Assert.Equal(
            [("parent", 0), ("child", 4)],
            probe.Received.Select(received => ((string)received.Message, (int)received.Time.TotalSeconds)));
    }

    [Fact]
    public void Occupy_InPreStartAfterARestart_KeepsTheMailboxWaiting()
    {
        Probe probe = new("receiver");
        ActorRef receiver = _harness.Spawn("receiver", probe.Spec);
        ActorRef actor = _harness.Spawn("actor", new ActorSpec
        {
            Create = () => new ScriptedActor
            {
                OnStart = context => context.Occupy(4 * Second),
                OnMessage = (message, context) =>
                {
                    if (message is "fail")
                    {
                        throw new InvalidTimeZoneException("bang");
                    }

                    context.Send(receiver, message);
                },
            },
            Supervision = new SupervisionOptions { BackoffMin = Second },
        });
        _harness.Send(actor, "fail");
        _harness.Send(actor, "work");
        _harness.Settle();
        Assert.Equal(9 * Second, Assert.Single(probe.Received).Time); // 4 to start, 1 to back off, 4 to start again
    }

    [Fact]
    public void Stop_OfABusyActor_ItsLastMessageLeavesBeforeTerminated()
    {
        Probe probe = new("watcher");
        ActorRef? worker = null;
        ActorRef watcher = _harness.Spawn("watcher", new Probe("w", (message, context) =>
        {
            probe.Receive(message, context);
            if (message is "watch")
            {
                context.Watch(worker!);
            }
        }).Spec);
        worker = _harness.Spawn("worker", ScriptedActor.Handling((_, context) =>
        {
            context.Occupy(10 * Second);
            context.Send(watcher, "last words");
        }));
        ActorRef killer = _harness.Spawn("killer", ScriptedActor.Handling((_, context) => context.Stop(worker)));
        _harness.Send(watcher, "watch");
        _harness.Send(worker, "work");
        _harness.Pass(2 * Second);
        _harness.Send(killer, "go");
        _harness.Settle();
        Assert.Equal(
            [("watch", 0), ("last words", 10), ("Terminated", 10)],
            probe.Received.Select(
                received => (received.Message as string ?? received.Message.GetType().Name,
                    (int)received.Time.TotalSeconds)));
    }

    [Fact]
    public void RunUntil_PastTheLastEvent_MovesTheClockThere()
    {
        _harness.Spawn("idle", ScriptedActor.Handling((_, _) => { }));
        _harness.Pass(7 * Second);
        Assert.Equal(7 * Second, _harness.Elapsed);
    }

    [Fact]
    public void Run_Cancelled_StopsBetweenTwoEvents()
    {
        using CancellationTokenSource source = new();
        int handled = 0;
        ActorRef actor = _harness.Spawn("endless", ScriptedActor.Handling((message, context) =>
        {
            if (++handled == 10)
            {
                source.Cancel();
            }

            context.Send(context.Self, message);
        }));
        _harness.Send(actor, "again");
        Assert.Throws<OperationCanceledException>(() => _harness.Runtime.Run(source.Token));
        Assert.Equal(10, handled);
    }

    [Fact]
    public void Random_SameNameAndIndex_IsTheSameStreamForEveryActor()
    {
        List<ulong> bits = [];
        foreach (string name in (string[])["a", "b"])
        {
            _harness.Send(
                _harness.Spawn(name,
                    ScriptedActor.Handling((_, context) => bits.Add(context.Random("draws", 3).NextBits()))), "go");
        }

        _harness.Settle();
        Assert.Equal(2, bits.Count);
        Assert.Equal(bits[0], bits[1]);
    }
}
