namespace Delight.Actors.Testing.Tests;

public sealed class SimulatedHarnessTests : IDisposable
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    private readonly SimulatedHarness _harness = new();

    public void Dispose() => _harness.Dispose();

    [Fact]
    public void Await_MessagesOfATimer_PassesNoMoreTimeThanNeeded()
    {
        Probe clock = SpawnClock();
        _harness.Await(clock, 4, 10 * Hour);
        Assert.Equal((4, 3 * Hour), (clock.Count, _harness.Elapsed));
    }

    [Fact]
    public void Await_NotEnoughInTime_SaysHowManyCame()
    {
        Probe clock = SpawnClock();
        Assert.Equal(
            "probe 'clock' got 3 of 100 awaited messages until 02:00:00, and nothing more happens before 02:30:00.",
            Assert.Throws<ProbeException>(() => _harness.Await(clock, 100, 2.5 * Hour)).Message);
    }

    [Fact]
    public void Pass_SomeTime_LetsOnlyThatMuchHappen()
    {
        Probe clock = SpawnClock();
        _harness.Pass(2.5 * Hour);
        Assert.Equal((3, 2.5 * Hour), (clock.Count, _harness.Elapsed));
    }

    [Fact]
    public void Events_OfAFailure_AreKept()
    {
        _harness.Send(_harness.Spawn(
            "frail", ScriptedActor.Handling((_, _) => throw new InvalidTimeZoneException("bang"))), "go");
        _harness.Settle();
        Assert.Equal((1L, 1L), (_harness.Restarts, _harness.Dropped("failed")));
        Assert.Equal(
            ("actor-restarted", "root:/frail", "after 00:00:00: bang"),
            (_harness.Events[0].Kind, _harness.Events[0].Subject, _harness.Events[0].Detail));
    }

    [Fact]
    public void Settle_ActorWithAPeriodicTimer_GivesUpAndNamesIt()
    {
        using SimulatedHarness harness = new(seed: 5) { EventsMax = 1000 };
        Probe clock = harness.SpawnProbe("clock", (_, context) => context.StartTimer("tick", "tick", Hour));
        harness.Send(clock.Address, "start");
        Assert.Equal(
            "the system does not settle: after 1000 events it is at 49.23:00:00 and goes on. Of the next events 200 at "
            + "root:/clock (timer). Actors with periodic timers never settle: use Pass, Await or AwaitUntil. Seed 5.",
            Assert.Throws<ProbeException>(harness.Settle).Message);
    }

    [Fact]
    public void Pass_MessagesThatGoRoundInNoTime_GivesUp()
    {
        using SimulatedHarness harness = new() { EventsMax = 1000 };
        Probe echo = harness.SpawnProbe("echo", (message, context) => context.Send(context.Self, message));
        harness.Send(echo.Address, "again");
        Assert.StartsWith(
            "the system does not reach 01:00:00: after 1000 events it is at 00:00:00 and goes on. Of the next events "
            + "200 at root:/echo (messages).",
            Assert.Throws<ProbeException>(() => harness.Pass(Hour)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AwaitUntil_SomethingThatComesToBe_PassesNoMoreTimeThanNeeded()
    {
        Probe clock = SpawnClock();
        _harness.AwaitUntil(() => clock.Count == 5, 10 * Hour, "five ticks");
        Assert.Equal(4 * Hour, _harness.Elapsed);
    }

    [Fact]
    public void AwaitUntil_NotInTime_SaysWhatAndTheLastEvents()
    {
        Probe clock = SpawnClock();
        _harness.Pass(Hour / 2);
        _harness.Crash(_harness.Spawn("frail", ScriptedActor.Handling((_, _) => { })));
        string message = Assert.Throws<ProbeException>(
            () => _harness.AwaitUntil(() => clock.Count == 5, 2 * Hour, "five ticks")).Message;
        Assert.StartsWith(
            "awaited five ticks, which is not so at 02:00:00, and nothing more happens before 02:30:00. Seed 1. The "
            + "last 1 of 1 events:\n  00:30:00 actor-restarted root:/frail: after 00:00:00: ",
            message, StringComparison.Ordinal);
    }

    private Probe SpawnClock()
    {
        Probe clock = new("clock", (_, context) => context.StartTimer("tick", "tick", Hour));
        _harness.Send(_harness.Spawn("clock", clock.Spec), "start");
        return clock;
    }
}
