using System.Collections.Concurrent;
using Delight.Actors.Configuration;
using Delight.Actors.Coordination;
using Delight.Actors.Learners;
using Delight.Actors.Recording;
using Delight.Actors.Rollouts;
using Delight.Actors.Testing;
using Delight.Actors.Testing.Training;
using Delight.Actors.Tests.Coordination;
using Delight.Learning.Parameters;
using Delight.Learning.Training;
using Delight.Simulation.Network;

namespace Delight.Actors.Tests.Live;

/// <summary>Whole trainings on Akka.NET: the roles run unchanged, and what does not depend on order is the same to the
/// bit.</summary>
public sealed class LiveTrainingTests
{
    private static readonly TrainingFrictions NoDelay = new();

    private static readonly TimeSpan Latency = TimeSpan.FromMilliseconds(1);

    private static readonly TrainingFrictions SlowLinks = new() { Network = new LinkQuality { Latency = Latency } };

    [Theory]
    [InlineData(1, 8, 1)]
    [InlineData(3, 3, 1)]
    [InlineData(20, 1, 1)]
    [InlineData(3, 3, 4)]
    public async Task Run_BoundZero_EqualsThePlainLoopBitForBit(int workers, int rowsPerRequest, int samples)
    {
        TrainerParts parts = TestTraining.ImageParts(8);
        LearnerOptions learner = TestTraining.Learner() with { StalenessMax = 0 };
        RolloutOptions pool = TestTraining.Pool(workers, rowsPerRequest) with { RequestsInFlight = 2 };
        TrainingPlan plan = TestTraining.Plan(parts, learner, pool) with { SamplesPerContext = samples };
        TrainingResult result = await RunAsync(plan, SlowLinks);
        Assert.Equal(SynchronousLoop.Run(parts, learner, pool, samples), plan.Outcome.Parameters);
        Assert.Equal((30L, 240L, 0L), (plan.Totals.Updates, plan.Totals.Episodes, plan.Totals.Staleness.Max));
        Assert.Null(result.Digest);
        Assert.True(result.Elapsed >= 60 * Latency, $"took {result.Elapsed}"); // there and back
    }

    [Fact]
    public async Task Run_WithABound_IsNeverStaler()
    {
        LearnerOptions learner = TestTraining.Learner(200) with
        {
            StalenessMax = 3, RowsInFlightMax = 400, PublishEvery = 2,
        };
        RolloutOptions pool = TestTraining.Pool(count: 5, rowsPerRequest: 3) with { RequestsInFlight = 4 };
        TrainingPlan plan = TestTraining.Plan(TestTraining.BanditParts(8), learner, pool);
        await RunAsync(plan, SlowLinks);
        Assert.InRange(plan.Totals.Staleness.Max, 1, 3);
        Assert.Equal((200L, 1600L), (plan.Totals.Updates, plan.Totals.Episodes));
    }

    [Fact]
    public async Task Run_Bandit_LearnsTheBestArm()
    {
        TrainingPlan plan = TestTraining.Plan(
            TestTraining.BanditParts(8), TestTraining.Learner(steps: 300), TestTraining.Pool(count: 4));
        await RunAsync(plan, NoDelay);
        RecordedRun run = (RecordedRun)plan.Sink;
        Assert.Equal(Enumerable.Range(0, 31).Select(i => 10L * i), run.Evaluations.Select(measured => measured.Step));
        Assert.Equal(0, plan.Totals.EvaluationLast!.Error);
        Assert.Equal(30, run.Updates.Count);
    }

    [Fact]
    public async Task Run_WorkerThatCrashes_ItsWorkIsReissuedWithTheSameRows()
    {
        TrainerParts parts = TestTraining.ImageParts(8);
        LearnerOptions learner = TestTraining.Learner() with { StalenessMax = 0 };
        RolloutOptions pool = TestTraining.Pool();
        int draws = 0;
        FrailTask frail = new(parts.Task, _ => Interlocked.Increment(ref draws) == 100);
        TrainingPlan plan = TestTraining.Plan(parts with { Task = frail }, learner, pool);
        TrainingResult result = await RunAsync(plan, NoDelay);
        Assert.Equal((1L, 240L), (result.Counters.Restarts, plan.Totals.Episodes));
        Assert.Equal(4, plan.Totals.Dropped["lost"]);
        Assert.Equal(SynchronousLoop.Run(parts, learner, pool, samplesPerContext: 1), plan.Outcome.Parameters);
    }

    [Fact]
    public async Task Run_RoleThatCannotStart_NamesIt()
    {
        TrainerParts parts = TestTraining.BanditParts(8) with { Adam = new() { Beta1 = 1 } };
        TrainingPlan plan = TestTraining.Plan(parts, TestTraining.Learner(), TestTraining.Pool());
        RoleFailedException error = await Assert.ThrowsAsync<RoleFailedException>(() => RunAsync(plan, NoDelay));
        Assert.Equal("/user/head/learner", error.Role);
    }

    [Fact]
    public async Task Run_Cancelled_EndsWithTotalsOfWhatWasDone()
    {
        using CancellationTokenSource source = new();
        TrainingPlan plan = TestTraining.Plan(
            TestTraining.BanditParts(8), TestTraining.Learner(steps: 10_000_000), TestTraining.Pool()) with
        {
            Sink = new CancellingSink(source),
        };
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => new LiveTraining().RunAsync(plan, NoDelay, null, source.Token));
        Assert.True(plan.Totals.Updates >= 100, $"{plan.Totals.Updates} updates");
        Assert.Null(plan.Outcome.Parameters);
    }

    [Fact]
    public async Task Run_ThatGoesOnFromACheckpoint_GoesOnWithItsClock()
    {
        TimeSpan before = TimeSpan.FromHours(3);
        Events events = new();
        int draws = 0;
        TrainerParts parts = TestTraining.ImageParts(8);
        FrailTask frail = new(parts.Task, _ => Interlocked.Increment(ref draws) == 100);
        TrainingPlan plan = TestTraining.Plan(
            parts with { Task = frail }, TestTraining.Learner(), TestTraining.Pool()) with { StartsAt = before };
        TrainingResult result = await new LiveTraining().RunAsync(plan, NoDelay, events, CancellationToken.None);
        Assert.InRange(result.Elapsed, before, before + TimeSpan.FromMinutes(2));
        Assert.Contains(events.All, happened => happened.Kind == "actor-restarted");
        Assert.All(events.All, happened => Assert.True(happened.Time >= before, $"{happened}"));
    }

    [Fact]
    public async Task Run_LearnerAndWorkers_LearnerHasAThreadOfItsOwn()
    {
        ThreadNotes notes = new();
        TrainerParts parts = TestTraining.ImageParts(8);
        FrailTask task = new(parts.Task, _ => notes.WorkerDraws());
        TrainingPlan plan = TestTraining.Plan(
            parts with { Task = task }, TestTraining.Learner(), TestTraining.Pool()) with
        {
            AdjustLearner = parts => parts with { Audit = notes },
        };
        await RunAsync(plan, NoDelay);
        Assert.Equal([false], notes.LearnerIsPooled);
        Assert.Equal([true], notes.WorkerIsPooled);
        Assert.Single(notes.LearnerThreads);
    }

    [Theory]
    [InlineData("delight.learner-dispatcher.type = SomeDispatcher", "SomeDispatcher")]
    [InlineData("akka.actor.provider = cluster", "akka.actor.provider is 'cluster'")]
    public async Task Run_ConfigurationThatCannotStart_SaysWhyInOneLine(string hocon, string reason)
    {
        TrainingPlan plan = TestTraining.Plan(
            TestTraining.BanditParts(8), TestTraining.Learner(), TestTraining.Pool());
        SystemStartException refused = await Assert.ThrowsAsync<SystemStartException>(
            () => new LiveTraining(hocon).RunAsync(plan, NoDelay, null, CancellationToken.None));
        Assert.StartsWith("Akka.NET cannot start: ", refused.Message, StringComparison.Ordinal);
        Assert.Contains(reason, refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', refused.Message);
    }

    private static Task<TrainingResult> RunAsync(TrainingPlan plan, TrainingFrictions frictions) =>
        new LiveTraining().RunAsync(plan, frictions, null, CancellationToken.None);

    /// <summary>Interrupts the run at the measurement of update 100.</summary>
    private sealed class CancellingSink(CancellationTokenSource source) : IRunSink
    {
        public void Write(UpdateMeasurement measurement)
        {
            if (measurement.Step == 100)
            {
                source.Cancel();
            }
        }

        public void Write(EvaluationMeasurement measurement)
        {
            // Only updates matter here.
        }

        public void Write(RunEvent happened)
        {
            // Only updates matter here.
        }
    }

    /// <summary>On which threads the learner trains and workers draw.</summary>
    private sealed class ThreadNotes : ILearnerAudit
    {
        private readonly ConcurrentDictionary<bool, bool> _learner = new(), _worker = new();
        private readonly ConcurrentDictionary<int, bool> _threads = new();

        public ICollection<bool> LearnerIsPooled => _learner.Keys;

        public ICollection<int> LearnerThreads => _threads.Keys;

        public ICollection<bool> WorkerIsPooled => _worker.Keys;

        /// <returns>False: no draw fails.</returns>
        public bool WorkerDraws()
        {
            _worker[Thread.CurrentThread.IsThreadPoolThread] = true;
            return false;
        }

        public void Started(PolicyVersion version)
        {
            // Made on whatever thread; the first turn decides.
        }

        public void Granted(GenerateRollouts request, AdmissionControl admission, long published)
        {
            // Only updates matter here.
        }

        public void Admitted(TrajectoriesReady trajectories, long firstRow)
        {
            // Only updates matter here.
        }

        public void Dropped(in TrajectoryRows rows, string reason)
        {
            // Only updates matter here.
        }

        public void Trained(PolicyVersion version, in TrajectoryRows rows)
        {
            _learner[Thread.CurrentThread.IsThreadPoolThread] = true;
            _threads[Environment.CurrentManagedThreadId] = true;
        }

        public void Published(PolicyVersion version)
        {
            // Only updates matter here.
        }
    }
}
