using Delight.Actors.Testing.Scenarios;
using Delight.Actors.Testing.Training;
using Delight.Simulation.Network;

namespace Delight.Actors.Testing.Tests.Scenarios;

public sealed class FrictionScenarioRulesTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private static readonly FrictionScenario Bandit = FrictionScenario.Bandit().WithSteps(5);

    public static TheoryData<string, FrictionScenario> Lossy => new()
    {
        { "Network.LossShare", Bandit.WithNetwork(network => network with { LossShare = 0.1 }) },
        {
            "the link from learner to workers",
            Bandit.WithLink(new TrainingLink(
                "learner", "workers", new LinkQuality { Latency = Second / 1000, LossShare = 0.1 }))
        },
        { "Cut", Bandit.Partition("workers", [], Second / 100, Second) },
        { "CrashNode", Bandit.CrashNode("workers", Second / 100, Second) },
        {
            "Degrade",
            Bandit.Degrade("learner", "workers", new LinkChange { LossShare = 0.1 }, Second / 100, Second)
        },
        { "CrashActor", Bandit.Crash("reward-service", Second / 100) },
    };

    [Theory]
    [MemberData(nameof(Lossy))]
    public void Run_WhereMessagesGetLost_NeedsTimeouts(string cause, FrictionScenario scenario)
    {
        string problem = Assert.Single(Assert.Throws<FrictionScenarioException>(scenario.Run).Problems);
        Assert.StartsWith($"{cause} loses messages", problem, StringComparison.Ordinal);
        Assert.Equal(5, scenario.WithTimeouts(Second / 2, Second / 5).Run().Totals.Updates);
    }

    [Fact]
    public void Run_SeveralProblems_NamesThemAll()
    {
        FrictionScenario wrong = Bandit.WithSteps(0).WithPool("rollout", pool => pool with { Count = 0 })
            .Crash("rolout/0", Second).Slow("rollout", factor: 0, Second, lasts: TimeSpan.Zero)
            .WithBound(2).WithLearner(learner => learner with { PublishEvery = 4, RowsInFlightMax = 7 });
        Assert.Equal(
            [
                "Learner.Steps is 0; it must be at least 1. Raise it.",
                "Learner.RowsInFlightMax is 7; it must be at least 8. Raise it.",
                "Learner.PublishEvery is 4 with StalenessMax 2; it must be at most 3, or training stops. Publish more "
                    + "often or raise the bound.",
                "'rollout' is the name of a pool and of something else; names are unique. Rename it.",
                "pool 'rollout' has a Count, RowsPerRequest or RequestsInFlight below 1. Raise it.",
                "CrashActor names 'rolout/0', which is no actor of the scenario. Known: learner, parameter-server, "
                    + "reward-service, evaluator, rollout, rollout, rollout/0, rollout/1.",
                "SlowActor of rollout lasts 0 s; every fault ends, after more than 0. Say how long it lasts.",
                "SlowActor of rollout has a Factor or Every that is not above 0, or an At below 0. Raise it.",
            ],
            Assert.Throws<FrictionScenarioException>(wrong.Run).Problems);
    }

    [Fact]
    public void Run_FaultOfAnUnknownNode_ListsTheNodes() => Assert.Equal(
        "PauseNode names 'rollout', which is no node of the scenario. Known: learner, parameter-server, reward-service"
        + ", evaluator, workers.",
        Assert.Throws<FrictionScenarioException>(Bandit.PauseNode("rollout", Second, Second).Run).Message);

    [Theory]
    [InlineData("grpo")]
    [InlineData("vtrace+geo")]
    public void Run_EstimatorOfGroupsWithoutGroups_IsRefused(string estimator) => Assert.StartsWith(
        $"Estimator is '{estimator}' and SamplesPerContext 1; it compares the samples of one context",
        Assert.Single(Assert.Throws<FrictionScenarioException>(Bandit.WithEstimator(estimator).Run).Problems),
        StringComparison.Ordinal);

    [Fact]
    public void WithEstimator_UnknownName_SuggestsTheNearest() => Assert.Contains(
        "unknown estimator 'reinforc'", Assert.Throws<FrictionScenarioException>(
            () => Bandit.WithEstimator("reinforc")).Message, StringComparison.Ordinal);
}
