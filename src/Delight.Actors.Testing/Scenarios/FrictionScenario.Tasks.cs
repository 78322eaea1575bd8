using Delight.Learning.Advantages;
using Delight.Learning.Optimisers;
using Delight.Learning.Policies;
using Delight.Learning.Policies.Tabular;
using Delight.Learning.Policies.Transformer;
using Delight.Learning.Tasks;
using Delight.Learning.Tasks.Bandits;
using Delight.Learning.Tasks.Sequences;

namespace Delight.Actors.Testing.Scenarios;

/// <summary>Trainings to begin with.</summary>
public sealed partial record FrictionScenario
{
    /// <summary>A bandit without contexts, learned by a table: the quickest training there is.</summary>
    /// <param name="arms">At least 2; the last arm pays with probability <paramref name="best"/>.</param>
    /// <param name="best">0 to 1.</param>
    /// <param name="others">Chance of every other arm to pay, 0 to 1.</param>
    public static FrictionScenario Bandit(int arms = 3, double best = 0.9, double others = 0.1) => new()
    {
        Task = () => new BernoulliBandit(arms, best, others),
        Policy = shape => new TabularPolicy(shape),
        Baseline = () => new ExpectedConfidenceAdvantage(),
        LearningRate = new LearningRateOptions { Peak = 0.05 },
    };

    /// <summary>Token reversal with a tiny transformer: answers of several decisions, groups of five samples, batches
    /// of 20 rows.</summary>
    /// <param name="length">Tokens of a prompt and of its answer, at least 1.</param>
    /// <param name="vocabulary">Different tokens, 2 to 256.</param>
    /// <remarks>The reward is 1 where all tokens are right, else 0. An evaluation samples its answers.</remarks>
    public static FrictionScenario Reversal(int length = 3, int vocabulary = 2)
    {
        FrictionScenario reversal = new()
        {
            Task = () => new TokenReversal(length, vocabulary, new PrefixReward(kappa: 0)),
            Policy = shape => new TransformerPolicy(
                shape, new TransformerOptions { Width = 16, Heads = 2, Layers = 1, FeedForward = 32 }),
            Baseline = () => new GroupMeanAdvantage(),
            LearningRate = new LearningRateOptions { Peak = 0.003 },
            SamplesPerContext = 5,
        };
        return reversal.WithLearner(learner => learner with { BatchRows = 20, RowsInFlightMax = 60 })
            .WithWorkers(pool => pool with { RowsPerRequest = 5, RequestsInFlight = 6 });
    }

    /// <summary>A task of your own, learned by a policy of your choice.</summary>
    /// <param name="task">Makes it; called once a run, so that a task with a memory begins anew.</param>
    /// <param name="policy">Makes the policy for the task's shape.</param>
    /// <param name="learningRate">A few hundredths for a table, about 0.001 for networks.</param>
    /// <remarks>The baseline is the mean of the batch.</remarks>
    public static FrictionScenario Of(
        Func<ITask> task, Func<PolicyShape, IPolicy> policy, double learningRate = 0.001) => new()
        {
            Task = task,
            Policy = policy,
            Baseline = () => new BatchMeanAdvantage(),
            LearningRate = new LearningRateOptions { Peak = learningRate },
        };
}
