using System.Collections.Concurrent;
using Akka.Actor;
using Akka.TestKit;
using Akka.TestKit.Xunit2;
using Delight.Actors.Akka.Hosting;
using Delight.Actors.Network;
using Delight.Actors.Port;
using Delight.Actors.Recording;

namespace Delight.Actors.Akka.Tests.Scenarios;

/// <summary>Hosted actors among Akka's test probes, by the clock of Akka's test scheduler.</summary>
public abstract class FrictionTestKit : TestKit, IRuntimeObserver
{
    private readonly ConcurrentQueue<RunEvent> _events = new();
    private readonly Relay _relay;

    protected FrictionTestKit(NetworkOptions? network = null)
        : this(new Relay(), network ?? new NetworkOptions())
    {
    }

    private FrictionTestKit(Relay relay, NetworkOptions network)
        : base(relay.Start(network))
    {
        _relay = relay;
        relay.Observer = this;
    }

    internal AkkaRuntime Runtime => _relay.Runtime!;

    /// <summary>What was reported so far.</summary>
    protected IEnumerable<RunEvent> Events => _events;

    /// <summary>Lets time pass: timers fire, deliveries arrive.</summary>
    protected void Advance(double seconds) => ((TestScheduler)Sys.Scheduler).Advance(TimeSpan.FromSeconds(seconds));

    public void Happened(RunEvent happened) => _events.Enqueue(happened);

    /// <summary>Waits in real time for what follows from a message, and from no time.</summary>
    protected void AwaitEvent(string kind) => AwaitCondition(
        () => _events.Any(happened => string.Equals(happened.Kind, kind, StringComparison.Ordinal)));

    /// <summary>Waits until an actor has handled what it was sent before, and all that it did about it, timers
    /// too.</summary>
    protected void AwaitTurn(ActorRef actor)
    {
        long before = Unhandled();
        Runtime.Send(actor, "are you there");
        AwaitCondition(() => Unhandled() == before + 1);
    }

    private long Unhandled() => Runtime.Counters.Dropped.GetValueOrDefault("unhandled");

    internal Standin Stand(string name, string? node = null, SupervisionOptions? supervision = null)
    {
        TestProbe probe = CreateTestProbe();
        ActorRef address = Runtime.Spawn(name, new ActorSpec
        {
            Create = () => Standin.Play(probe), Node = node, Supervision = supervision ?? new SupervisionOptions(),
        });
        probe.ExpectMsg("begins");
        return new Standin(Runtime, address, probe);
    }

    protected override void AfterAll()
    {
        Runtime.DisposeAsync().AsTask().GetAwaiter().GetResult();
        base.AfterAll();
    }

    /// <summary>Makes the system before the test kit takes it over.</summary>
    private sealed class Relay : IRuntimeObserver
    {
        private const string Hocon = "akka.scheduler.implementation = \"Akka.TestKit.TestScheduler, Akka.TestKit\"";

        public AkkaRuntime? Runtime { get; private set; }

        public IRuntimeObserver? Observer { get; set; }

        public ActorSystem Start(NetworkOptions network)
        {
            SchedulerClock clock = new();
            Runtime = new AkkaRuntime(new AkkaOptions
            {
                Seed = 1, Time = clock, Network = network, Observer = this, Hocon = Hocon,
            });
            clock.Follow((TestScheduler)Runtime.System.Scheduler);
            return Runtime.System;
        }

        public void Happened(RunEvent happened) => Observer?.Happened(happened);
    }
}
