using Delight.Actors.Akka.Training;
using Delight.Actors.Coordination;
using Delight.Actors.Learners;
using Delight.Actors.Network;
using Delight.Actors.Port;
using Delight.Actors.Recording;
using Delight.Actors.Rollouts;
using Delight.Actors.Testing;
using Delight.Actors.Tests;
using Delight.Actors.Tests.Coordination;
using Delight.Learning.Training;

namespace Delight.Actors.Akka.Tests.Training;

/// <summary>Whole trainings on Akka.NET: the roles run unchanged, and what does not depend on order is the same to the
/// bit.</summary>
public sealed class AkkaTrainingTests
{
    private static readonly NetworkOptions NoDelay = new();

    private static readonly NetworkOptions SlowLinks = new() { Latency = TimeSpan.FromMilliseconds(1) };

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
        Assert.True(result.Elapsed >= 60 * SlowLinks.Latency.Start, $"took {result.Elapsed}"); // there and back
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
        ActorFailedException error = await Assert.ThrowsAsync<ActorFailedException>(() => RunAsync(plan, NoDelay));
        Assert.Equal("/coordinator/learner", error.Actor.Path);
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
            () => new AkkaTrainingRuntime().RunAsync(plan, NoDelay, null, source.Token));
        Assert.True(plan.Totals.Updates >= 100, $"{plan.Totals.Updates} updates");
        Assert.Null(plan.Outcome.Parameters);
    }

    private static Task<TrainingResult> RunAsync(TrainingPlan plan, NetworkOptions network) =>
        new AkkaTrainingRuntime().RunAsync(plan, network, null, CancellationToken.None);

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
}
