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

    private Probe SpawnClock()
    {
        Probe clock = new("clock", (_, context) => context.StartTimer("tick", "tick", Hour));
        _harness.Send(_harness.Spawn("clock", clock.Spec), "start");
        return clock;
    }
}
