using Delight.Actors.Coordination;
using Delight.Actors.Frictions;
using Delight.Actors.Learners;
using Delight.Actors.Rewards;
using Delight.Actors.Rollouts;
using Delight.Actors.Testing;
using Delight.Actors.Testing.Training;
using Delight.Learning.Advantages;
using Delight.Learning.Estimators;
using Delight.Learning.Optimisers;
using Delight.Learning.Parameters;
using Delight.Learning.Policies.Transformer;
using Delight.Learning.Tasks.Sequences;
using Delight.Learning.Training;
using Delight.Simulation.Network;

namespace Delight.Actors.Tests;

/// <summary>Token reversal under all frictions at once, of three tokens and with a tiny transformer.</summary>
internal static class FrictionTraining
{
    private const int BatchRows = 20;

    private static readonly TimeSpan Millisecond = TimeSpan.FromMilliseconds(1);

    /// <summary>Policies come 290 ms late, a step takes 10 ms.</summary>
    public static TrainingFrictions Frictions { get; } = new()
    {
        Network = new LinkQuality { Latency = Millisecond },
        Links =
        [
            new TrainingLink("parameter-server", "workers", new LinkQuality { Latency = 290 * Millisecond }),
        ],
    };

    public static TrainerParts Parts(int rowsMax)
    {
        TokenReversal task = new(length: 3, vocabulary: 2, new PrefixReward(kappa: 0));
        return new TrainerParts
        {
            Task = task,
            Policy = new TransformerPolicy(
                task.Shape, new TransformerOptions { Width = 8, Heads = 2, Layers = 1, FeedForward = 16 }),
            Estimator = new Delightful(eta: 1, lambda: 0),
            Advantage = new GroupMeanAdvantage(),
            LearningRate = new LearningRateOptions { Peak = 0.001 },
            RowsMax = rowsMax,
            Seed = 1,
        };
    }

    /// <summary>120 slots of rounding workers, 16 of broken ones, 3 of a searching one; two rows a request.</summary>
    public static TrainingPlan Plan(long steps) => new()
    {
        Parts = Parts(BatchRows),
        Learner = new LearnerOptions
        {
            Node = "learner", Steps = steps, BatchRows = BatchRows, RowsInFlightMax = 300, StepTime = 10 * Millisecond,
            EvaluateEvery = 100, MeasureEvery = 50,
        },
        SamplesPerContext = 5,
        ParameterServerNode = "parameter-server",
        Pools =
        [
            Pool("rollout", count: 15, requestsInFlight: 8) with { Precision = DecodingPrecision.BFloat16 },
            Pool("broken", count: 2, requestsInFlight: 8) with { Build = WorkerBuild.ConstantAnswer },
            Pool("searcher", count: 1, requestsInFlight: 3) with { Build = WorkerBuild.Searching },
        ],
        RewardService = new RewardServiceOptions
        {
            Node = "reward-service",
            FlipShare = 0.12,
            SwapShare = 0.04,
            LateShare = 0.02,
            LateBy = TimeSpan.FromSeconds(1),
        },
        EvaluatorNode = "evaluator",
        EvaluationRows = 8,
        Sink = new RecordedRun(),
    };

    private static RolloutOptions Pool(string name, int count, int requestsInFlight) => new()
    {
        Pool = name, Node = "workers", Count = count, RowsPerRequest = 2, RequestTime = Millisecond,
        RequestsInFlight = requestsInFlight, RewardTimeout = 100 * Millisecond,
    };
}
