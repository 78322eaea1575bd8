using Delight.Actors.Simulation;

namespace Delight.Actors.Tests.Simulation;

public sealed class VirtualClockTests
{
    [Fact]
    public void Elapsed_Moved_MovesEveryReading()
    {
        VirtualClock clock = new() { Elapsed = TimeSpan.FromMinutes(90) };
        Assert.Equal(new DateTimeOffset(2000, 1, 1, 1, 30, 0, TimeSpan.Zero), clock.GetUtcNow());
        Assert.Equal(clock.GetUtcNow(), clock.GetLocalNow());
        Assert.Equal(TimeSpan.FromMinutes(90), clock.GetElapsedTime(0));
    }

    [Fact]
    public void CreateTimer_Always_PointsToTheActorsTimers()
    {
        NotSupportedException error = Assert.Throws<NotSupportedException>(
            () => new VirtualClock().CreateTimer(_ => { }, null, TimeSpan.Zero, TimeSpan.Zero));
        Assert.Contains("timer of the actor's context", error.Message, StringComparison.Ordinal);
    }
}
