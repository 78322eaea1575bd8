using Delight.Simulation.Exploration;
using Delight.Simulation.TestKit.Running;
using Xunit.Abstractions;
using Xunit.Sdk;

namespace Delight.Simulation.TestKit.Tests.Running;

// The classes below are run by these tests, so xunit must not see them.
#pragma warning disable xUnit1000

/// <summary>Which seeds a test runs, and what of it xunit is told. They set environment variables, so nothing runs
/// beside them.</summary>
[Collection(Environment.Name)]
public sealed class SeedTests : IDisposable
{
    private static readonly Lock Gate = new();
    private static readonly List<ulong> Seeds = [];

    public SeedTests() => Seeds.Clear();

    public void Dispose() => Environment.Clear();

    [Fact]
    public async Task Theory_AllSeedsHold_PassesAsOneTest()
    {
        CaseRun run = await CaseRun.Of<Sample>(nameof(Sample.Holds_Always_AtEachSeed));
        Assert.True(run.HasPassed);
        Assert.Equal(100, Seeds.Count);
        Assert.Equal(1UL, Seeds[0]);
        Assert.Equal(100UL, Seeds[^1]);
        Assert.Equal(
            "Delight.Simulation.TestKit.Tests.Running.SeedTests+Sample.Holds_Always_AtEachSeed",
            Assert.Single(run.Cases).DisplayName);
        Assert.True(run.Result.ExecutionTime > 0);
    }

    [Fact]
    public async Task Fact_WithoutProperties_RunsTheFirstSeed()
    {
        CaseRun run = await CaseRun.Of<Sample>(nameof(Sample.Holds_Once_AtTheFirstSeed));
        Assert.True(run.HasPassed);
        Assert.Equal([1UL], Seeds);
    }

    [Fact]
    public async Task Theory_SomeSeedsFail_ReportsTheLowest()
    {
        CaseRun run = await CaseRun.Of<Sample>(nameof(Sample.Fails_From17_AtOddSeeds));
        Assert.StartsWith("seed 17 fails: Assert.Equal() Failure", run.Message, StringComparison.Ordinal);
        Assert.EndsWith(
            "Run it again: DELIGHT_SIMULATION_SEED=17 dotnet test --filter FullyQualifiedName="
            + "Delight.Simulation.TestKit.Tests.Running.SeedTests+Sample.Fails_From17_AtOddSeeds",
            run.Message, StringComparison.Ordinal);
        Assert.Equal(typeof(SimulationTestException).FullName, Assert.Single(run.Failed.ExceptionTypes));
        Assert.Contains("SeedTests.cs:line", Assert.Single(run.Failed.StackTraces), StringComparison.Ordinal);
        Assert.Equal(10UL, Seeds[0]);
    }

    [Fact]
    public async Task Theory_SeveralJobs_ReportsTheLowestToo()
    {
        CaseRun run = await CaseRun.Of<Sample>(nameof(Sample.Fails_From17_WithThreeJobs));
        Assert.StartsWith("seed 17 fails", run.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(ExplorationOptions.SeedVariable, "23", "23")]
    [InlineData(ExplorationOptions.SeedsVariable, "3", "1 2 3")]
    public async Task Environment_Variable_OverridesTheAttribute(string variable, string value, string seeds)
    {
        System.Environment.SetEnvironmentVariable(variable, value);
        Assert.True((await CaseRun.Of<Sample>(nameof(Sample.Holds_Always_AtEachSeed))).HasPassed);
        Assert.Equal(seeds, string.Join(' ', Seeds));
        using OwnKit kit = new();
        Assert.Equal(variable == ExplorationOptions.SeedVariable ? 23UL : 1UL, kit.Seed);
    }

    [Fact]
    public async Task Environment_WrongVariable_FailsWithARemedy()
    {
        System.Environment.SetEnvironmentVariable(ExplorationOptions.SeedsVariable, "many");
        CaseRun run = await CaseRun.Of<Sample>(nameof(Sample.Holds_Always_AtEachSeed));
        Assert.Contains("DELIGHT_SIMULATION_SEEDS is 'many'", run.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Skip_OfTheAttribute_RunsNothing()
    {
        CaseRun run = await CaseRun.Of<Sample>(nameof(Sample.Fails_Skipped_IsNotRun));
        Assert.Equal("later", Assert.IsAssignableFrom<ITestSkipped>(run.Result).Reason);
        Assert.Empty(Seeds);
    }

    [Theory]
    [InlineData(nameof(Sample.Fails_ParametersOfOtherTypes), "takes 1 parameters")]
    [InlineData(nameof(Sample.Fails_TwoParameters), "takes 2 parameters")]
    [InlineData(nameof(Sample.Fails_Timeout), "bound the test with Within")]
    public async Task Discovery_WhatNoSimulationHas_IsAnError(string method, string line) => Assert.Contains(
        line, (await CaseRun.Of<Sample>(method)).Message, StringComparison.Ordinal);

    [Fact]
    public async Task Output_OfAFailure_IsThatOfTheFailingSeedAlone()
    {
        Func<TestOutputHelper> output = () => new TestOutputHelper();
        CaseRun run = await CaseRun.Of<Talking>(nameof(Talking.Fails_AtSeed3), output);
        Assert.Contains("seed 3 fails", run.Message, StringComparison.Ordinal);
        Assert.Equal(["this is seed 3"], run.Output.Trim().Split('\n'));
    }

    private sealed class OwnKit : SimulationTestKit;

    private sealed class Sample : SimulationTestKit
    {
        [SimulationTheory]
        public void Holds_Always_AtEachSeed(ulong seed)
        {
            Assert.Equal(seed, Seed);
            Note();
        }

        [SimulationFact]
        public void Holds_Once_AtTheFirstSeed() => Note();

        [SimulationTheory(FirstSeed = 10, Seeds = 30)]
        public void Fails_From17_AtOddSeeds()
        {
            Note();
            Assert.Equal(0UL, Seed < 17 ? 0 : Seed % 2);
        }

        [SimulationTheory(Seeds = 30, Jobs = 3)]
        public void Fails_From17_WithThreeJobs() => Assert.Equal(0UL, Seed < 17 ? 0 : Seed % 2);

        [SimulationTheory(Skip = "later")]
        public void Fails_Skipped_IsNotRun() => Note();

        [SimulationFact(Timeout = 1000)]
        public Task Fails_Timeout() => Task.FromResult(Sys);

        [SimulationFact]
        public void Fails_ParametersOfOtherTypes(int number) => Assert.Equal(0, number);

        [SimulationFact]
        public void Fails_TwoParameters(ulong seed, ulong other) => Assert.Equal(seed, other);

        private void Note()
        {
            lock (Gate)
            {
                Seeds.Add(Seed);
            }
        }
    }

    private sealed class Talking(ITestOutputHelper output) : SimulationTestKit(output)
    {
        [SimulationTheory(Seeds = 5)]
        public void Fails_AtSeed3()
        {
            Output!.WriteLine($"this is seed {Seed}");
            Assert.NotEqual(3UL, Seed);
        }
    }
}
