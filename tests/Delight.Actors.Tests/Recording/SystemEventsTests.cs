using Akka.Actor;
using Akka.Event;
using Delight.Actors.ParameterServers;
using Delight.Actors.Recording;
using Delight.Actors.Running;
using Delight.Simulation.TestKit;

namespace Delight.Actors.Tests.Recording;

public sealed class SystemEventsTests : SimulationTestKit
{
    private static readonly SubscribeToPolicy Message = new();

    private readonly List<RunEvent> _events = [];
    private readonly List<RoleFailure> _failures = [];
    private readonly SimulationTestProbe _receiver;
    private readonly RunClock _clock;

    public SystemEventsTests() =>
        (_receiver, _clock) = (CreateTestProbe("receiver"), new RunClock(Sys.Scheduler, TimeSpan.FromSeconds(5)));

    [SimulationFact]
    public void Drops_OfEachKind_AreNamedAndCounted()
    {
        SystemEvents events = Subscribe(hearsDeadLetters: true);
        RunFor(TimeSpan.FromSeconds(2));
        Sys.EventStream.Publish(new Dropped(Message, "full", ActorRefs.Nobody, _receiver.Ref));
        Sys.EventStream.Publish(new UnhandledMessage(Message, ActorRefs.Nobody, _receiver.Ref));
        Sys.EventStream.Publish(new DeadLetter(Message, _receiver.Ref, _receiver.Ref));
        Sys.EventStream.Publish(new UnhandledMessage("a text", ActorRefs.Nobody, _receiver.Ref));
        string receiver = _receiver.Ref.Path.ToStringWithoutAddress();
        Assert.Equal(
            [
                Drop("subscribe-to-policy/1: mailbox-full"), Drop("subscribe-to-policy/1: unhandled"),
                Drop("subscribe-to-policy/1: dead-letter"), Drop("String: unhandled"),
            ],
            _events);
        Assert.Equal(
            [("dead-letter", 1L), ("mailbox-full", 1L), ("unhandled", 2L)],
            events.Counters.Dropped.Select(drop => (drop.Key, drop.Value)));

        RunEvent Drop(string detail) => new(TimeSpan.FromSeconds(7), "message-dropped", receiver, detail);
    }

    [SimulationFact]
    public void DeadLetters_WhereTheNetworkCountsThem_AreLeftToIt()
    {
        SystemEvents events = Subscribe(hearsDeadLetters: false);
        Sys.EventStream.Publish(new DeadLetter(Message, _receiver.Ref, _receiver.Ref));
        Assert.Empty(_events);
        Assert.Empty(events.Counters.Dropped);
    }

    [SimulationFact]
    public void DeadLetters_OfAkka_AreNotOfTheRun()
    {
        SystemEvents events = Subscribe(hearsDeadLetters: true);
        Sys.EventStream.Publish(new DeadLetter(PoisonPill.Instance, _receiver.Ref, _receiver.Ref));
        Assert.Empty(events.Counters.Dropped);
    }

    [SimulationFact]
    public void RunEvents_ArePassedOnAndRestartsCounted()
    {
        SystemEvents events = Subscribe();
        RunEvent restart = new(TimeSpan.Zero, "actor-restarted", "/user/a", "after 00:00:01: broken");
        RunEvent stop = restart with { Kind = "actor-stopped" };
        Sys.EventStream.Publish(restart);
        Sys.EventStream.Publish(stop);
        Assert.Equal([restart, stop], _events);
        Assert.Equal(1, events.Counters.Restarts);
    }

    [SimulationFact]
    public void RoleFailures_GoToWhoAskedForThem()
    {
        Subscribe();
        RoleFailure failure = new("/user/a", new InvalidOperationException("broken"));
        Sys.EventStream.Publish(failure);
        Assert.Equal([failure], _failures);
        Assert.Empty(_events);
    }

    [SimulationFact]
    public void Complaints_OfAkka_AreWrittenTheFirstAndTheTenthTime()
    {
        Subscribe();
        for (int port = 1; port <= 20; port++)
        {
            Sys.EventStream.Publish(new Warning("remoting", typeof(string), $"no peer at port {port}"));
        }

        Sys.EventStream.Publish(
            new Error(new InvalidOperationException("broken"), "remoting", typeof(string), "cannot listen"));
        Assert.Equal(
            [
                ("akka-warning", "no peer at port 1"),
                ("akka-warning", "no peer at port 10 (10 times so far, with other numbers)"),
                ("akka-error", "cannot listen: broken"),
            ],
            _events.Select(happened => (happened.Kind, happened.Detail)));
        Assert.All(_events, happened => Assert.Equal("remoting", happened.Subject));
    }

    private SystemEvents Subscribe(bool hearsDeadLetters = false) =>
        SystemEvents.Subscribe(Sys, _clock, _events.Add, _failures.Add, hearsDeadLetters);
}
