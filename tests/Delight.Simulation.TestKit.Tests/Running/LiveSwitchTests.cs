using Akka.Actor;
using Delight.Simulation.TestKit.Systems;

namespace Delight.Simulation.TestKit.Tests.Running;

// The class below is run by these tests, so xunit must not see it.
#pragma warning disable xUnit1000

[Collection(Environment.Name)]
public sealed class LiveSwitchTests : IDisposable
{
    public LiveSwitchTests() => System.Environment.SetEnvironmentVariable(TestedSystems.LiveVariable, "1");

    public void Dispose() => System.Environment.SetEnvironmentVariable(TestedSystems.LiveVariable, null);

    [Theory]
    [InlineData(nameof(BothClocksTests.Probe_OfANode_TakesItsLinks))]
    [InlineData(nameof(BothClocksTests.Crash_OfANode_IsToldAndFollowedByAFreshLife))]
    [InlineData(nameof(BothClocksTests.Probe_OfACrashedNode_HearsNothingUntilItIsBack))]
    [InlineData(nameof(BothClocksTests.Ask_FromTheTest_IsAnswered))]
    [InlineData(nameof(BothClocksTests.Pause_OfANode_KeepsItsMessages))]
    public async Task Switch_SetToLive_RunsTheSameTestsInRealTime(string method)
    {
        CaseRun run = await CaseRun.Of<BothClocksTests>(method);

        Assert.True(run.HasPassed, run.HasPassed ? string.Empty : run.Message);
    }

    [Fact]
    public async Task Failure_OnALiveSystem_TellsWhatHappenedInRealTime()
    {
        CaseRun run = await CaseRun.Of<Broken>(nameof(Broken.Server_AfterACrash_Answers));

        Assert.StartsWith("seed 1 fails: Failed: Timeout 00:00:00.2000000", run.Message, StringComparison.Ordinal);
        Assert.Contains("Before it, in real time:", run.Message, StringComparison.Ordinal);
        Assert.Contains("node server crashed", run.Message, StringComparison.Ordinal);
        Assert.Contains(" of real time.", run.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task VirtualMembers_OnALiveSystem_AreRefusedInOneLine()
    {
        CaseRun run = await CaseRun.Of<Broken>(nameof(Broken.Test_UntilIdle_Ends));

        Assert.Contains(
            "RunUntilIdle is not there on a live system (DELIGHT_SIMULATION_LIVE=1). Use RunFor",
            run.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Theory_OnALiveSystem_RunsOneSeed()
    {
        Broken.Runs = 0;

        Assert.True((await CaseRun.Of<Broken>(nameof(Broken.Theory_OfManySeeds_Counts))).HasPassed);

        Assert.Equal(1, Broken.Runs);
    }

    private sealed class Broken : SimulationTestKit
    {
        public static int Runs { get; set; }

        [SimulationFact]
        public void Server_AfterACrash_Answers()
        {
            IActorRef server = AddNode("server", Props.Create<Server>());
            Crash("server");
            server.Tell("count");
            ExpectMsg<int>(TimeSpan.FromMilliseconds(200));
        }

        [SimulationFact]
        public void Test_UntilIdle_Ends() => RunUntilIdle();

        [SimulationTheory(Seeds = 100)]
        public void Theory_OfManySeeds_Counts() => Runs++;
    }
}
