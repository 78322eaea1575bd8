using Akka.Actor;

namespace Delight.Simulation.TestKit.Tests.Probes;

/// <summary>What cannot work in virtual time says so in one line.</summary>
public sealed class UnsupportedTests : SimulationTestKit
{
    [SimulationFact]
    public void Unsupported_Members_SayWhatToUse()
    {
        SimulationTestProbe probe = CreateTestProbe();
        Action[] calls =
        [
            () => ActorOfAsTestActorRef<Echo>(), () => ActorOfAsTestActorRef<Echo>(Props.Create<Echo>()),
            () => ActorOfAsTestActorRef(() => new Echo()), () => CreateTestLatch(), () => CreateTestBarrier(2),
            () => _ = EventFilter, () => CreateEventFilter(Sys), () => CreateTestProbe(Sys),
            () => InternalAwaitCondition(() => true, TimeSpan.Zero, null, (_, _) => { }),
            () => ActorOfAsTestFSMRef<Door, int, int>(), () => probe.CreateTestLatch(),
            () => probe.CreateTestProbe(Sys), () => probe.ActorOfAsTestActorRef<Echo>(), () => _ = probe.EventFilter,
        ];
        foreach (Action call in calls)
        {
            string message = Assert.Throws<NotSupportedException>(call).Message;
            Assert.DoesNotContain("\n", message, StringComparison.Ordinal);
            Assert.Matches("(Start|Let|Subscribe|Make|Use) ", message);
        }
    }

    [SimulationFact]
    public void Shutdown_OfTheKit_EndsTheSystem()
    {
        Shutdown();
        Assert.Throws<ObjectDisposedException>(() => RunFor(TimeSpan.Zero));
    }

    [SimulationFact]
    public async Task Shutdown_OfAnotherSystem_IsRefused()
    {
        using Simulation other = Simulation.Create(1);
        Assert.Contains(
            "not the kit's own", Assert.Throws<NotSupportedException>(() => Shutdown(other.System)).Message,
            StringComparison.Ordinal);
        await Assert.ThrowsAsync<NotSupportedException>(() => ShutdownAsync(other.System));
    }

    private sealed class Door : FSM<int, int>;
}
