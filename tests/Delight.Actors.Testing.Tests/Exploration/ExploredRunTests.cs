using Delight.Actors.Coordination;
using Delight.Actors.Testing.Exploration;
using Delight.Actors.Testing.Training;
using Delight.Actors.Tests;
using Delight.Simulation.Faults;
using Delight.Simulation.Network;

namespace Delight.Actors.Testing.Tests.Exploration;

public sealed class ExploredRunTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private static readonly TrainingFrictions RandomLinks = new()
    {
        Network = new LinkQuality { Latency = Latency.Exponential(Second / 5) },
    };

    public static TheoryData<string> Profiles => [.. FaultProfiles.All.Select(profile => profile.Name)];

    [Theory]
    [MemberData(nameof(Profiles))]
    public void Run_AnyProfile_HoldsAndHasTheDigestOfAnUnwatchedRun(string name)
    {
        for (ulong seed = 1; seed <= 5; seed++)
        {
            (TrainingPlan plan, TrainingFrictions frictions) = Draw(name, seed);
            ExploredOutcome outcome = ExploredRun.Run(plan, frictions, CancellationToken.None);
            Assert.True(outcome.Violation is null, $"seed {seed}: {outcome.Violation}");
            (plan, frictions) = Draw(name, seed);
            Assert.Equal(SimulatedTraining.Run(plan, frictions).Digest, outcome.Digest);
        }
    }

    [Fact]
    public void Run_RandomLatency_EndsWithACompleteRecord()
    {
        // The evaluation of the final policy may overtake the report of the last update on its way to the record: with
        // some of these seeds it does.
        for (ulong seed = 1; seed <= 20; seed++)
        {
            TrainingPlan plan = Plan(seed);
            ExploredOutcome outcome = ExploredRun.Run(plan, RandomLinks, CancellationToken.None);
            Assert.True(outcome.Violation is null, $"seed {seed}: {outcome.Violation}");
            Assert.Equal((30L, 240L), (plan.Totals.Updates, plan.Totals.Episodes));
        }
    }

    [Fact]
    public void Apply_SameSeed_DrawsTheSameAndAnotherSeedAnother()
    {
        Assert.Equal(Describe(1), Describe(1));
        Assert.NotEqual(Describe(1), Describe(2));

        static string Describe(ulong seed) => string.Join('\n', Draw("all", seed).Frictions.Faults.Select(
            fault => $"{fault.Kind} {string.Join(',', fault.Targets)} {fault.At} {fault.Lasts} {fault.Factor}"));
    }

    [Fact]
    public void Apply_None_TakesAllTroubleAway()
    {
        Fault crash = new() { Kind = FaultKind.CrashActor, Targets = ["learner"], At = Second };
        TrainingFrictions trouble = new()
        {
            Network = RandomLinks.Network with { LossShare = 0.1, DuplicationShare = 0.1, ReorderingShare = 0.1 },
            Links = [new TrainingLink("head", "workers", new LinkQuality { Latency = Second, LossShare = 0.5 })],
            Faults = [crash],
        };
        (TrainingPlan _, TrainingFrictions calm) = FaultProfiles.All[0].Apply(Plan(seed: 1), trouble);
        Assert.Empty(calm.Faults);
        LinkQuality network = calm.Network, link = calm.Links[0].Quality;
        Assert.Equal((0, 0, 0), (network.LossShare, network.DuplicationShare, network.ReorderingShare));
        Assert.Equal((0, Second), (link.LossShare, link.Latency.Start));
        Assert.Same(RandomLinks.Network.Latency, network.Latency);
    }

    private static (TrainingPlan Plan, TrainingFrictions Frictions) Draw(string profile, ulong seed) =>
        FaultProfiles.All.Single(known => known.Name == profile).Apply(Plan(seed), RandomLinks);

    private static TrainingPlan Plan(ulong seed) => TestTraining.Plan(
        TestTraining.BanditParts(8, seed),
        TestTraining.Learner() with
        {
            StepTime = Second / 2, RequestTimeout = 5 * Second, CheckpointEvery = 7,
        },
        TestTraining.Pool() with { RequestTime = Second / 4, SignOfLifeEvery = Second, RequestsInFlight = 2 }) with
    {
        StallTimeout = TimeSpan.FromHours(24),
    };
}
