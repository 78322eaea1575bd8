using Delight.Actors.Coordination;
using Delight.Actors.Learners;
using Delight.Actors.Rewards;
using Delight.Actors.Rollouts;
using Delight.Actors.Testing;
using Delight.Actors.Testing.Training;
using Delight.Learning.Advantages;
using Delight.Learning.Estimators;
using Delight.Learning.Optimisers;
using Delight.Learning.Policies.Mlp;
using Delight.Learning.Tasks.Mnist;
using Delight.Learning.Training;
using Delight.Simulation.Network;

namespace Delight.Actors.Tests.Coordination;

/// <summary>On the real images, with every role on a node of its own: bound 0 is synchronous training.</summary>
public sealed class MnistSynchronousTests
{
    private const int BatchRows = 100;

    private static readonly Lazy<MnistTask> Task = new(() => MnistTask.Load(DataFolder()));

    [Theory]
    [InlineData(1, 100)]
    [InlineData(4, 25)]
    [InlineData(3, 7)]
    public void Run_BoundZeroWithoutDelays_EqualsThePlainLoopBitForBit(int workers, int rowsPerRequest)
    {
        (TrainingPlan plan, RolloutOptions pool) = Plan(steps: 50, workers, rowsPerRequest);
        TrainingResult result = SimulatedTraining.Run(plan, new TrainingFrictions());
        float[] loop = SynchronousLoop.Run(plan.Parts, plan.Learner, pool, samplesPerContext: 1);
        Assert.Equal(loop, plan.Outcome.Parameters);
        Assert.Equal((50L, 5_000L, 0L), (plan.Totals.Updates, plan.Totals.Episodes, plan.Totals.Staleness.Max));
        Assert.Equal(TimeSpan.Zero, result.Elapsed);
        Assert.InRange(plan.Totals.EvaluationLast!.Error, 0, 0.5); // 0.9 by chance
    }

    [Fact]
    public void Run_BoundZeroWithTenSecondLinks_TakesExactlyItsRoundTrips()
    {
        // An update waits for five messages one after another: learner to parameter server, to worker, to reward
        // service, back to the worker, and to the learner. After the last one come three more: to the coordinator, to
        // the evaluator, to the recorder. Nobody waits for anything else.
        const int Steps = 12;
        TimeSpan latency = TimeSpan.FromSeconds(10);
        (TrainingPlan plan, RolloutOptions pool) = Plan(Steps, workers: 4, rowsPerRequest: 25);
        TrainingResult result = SimulatedTraining.Run(
            plan, new TrainingFrictions { Network = new LinkQuality { Latency = latency } });
        Assert.Equal(((5 * Steps) + 3) * latency, result.Elapsed);
        Assert.Equal(
            SynchronousLoop.Run(plan.Parts, plan.Learner, pool, samplesPerContext: 1), plan.Outcome.Parameters);
        Assert.Equal((12L, 1200L, 0L), (plan.Totals.Updates, plan.Totals.Episodes, plan.Totals.Staleness.Max));
        Assert.Empty(plan.Totals.Dropped);
    }

    private static (TrainingPlan Plan, RolloutOptions Pool) Plan(long steps, int workers, int rowsPerRequest)
    {
        MnistTask task = Task.Value;
        RolloutOptions pool = new()
        {
            Pool = "worker", Node = "workers", Count = workers, RowsPerRequest = rowsPerRequest, RequestsInFlight = 4,
        };
        TrainingPlan plan = new()
        {
            Parts = new TrainerParts
            {
                Task = task,
                Policy = new MlpPolicy(task.Shape, [100, 100]),
                Estimator = new Delightful(eta: 1, lambda: 0),
                Advantage = new ExpectedConfidenceAdvantage(),
                LearningRate = new LearningRateOptions { Peak = 0.001 },
                RowsMax = BatchRows,
                Seed = 1,
            },
            Learner = new LearnerOptions
            {
                Node = "learner", Steps = steps, BatchRows = BatchRows, RowsInFlightMax = 3 * BatchRows,
                StalenessMax = 0, EvaluateEvery = 100, MeasureEvery = 50,
            },
            ParameterServerNode = "parameter-server",
            Pools = [pool],
            RewardService = new RewardServiceOptions { Node = "reward-service" },
            EvaluatorNode = "evaluator",
            EvaluationRows = 1000,
            Sink = new RecordedRun(),
        };
        return (plan, pool);
    }

    private static string DataFolder()
    {
        DirectoryInfo? at = new(AppContext.BaseDirectory);
        while (at is not null && !File.Exists(Path.Combine(at.FullName, "Delight.sln")))
        {
            at = at.Parent;
        }

        return Path.Combine(at!.FullName, "data", "mnist");
    }
}
