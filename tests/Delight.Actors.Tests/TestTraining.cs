using Delight.Actors.Coordination;
using Delight.Actors.Learners;
using Delight.Actors.Rewards;
using Delight.Actors.Rollouts;
using Delight.Actors.Testing;
using Delight.Learning.Advantages;
using Delight.Learning.Estimators;
using Delight.Learning.Optimisers;
using Delight.Learning.Policies;
using Delight.Learning.Policies.Mlp;
using Delight.Learning.Policies.Tabular;
using Delight.Learning.Tasks;
using Delight.Learning.Tasks.Bandits;
using Delight.Learning.Training;

namespace Delight.Actors.Tests;

/// <summary>Small trainings: a three-armed bandit with a tabular policy, and tiny images with a perceptron.</summary>
internal static class TestTraining
{
    public static TrainerParts BanditParts(int rowsMax, ulong seed = 1)
    {
        BernoulliBandit task = new(arms: 3, best: 0.9, others: 0.1);
        return Parts(task, new TabularPolicy(task.Shape), rowsMax, seed);
    }

    public static TrainerParts ImageParts(int rowsMax, ulong seed = 1)
    {
        StripeTask task = new();
        return Parts(task, new MlpPolicy(task.Shape, [8]), rowsMax, seed);
    }

    public static RolloutOptions Pool(int count = 2, int rowsPerRequest = 4) => new()
    {
        Pool = "worker", Node = "workers", Count = count, RowsPerRequest = rowsPerRequest,
    };

    public static LearnerOptions Learner(long steps = 30, int batchRows = 8) => new()
    {
        Node = "head",
        Steps = steps,
        BatchRows = batchRows,
        RowsInFlightMax = 4 * batchRows,
        EvaluateEvery = 10,
        MeasureEvery = 10,
    };

    public static TrainingPlan Plan(TrainerParts parts, LearnerOptions learner, params RolloutOptions[] pools) => new()
    {
        Parts = parts,
        Learner = learner,
        ParameterServerNode = "head",
        Pools = pools,
        RewardService = new RewardServiceOptions { Node = "workers" },
        EvaluatorNode = "head",
        EvaluationRows = 16,
        Sink = new RecordedRun(),
    };

    private static TrainerParts Parts(ITask task, IPolicy policy, int rowsMax, ulong seed) => new()
    {
        Task = task,
        Policy = policy,
        Estimator = new Reinforce(),
        Advantage = new ExpectedConfidenceAdvantage(),
        LearningRate = new LearningRateOptions { Peak = 0.05 },
        RowsMax = rowsMax,
        Seed = seed,
    };
}
