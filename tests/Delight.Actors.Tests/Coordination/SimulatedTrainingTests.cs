using Delight.Actors.Checkpoints;
using Delight.Actors.Coordination;
using Delight.Actors.Learners;
using Delight.Actors.Rollouts;
using Delight.Actors.Testing;
using Delight.Actors.Testing.Training;
using Delight.Learning.Training;
using Delight.Simulation.Network;

namespace Delight.Actors.Tests.Coordination;

public sealed class SimulatedTrainingTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private static readonly TrainingFrictions NoDelay = new();

    private static readonly TrainingFrictions SlowLinks = new()
    {
        Network = new LinkQuality { Latency = 2 * Second },
        Links = [Slow("head", "workers", 7), Slow("workers", "head", 3)],
    };

    public static TheoryData<int, int, int> Pools => new()
    {
        // workers, rows of a request, samples of a context; a batch has 8 rows
        { 1, 8, 1 }, { 2, 4, 1 }, { 3, 3, 1 }, { 20, 1, 1 }, { 2, 4, 2 }, { 1, 5, 1 }, { 3, 3, 4 }, { 2, 1, 8 },
    };

    [Theory]
    [MemberData(nameof(Pools))]
    public void Run_BoundZeroWithoutDelays_EqualsThePlainLoopBitForBit(int workers, int rowsPerRequest, int samples)
    {
        (TrainerParts parts, LearnerOptions learner, RolloutOptions pool) = OnPolicy(workers, rowsPerRequest);
        TrainingPlan plan = TestTraining.Plan(parts, learner, pool) with { SamplesPerContext = samples };
        SimulatedTraining.Run(plan, NoDelay);
        Assert.Equal(SynchronousLoop.Run(parts, learner, pool, samples), plan.Outcome.Parameters);
        Assert.Equal((30L, 240L, 0L), (plan.Totals.Updates, plan.Totals.Episodes, plan.Totals.Staleness.Max));
    }

    [Theory]
    [MemberData(nameof(Pools))]
    public void Run_BoundZeroWithSlowLinks_EndsWithTheSameBits(int workers, int rowsPerRequest, int samples)
    {
        (TrainerParts parts, LearnerOptions learner, RolloutOptions pool) = OnPolicy(workers, rowsPerRequest);
        RolloutOptions busy = pool with { RequestTime = Second / 3, RequestsInFlight = 2 };
        TrainingPlan plan = TestTraining.Plan(parts, learner with { StepTime = Second }, busy) with
        {
            SamplesPerContext = samples,
        };
        TrainingResult result = SimulatedTraining.Run(plan, SlowLinks);
        Assert.Equal(SynchronousLoop.Run(parts, learner, pool, samples), plan.Outcome.Parameters);
        Assert.Equal(0, plan.Totals.Staleness.Max);

        // An update waits at least for the policy's way to the workers, the trajectories' way back, and its own second.
        Assert.True(result.Elapsed >= 30 * 11 * Second, $"took {result.Elapsed}");
    }

    [Fact]
    public void Run_ExperienceReplayOnPolicy_TrainsOnRowsOfAllRememberedAges()
    {
        (TrainerParts parts, LearnerOptions learner, RolloutOptions pool) = OnPolicy(2, 4);
        TrainingPlan Replayed(int batches) => TestTraining.Plan(
            parts, learner with { ReplayBatches = batches }, pool) with { SamplesPerContext = 2 };
        TrainingPlan once = Replayed(1), plan = Replayed(5), again = Replayed(5);
        SimulatedTraining.Run(once, NoDelay);
        TrainingResult result = SimulatedTraining.Run(plan, NoDelay);
        Assert.Equal(result.Digest, SimulatedTraining.Run(again, NoDelay).Digest);
        Assert.Equal(SynchronousLoop.Run(parts, learner, pool, 2), once.Outcome.Parameters);
        Assert.NotEqual(once.Outcome.Parameters, plan.Outcome.Parameters);
        Assert.Equal((30L, 240L, 4L), (plan.Totals.Updates, plan.Totals.Episodes, plan.Totals.Staleness.Max));

        // 26 updates of four groups draw from ages 0 to 4, the first four from fewer: 1.87 in the mean.
        Assert.InRange(plan.Totals.Staleness.Mean, 1.3, 2.4);
    }

    [Theory]
    [InlineData(10, 11)]
    [InlineData(50, 51)]
    [InlineData(10, 30)]
    public void Run_SlowPublishing_StalenessIsWhatIsInFlight(int latencySeconds, int batchesInFlight)
    {
        // One batch an update, one update a second, policies and grants take L seconds to the worker: L + 1 batches
        // keep the learner busy. Batch number j < M was generated with version 0. Batch M + i was granted after update
        // i + 1, beside its publication, and generated with the one before, version i. So it is M updates old.
        int steps = batchesInFlight + 20;
        LearnerOptions learner = TestTraining.Learner(steps) with
        {
            StepTime = Second, RowsInFlightMax = 8 * batchesInFlight,
        };
        RolloutOptions pool = TestTraining.Pool(1, rowsPerRequest: 8) with { RequestsInFlight = batchesInFlight };
        TrainingPlan plan = TestTraining.Plan(TestTraining.BanditParts(8), learner, pool);
        SimulatedTraining.Run(
            plan, new TrainingFrictions { Links = [Slow("head", "workers", latencySeconds)] });
        long[] expected = [.. Enumerable.Repeat(8L, batchesInFlight), 8L * 20];
        Assert.Equal(expected, plan.Totals.Staleness.Counts.ToArray());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(5)]
    public void Run_WithABound_IsNeverStaler(int bound)
    {
        LearnerOptions learner = TestTraining.Learner(60) with
        {
            StepTime = Second, StalenessMax = bound, RowsInFlightMax = 400, PublishEvery = bound + 1,
        };
        RolloutOptions pool = TestTraining.Pool(count: 5, rowsPerRequest: 3) with
        {
            RequestsInFlight = 4, RequestTime = Second,
        };
        TrainingPlan plan = TestTraining.Plan(TestTraining.BanditParts(8), learner, pool);
        SimulatedTraining.Run(plan, SlowLinks);
        Assert.Equal(bound, plan.Totals.Staleness.Max);
        Assert.Equal(480, plan.Totals.Episodes);
        Assert.DoesNotContain("stale", plan.Totals.Dropped.Keys);
    }

    [Fact]
    [Trait("Category", "Bits")]
    public void Run_TenSteps_HasThisDigestOnEveryMachine()
    {
        // Of this project's own run: it changes only with a change to what a run computes, which the change log then
        // says.
        TrainingPlan plan = TestTraining.Plan(
            TestTraining.ImageParts(8), TestTraining.Learner(steps: 10) with { StepTime = Second },
            TestTraining.Pool());
        Assert.Equal("b8903101a5a045d7", SimulatedTraining.Run(plan, SlowLinks).DigestText);
    }

    [Fact]
    public void Run_SameSeed_HasTheSameDigestAndAnotherSeedAnother()
    {
        ulong first = DigestOf(seed: 1), again = DigestOf(seed: 1), other = DigestOf(seed: 2);
        Assert.Equal(first, again);
        Assert.NotEqual(first, other);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(17)]
    [InlineData(100)]
    public void Run_WorkerThatCrashesOnce_ItsWorkIsReissuedWithTheSameRows(int draw)
    {
        (TrainerParts parts, LearnerOptions learner, RolloutOptions pool) = OnPolicy(workers: 2, rowsPerRequest: 4);
        FrailTask frail = new(parts.Task, index => index == draw);
        TrainingPlan plan = TestTraining.Plan(parts with { Task = frail }, learner, pool);
        TrainingResult result = SimulatedTraining.Run(plan, SlowLinks);
        Assert.Equal((1L, 240L), (result.Counters.Restarts, plan.Totals.Episodes));
        Assert.Equal(4, plan.Totals.Dropped["lost"]);
        Assert.Equal(SynchronousLoop.Run(parts, learner, pool, samplesPerContext: 1), plan.Outcome.Parameters);
    }

    [Fact]
    public void Run_CrashesAllTheTime_TrainsEveryPromisedRowOnce()
    {
        TrainerParts parts = TestTraining.BanditParts(8);
        FrailTask frail = new(parts.Task, index => index % 97 == 50);
        LearnerOptions learner = TestTraining.Learner(steps: 100) with { StepTime = 10 * Second };
        TrainingPlan plan = TestTraining.Plan(
            parts with { Task = frail }, learner,
            TestTraining.Pool(count: 3, rowsPerRequest: 4) with { RequestsInFlight = 2 });
        TrainingResult result = SimulatedTraining.Run(plan, SlowLinks);
        Assert.Equal((800L, 100L), (plan.Totals.Episodes, plan.Totals.Updates));
        Assert.True(result.Counters.Restarts >= 8, $"{result.Counters.Restarts} restarts");
        Assert.True(plan.Totals.Dropped["lost"] >= 4 * result.Counters.Restarts);
    }

    [Fact]
    public void Run_EveryWorkerBroken_SaysSoInsteadOfHanging()
    {
        TrainerParts parts = TestTraining.BanditParts(8);
        TrainingPlan plan = TestTraining.Plan(
            parts with { Task = new FrailTask(parts.Task, _ => true) },
            TestTraining.Learner() with { StepTime = Second }, TestTraining.Pool());
        RoleFailedException error = Assert.Throws<RoleFailedException>(() => SimulatedTraining.Run(plan, NoDelay));
        Assert.StartsWith(
            "/user/coordinator/coordinator failed: every rollout worker has stopped", error.Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Run_RoleThatCannotStart_NamesIt()
    {
        TrainerParts parts = TestTraining.BanditParts(8) with { Adam = new() { Beta1 = 1 } };
        TrainingPlan plan = TestTraining.Plan(parts, TestTraining.Learner(), TestTraining.Pool());
        RoleFailedException error = Assert.Throws<RoleFailedException>(() => SimulatedTraining.Run(plan, NoDelay));
        Assert.Equal("/user/head/learner", error.Role);
    }

    [Theory]
    [InlineData(false, 4)]
    [InlineData(true, 0)]
    public void Run_StoreThatCannotBeWritten_EndsTheTrainingAtOnce(bool failsAtTheStart, long updates)
    {
        TrainingPlan plan = TestTraining.Plan(
            TestTraining.BanditParts(8), TestTraining.Learner() with { CheckpointEvery = 4, StepTime = Second },
            TestTraining.Pool()) with
        {
            Checkpoints = new FullStore(failsAtTheStart),
        };
        RoleFailedException error = Assert.Throws<RoleFailedException>(() => SimulatedTraining.Run(plan, NoDelay));
        Assert.Equal(
            ("/user/head/learner", "the disk is full"),
            (error.Role, Assert.IsType<CheckpointStoreException>(error.InnerException).Message));
        Assert.Equal(updates, plan.Totals.Updates);
    }

    [Fact]
    public void Run_MoreWorkersThanCapacity_TrainsAll()
    {
        TrainingPlan plan = TestTraining.Plan(
            TestTraining.BanditParts(8), TestTraining.Learner() with { RowsInFlightMax = 8 },
            TestTraining.Pool(count: 50, rowsPerRequest: 3));
        SimulatedTraining.Run(plan, SlowLinks);
        Assert.Equal((30L, 240L), (plan.Totals.Updates, plan.Totals.Episodes));
    }

    [Fact]
    public void Run_Bandit_LearnsTheBestArm()
    {
        TrainingPlan plan = TestTraining.Plan(
            TestTraining.BanditParts(8), TestTraining.Learner(steps: 100), TestTraining.Pool());
        SimulatedTraining.Run(plan, NoDelay);
        RecordedRun run = (RecordedRun)plan.Sink;
        Assert.Equal([0L, 10, 20, 30, 40, 50, 60, 70, 80, 90, 100], run.Evaluations.Select(measured => measured.Step));
        Assert.Equal(0, plan.Totals.EvaluationLast!.Error);
        Assert.Equal(10, run.Updates.Count);
        double reward = run.Updates[^1].RewardMean; // the best arm pays 0.9
        Assert.True(reward > 0.8, $"mean reward {reward}");
    }

    [Fact]
    public void Run_Images_LearnsThem()
    {
        TrainingPlan plan = TestTraining.Plan(
            TestTraining.ImageParts(8), TestTraining.Learner(steps: 100) with { StepTime = Second },
            TestTraining.Pool());
        SimulatedTraining.Run(plan, SlowLinks);
        RecordedRun run = (RecordedRun)plan.Sink;
        Assert.True(run.Evaluations[0].Error > 0.3, $"began with {run.Evaluations[0].Error}");
        Assert.Equal((100L, 0.0, 16), (run.Evaluations[^1].Step, run.Evaluations[^1].Error, run.Evaluations[^1].Rows));
        Assert.True(plan.Totals.Staleness.Max > 1);
    }

    private static TrainingLink Slow(string from, string to, int seconds) =>
        new(from, to, new LinkQuality { Latency = seconds * Second });

    private static (TrainerParts Parts, LearnerOptions Learner, RolloutOptions Pool) OnPolicy(
        int workers, int rowsPerRequest) => (
        TestTraining.ImageParts(8), TestTraining.Learner() with { StalenessMax = 0 },
        TestTraining.Pool(workers, rowsPerRequest));

    private static ulong DigestOf(ulong seed) => SimulatedTraining.Run(
        TestTraining.Plan(
            TestTraining.ImageParts(8, seed), TestTraining.Learner() with { StepTime = Second }, TestTraining.Pool()),
        SlowLinks).Digest!.Value;

    private sealed class FullStore(bool isAtTheStart) : ICheckpointStore
    {
        public int? Term { get; private set; }

        public void BeginTerm(int term) => Term = isAtTheStart ? throw Full() : term;

        public void Save(Checkpoint checkpoint) => throw Full();

        public Checkpoint? Load() => null;

        private static IOException Full() => new("the disk is full");
    }
}
