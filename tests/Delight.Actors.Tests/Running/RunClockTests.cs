using Delight.Actors.Running;
using Delight.Determinism;
using Delight.Simulation.TestKit;

namespace Delight.Actors.Tests.Running;

public sealed class RunClockTests : SimulationTestKit
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [SimulationFact]
    public void Elapsed_OfAFreshRun_CountsFromTheStartOfItsClock()
    {
        RunFor(4 * Second);
        RunClock clock = new(Sys.Scheduler);
        Assert.Equal(TimeSpan.Zero, clock.Elapsed);
        RunFor(Second / 3);
        Assert.Equal(Second / 3, clock.Elapsed);
    }

    [SimulationFact]
    public void Elapsed_OfAResumedRun_GoesOnAtTheTimeOfItsCheckpoint()
    {
        RunFor(4 * Second);
        RunClock clock = new(Sys.Scheduler, startsAt: 100 * Second);
        Assert.Equal(100 * Second, clock.Elapsed);
        RunFor(3 * Second);
        Assert.Equal(103 * Second, clock.Elapsed);
    }

    [Fact]
    public void RunStreams_OfASeed_AreThoseOfTheRun()
    {
        RandomStream expected = RandomStream.Derive(9, "actions", 5), drawn = RunStreams.Of(9)("actions", 5);
        Assert.Equal(expected.NextUniform(), drawn.NextUniform());
        RandomStream first = RunStreams.Of(9)("evaluation"), zero = RandomStream.Derive(9, "evaluation", 0);
        Assert.Equal(zero.NextUniform(), first.NextUniform());
    }
}
