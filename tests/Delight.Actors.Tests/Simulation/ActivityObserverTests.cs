using Delight.Actors.Network;
using Delight.Actors.Port;
using Delight.Actors.Recording;
using Delight.Actors.Simulation;

namespace Delight.Actors.Tests.Simulation;

/// <summary>What an observer of work hears of a simulated run, and that the run does not notice it.</summary>
public sealed class ActivityObserverTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Fact]
    public void Run_MessageToABusyActor_IsToldWithItsTimes()
    {
        Watched watched = new();
        SimulatedRuntime runtime = Create(watched);
        ActorRef worker = Spawn(runtime, "worker", (_, context) => context.Occupy(3 * Second));
        ActorRef sender = Spawn(runtime, "sender", (message, context) =>
        {
            context.Occupy(Second);
            context.Send(worker, message);
        });
        runtime.Send(worker, "first");
        runtime.Send(sender, "second");
        runtime.Run();
        Assert.Equal(
            [
                "outside sends first to worker 0",
                "outside sends second to sender 0",
                "worker handles first 0-3",
                "sender sends second to worker 1",
                "sender handles second 0-1",
                "worker lets second wait 2",
                "worker handles second 3-6",
            ],
            watched.Lines);
    }

    [Theory]
    [InlineData(false, "worker ends 2")]
    [InlineData(true, "worker ends 6")]
    public void Run_CrashOrPauseInTheMidstOfWork_TellsWhenItEnds(bool isPause, string told)
    {
        Watched watched = new();
        SimulatedRuntime runtime = Create(watched);
        runtime.Send(Spawn(runtime, "worker", (_, context) => context.Occupy(3 * Second)), "work");
        runtime.RunUntil(2 * Second);
        if (isPause)
        {
            runtime.Faults.PauseNode("worker");
            runtime.RunUntil(5 * Second);
            runtime.Faults.ResumeNode("worker");
        }
        else
        {
            runtime.Faults.CrashNode("worker");
        }

        runtime.RunUntil(10 * Second);
        Assert.Equal(["outside sends work to worker 0", "worker handles work 0-3", told], watched.Lines);
    }

    [Fact]
    public void Run_FailureAtAMessage_IsToldAsWorkToo()
    {
        Watched watched = new();
        SimulatedRuntime runtime = Create(watched);
        runtime.Send(
            Spawn(runtime, "worker", (_, context) =>
            {
                context.Occupy(Second);
                throw new InvalidOperationException("broken");
            }),
            "work");
        runtime.RunUntil(Second);
        Assert.Contains("worker handles work 0-1", watched.Lines);
    }

    [Fact]
    public void Run_WatchedAndNot_HaveTheSameDigest()
    {
        ulong watched = DigestOf(new Watched()), alone = DigestOf(observer: null);
        Assert.Equal(alone, watched);

        static ulong DigestOf(IRuntimeObserver? observer)
        {
            SimulatedRuntime runtime = Create(observer);
            ActorRef worker = Spawn(runtime, "worker", (message, context) =>
            {
                context.Occupy(Second / 3);
                if (message is int left and > 0)
                {
                    context.Send(context.Sender, left - 1);
                }
            });
            runtime.Send(
                Spawn(runtime, "sender", (message, context) =>
                    context.Send(worker, message is int left ? left : 20)),
                "begin");
            runtime.RunUntil(100 * Second);
            return runtime.Digest.Value;
        }
    }

    private static SimulatedRuntime Create(IRuntimeObserver? observer) => new(new SimulationOptions
    {
        Seed = 1, Observer = observer, Network = new NetworkOptions { Latency = Second },
    });

    private static ActorRef Spawn(SimulatedRuntime runtime, string name, Action<object, IActorContext> receive) =>
        runtime.Spawn(name, new ActorSpec { Create = () => new Acting(receive), Node = name });

    private sealed class Acting(Action<object, IActorContext> receive) : IActor
    {
        public void Receive(object message, IActorContext context) => receive(message, context);
    }

    private sealed class Watched : IRuntimeObserver, IActivityObserver
    {
        public List<string> Lines { get; } = [];

        public IActivityObserver Activity => this;

        public void Happened(RunEvent happened)
        {
            // The system's events have tests of their own.
        }

        public void Sent(ActorRef? sender, ActorRef receiver, object message, TimeSpan at) =>
            Lines.Add($"{sender?.Node ?? "outside"} sends {message} to {receiver.Node} {at.TotalSeconds}");

        public void Waits(ActorRef receiver, object message, TimeSpan since) =>
            Lines.Add($"{receiver.Node} lets {message} wait {since.TotalSeconds}");

        public void Handled(ActorRef actor, object message, TimeSpan began, TimeSpan ended) =>
            Lines.Add($"{actor.Node} handles {message} {began.TotalSeconds}-{ended.TotalSeconds}");

        public void Ends(ActorRef actor, TimeSpan at) => Lines.Add($"{actor.Node} ends {at.TotalSeconds}");
    }
}
