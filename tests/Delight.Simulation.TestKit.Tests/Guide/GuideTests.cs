using Delight.Simulation.TestKit.Tests.Running;

namespace Delight.Simulation.TestKit.Tests.Guide;

/// <summary>What docs/akka-simulation.md promises.</summary>
[Collection(Running.Environment.Name)]
public sealed class GuideTests
{
    [Fact]
    public async Task FirstRelease_OverItsSeeds_ShowsTheDefectAndTheOneCrashItNeeds()
    {
        CaseRun run = await CaseRun.Of<FirstRelease.BoxOfficeTests>(
            nameof(FirstRelease.BoxOfficeTests.Seat_OfferedToTwoBuyers_IsSoldOnce));

        string[] lines = run.Message.ReplaceLineEndings("\n").Split('\n');
        Assert.Equal("seed 2 fails: Assert.Equal() Failure: Strings differ", lines[0]);
        Assert.Equal(
            [
                "Before it, in virtual time:",
                "  00:00:02.8520054 node office crashed",
                "  00:00:03.8520054 node office restarted",
                "At 00:01:00 of virtual time.",
                "1 of 5 faults are needed:",
                "  1. 00:00:02.8520054 CrashNode office for 1 s",
            ],
            lines[5..11]);
        Assert.StartsWith("Run it again: DELIGHT_SIMULATION_SEED=2 dotnet test", lines[11], StringComparison.Ordinal);
    }
}
