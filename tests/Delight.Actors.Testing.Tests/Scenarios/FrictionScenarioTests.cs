using Delight.Actors.Learners;
using Delight.Actors.Rollouts;
using Delight.Actors.Testing.Scenarios;
using Delight.Learning.Estimators;
using Delight.Learning.Parameters;
using Delight.Learning.Policies.Tabular;
using Delight.Learning.Tasks.Bandits;

namespace Delight.Actors.Testing.Tests.Scenarios;

public sealed class FrictionScenarioTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Fact]
    public void Run_Bandit_LearnsItAndTakesTenMillisecondsAnUpdate()
    {
        FrictionResult result = FrictionScenario.Bandit().WithSteps(200).Run();
        Assert.Equal((0.0, 200L, 1600L), (result.Error, result.Totals.Updates, result.Totals.Episodes));
        Assert.InRange(result.VirtualTime, 2 * Second, 2.02 * Second);
        Assert.Equal(200, result.UpdateTimes.Count);
        Assert.Equal((0L, 0), (result.Restarts, result.Recoveries));
        Assert.Empty(result.Events);
    }

    [Fact]
    public void Run_Twice_IsTheSameRunAndAnotherSeedIsAnother()
    {
        FrictionScenario scenario = FrictionScenario.Reversal().WithSteps(20).Crash("rollout/1", 0.1 * Second);
        FrictionResult first = scenario.Run(), again = scenario.Run(), other = scenario.WithSeed(2).Run();
        Assert.Equal((first.Digest, first.VirtualTime), (again.Digest, again.VirtualTime));
        Assert.Equal(first.Parameters, again.Parameters);
        Assert.NotEqual(first.Digest, other.Digest);
        Assert.Equal(1, first.Restarts);
    }

    [Fact]
    public void With_AnyChange_LeavesTheOriginalAlone()
    {
        FrictionScenario original = FrictionScenario.Bandit();
        FrictionScenario changed = original.WithSeed(9).WithSteps(3).WithBound(4, StalenessHandling.Drop)
            .WithEstimator("tis(cap=1)").WithPool("more", pool => pool with { Count = 7 })
            .WithLink("learner", "workers", Second).WithRewards(rewards => rewards with { FlipShare = 0.5 })
            .Pause("rollout", Second, Second);
        Assert.Equal((9UL, 3L, 4L), (changed.Seed, changed.Learner.Steps, changed.Learner.StalenessMax));
        Assert.Equal(("tis(cap=1)", 7), (changed.Estimator.Name, changed.Pools[1].Count));
        Assert.Equal(0.5, changed.Rewards.FlipShare);
        Assert.Equal((1, 1), (changed.Links.Count, changed.Faults.Count));
        Assert.Equal(FrictionScenario.Bandit().Learner, original.Learner);
        Assert.Equal((1UL, "dg", 0.0), (original.Seed, original.Estimator.Name, original.Rewards.FlipShare));
        Assert.Equal((1, 0, 0), (original.Pools.Count, original.Links.Count, original.Faults.Count));
    }

    [Fact]
    public void Run_PartsOfOnesOwn_AreMadeAnewForEachRun()
    {
        int tasks = 0, estimators = 0;
        FrictionScenario own = FrictionScenario.Of(
            () =>
            {
                tasks++;
                return new BernoulliBandit(arms: 2, best: 1, others: 0);
            },
            shape => new TabularPolicy(shape), learningRate: 0.1).WithSteps(50).WithEstimator("mine", () =>
            {
                estimators++;
                return new Reinforce();
            });
        Assert.Equal(0, own.Run().Error);
        Assert.StartsWith("mine, seed 1, digest ", own.Run().ToString(), StringComparison.Ordinal);
        Assert.Equal((2, 4), (tasks, estimators)); // the rules look at an estimator before each run
    }

    [Theory]
    [InlineData("pg", 0, 0.05)] // its drift to the safe arm is 0.1 whatever the policy is
    [InlineData("dg", 0.5, 0.95)] // the tabular analysis has it rest where it gambles with 72 %
    public void Run_GamblingBandit_FoolsDgAndNotPg(string estimator, double from, double to)
    {
        FrictionScenario gambling = FrictionScenario.Of(
            () => new GamblingBandit(), shape => new TabularPolicy(shape), learningRate: 0.02);
        FrictionResult result = gambling.WithSteps(1500).WithEstimator(estimator)
            .WithLearner(learner => learner with { BatchRows = 64, RowsInFlightMax = 64 })
            .WithWorkers(pool => pool with { RowsPerRequest = 32, RequestsInFlight = 1 }).Run();
        Assert.InRange(result.Error, from, to);
    }

    [Fact]
    public void Compare_OverSeeds_ChangesNothingButTheEstimator()
    {
        IReadOnlyList<EstimatorComparison> pairs =
            FrictionScenario.Bandit(arms: 20).WithSteps(3).Compare("dg", "reinforce", 3, 4);
        Assert.Equal([3UL, 4UL], pairs.Select(pair => pair.Seed));
        Assert.Equal("dg", pairs[0].First.Scenario.Estimator.Name);
        Assert.Equal("reinforce", pairs[0].Second.Scenario.Estimator.Name);
        Assert.Equal(pairs[1].Second.Error - pairs[1].First.Error, pairs[1].Gap);
        Assert.NotEqual(pairs[0].First.Parameters, pairs[0].Second.Parameters);
        Assert.Equal("seed 3: dg 1, reinforce 1", pairs[0].ToString());
        Assert.Throws<ArgumentException>(() => FrictionScenario.Bandit().Compare("dg", "reinforce", []));
    }

    [Fact]
    public void Run_EveryWorkerStopped_SaysSeedAndLastEvents()
    {
        FrictionScenario hopeless = FrictionScenario.Bandit().WithSteps(1000).WithSeed(6)
            .WithLearner(learner => learner with { StepTime = 10 * Second })
            .CrashEvery("rollout/0", Second).CrashEvery("rollout/1", Second);
        FrictionScenarioException error = Assert.Throws<FrictionScenarioException>(hopeless.Run);
        Assert.Contains("every rollout worker has stopped", error.Message, StringComparison.Ordinal);
        Assert.Contains(" Estimator dg, seed 6, ", error.Message, StringComparison.Ordinal);
        Assert.Contains("actor-stopped /user/workers/rollout-", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AdjustLearner_WithAnAudit_HearsBesideTheTally()
    {
        CountingAudit audit = new();
        FrictionResult result = (FrictionScenario.Bandit().WithSteps(10) with
        {
            AdjustLearner = parts => parts with { Audit = audit },
        }).Run();
        Assert.Equal((1, 80), (audit.Starts, audit.RowsTrained));
        Assert.Equal(80, result.Rows.Trained.Count);
    }

    [Fact]
    public void FirstUpdateAfter_TheEnd_IsNull()
    {
        FrictionResult result = FrictionScenario.Bandit().WithSteps(10).Run();
        Assert.Equal(result.UpdateTimes[5], result.FirstUpdateAfter(result.UpdateTimes[4]));
        Assert.Null(result.FirstUpdateAfter(result.VirtualTime));
    }

    private sealed class CountingAudit : ILearnerAudit
    {
        public int Starts { get; private set; }

        public int RowsTrained { get; private set; }

        public void Started(PolicyVersion version) => Starts++;

        public void Granted(GenerateRollouts request, AdmissionControl admission, long published)
        {
        }

        public void Admitted(TrajectoriesReady trajectories, long firstRow)
        {
        }

        public void Dropped(in TrajectoryRows rows, string reason)
        {
        }

        public void Trained(PolicyVersion version, in TrajectoryRows rows) => RowsTrained += rows.Rows;

        public void Published(PolicyVersion version)
        {
        }
    }
}
