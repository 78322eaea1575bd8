using Delight.Learning.Advantages;
using Delight.Learning.Diagnostics;
using Delight.Learning.Estimators;
using Delight.Learning.Optimisers;
using Delight.Learning.Policies;
using Delight.Learning.Policies.Mlp;
using Delight.Learning.Policies.Tabular;
using Delight.Learning.Tasks.Bandits;
using Delight.Learning.Training;

namespace Delight.Learning.Tests.Training;

public sealed class PolicyTrainerTests
{
    private static readonly BernoulliBandit Bandit = new(arms: 2, best: 0.9, others: 0.1);

    private readonly TrainingBatch _batch = new(100, Bandit.Shape, contextBytes: 0);

    [Fact]
    public void Step_TwoRowsOnTheUniformPolicy_IsTheHandWorkedUpdate()
    {
        // π = (½, ½), l = −ln 2. Row 0: arm 0, r = 1, A = 1 − ¼ = ¾. Row 1: arm 1, r = 0, A = −¼. N = 2.
        // c = (3/8, −1/8); dz = c (1[j = a] − ½): row 0 (3/16, −3/16), row 1 (1/16, −1/16); sum (¼, −¼), norm ¼ √2.
        using PolicyTrainer trainer = new(Parts(new ConstantAdvantage(0.25)));
        Add(arm: 0, reward: 1);
        Add(arm: 1, reward: 0);
        UpdateStatistics update = trainer.Step(_batch);
        Near.Equal([0.25, -0.25], trainer.Gradient.ToArray());
        Near.Equal([0.1, -0.1], trainer.Parameters.ToArray()); // Adam's first step is the learning rate
        Assert.Equal((2, 2, 1L), (update.Rows, update.RowsBackward, trainer.Steps));
        Near.Equal(0.5, update.RewardMean);
        Near.Equal(0.25 * Math.Sqrt(2), update.GradientNorm);
        Near.Equal(Math.Log(2), update.Entropy);
        Near.Equal(0.5, update.Successes.Share);
        Near.Equal(1, update.Successes.WeightMean);
        Near.Equal(Math.Log(2), update.Failures.SurprisalMean);

        // Behaviour said −1 for both: u − l = ln 2 − 1, and equal ratios are as good as being on policy.
        Near.Equal(Math.Log(2) - 1, update.Drift.Divergence);
        Near.Equal(1, update.Drift.EffectiveSampleShare);
    }

    [Fact]
    public void Step_ExpectedConfidence_IsTheLearnersOwn()
    {
        // Uniform over two arms: b = ½, so A = (½, −½), and by symmetry both rows push the same way: c (1 − ½) = ⅛
        // each.
        using PolicyTrainer trainer = new(Parts(new ExpectedConfidenceAdvantage()));
        Add(arm: 0, reward: 1);
        Add(arm: 1, reward: 0);
        trainer.Step(_batch);
        Near.Equal([0.25, -0.25], trainer.Gradient.ToArray());
    }

    [Fact]
    public void Step_RowsWithoutAdvantage_HaveNoBackwardPass()
    {
        using PolicyTrainer trainer = new(Parts(new ConstantAdvantage(1)));
        Add(arm: 0, reward: 1);
        Add(arm: 1, reward: 0);
        Add(arm: 1, reward: 1);
        Assert.Equal(1, trainer.Step(_batch).RowsBackward);
        Near.Equal([1 / 6.0, -1 / 6.0], trainer.Gradient.ToArray()); // c = −1/3 on arm 1
    }

    [Fact]
    public void Step_TwoPasses_AreTwoStepsOnTheSameBatch()
    {
        using PolicyTrainer twice = new(Parts(new ConstantAdvantage(0.25)) with { Passes = 2 });
        using PolicyTrainer once = new(Parts(new ConstantAdvantage(0.25)));
        Add(arm: 0, reward: 1);
        Add(arm: 1, reward: 0);
        UpdateStatistics both = twice.Step(_batch);
        UpdateStatistics first = once.Step(_batch), second = once.Step(_batch);
        Assert.Equal(once.Parameters.ToArray(), twice.Parameters.ToArray());
        Assert.Equal((1L, 4, 4), (twice.Steps, both.Rows, both.RowsBackward));
        Near.Equal((first.GradientNorm + second.GradientNorm) / 2, both.GradientNorm);
        Near.Equal((first.Entropy + second.Entropy) / 2, both.Entropy);
        Near.Equal(0.5, both.RewardMean);
        Assert.Equal([2, 2], twice.Effects.ToArray().Select(effect => effect.Decisions));
    }

    [Fact]
    public void Step_Minibatches_TakeWholeGroupsAndEveryRowOnceAPass()
    {
        // Two groups of two rows, and so two optimiser steps in one of two orders.
        using PolicyTrainer trainer = new(Parts(new ConstantAdvantage(0.25)) with { MinibatchRows = 2, RowsMax = 4 });
        (int Arm, float Reward, long Key)[] rows = [(0, 1, 7), (1, 0, 7), (1, 1, 9), (1, 1, 9)];
        Fill(_batch, rows);
        UpdateStatistics update = trainer.Step(_batch);
        Assert.Equal((1L, 4, 0.75), (trainer.Steps, update.Rows, update.RewardMean));
        Assert.Equal([1, 1, 1, 1], trainer.Effects.ToArray().Select(effect => effect.Decisions));
        float[][] orders = [.. new[] { rows, [.. rows[2..], .. rows[..2]] }.Select(order =>
        {
            using PolicyTrainer plain = new(Parts(new ConstantAdvantage(0.25)));
            foreach ((int, float, long)[] part in order.Chunk(2))
            {
                Fill(_batch, part);
                plain.Step(_batch);
            }

            return plain.Parameters.ToArray();
        })];
        Assert.NotEqual(orders[0], orders[1]);
        Assert.Contains(trainer.Parameters.ToArray(), orders);
    }

    [Fact]
    public void Step_ClippedDecision_IsSilentInItsEffect()
    {
        // A worker that said probability 0.1: the ratio is 5, above ppo's clip where A > 0.
        using PolicyTrainer trainer = new(Parts(new ConstantAdvantage(0.25)) with
        {
            Estimator = new ProximalPolicy(0.2),
        });
        Fill(_batch, [(0, 1, 0)], logProb: Math.Log(0.1));
        trainer.Step(_batch);
        RowEffect clipped = trainer.Effects[0];
        Assert.Equal((1, 1, 0.0, 0.0),
            (clipped.Decisions, clipped.SilentDecisions, clipped.GradientNorm, clipped.WeightSum));
        Assert.Equal(0.75, clipped.Advantage);
        Near.Equal(Math.Log(2), clipped.SurprisalMean);
        Fill(_batch, [(0, 1, 0)], logProb: Math.Log(0.5));
        trainer.Step(_batch);

        // On policy the ratio is 1 and c = ¾; ∂J / ∂z = ¾ (½, −½), and N is 1.
        Assert.Equal((1, 0), (trainer.Effects[0].Decisions, trainer.Effects[0].SilentDecisions));
        Near.Equal(1, trainer.Effects[0].WeightSum);
        Near.Equal(0.75 * Math.Sqrt(0.5), trainer.Effects[0].GradientNorm);
    }

    [Fact]
    public void Step_LongGradient_IsClippedToItsNorm()
    {
        using PolicyTrainer trainer = new(Parts(new ConstantAdvantage(0.25)) with { GradientNormMax = 0.1 });
        Add(arm: 0, reward: 1);
        Add(arm: 1, reward: 0);
        Near.Equal(0.25 * Math.Sqrt(2), trainer.Step(_batch).GradientNorm);
        Near.Equal([0.1 / Math.Sqrt(2), -0.1 / Math.Sqrt(2)], trainer.Gradient.ToArray());
    }

    [Fact]
    public void Step_Oracle_TrainsOnTheAnswersInsteadOfTheActions()
    {
        using PolicyTrainer trainer = new(Parts(new ConstantAdvantage(0)) with { Estimator = new CrossEntropy() });
        Add(arm: 0, reward: 0);
        Add(arm: 0, reward: 0);
        trainer.Step(_batch);
        Near.Equal([-0.5, 0.5], trainer.Gradient.ToArray()); // towards arm 1, though nobody chose it
        Assert.Equal([0, 0], _batch.Chosen.ToArray());
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void Step_CoefficientNotFinite_RaisesAndChangesNothing(double coefficient)
    {
        ScriptedEstimator estimator = new();
        using PolicyTrainer trainer = new(Parts(new ConstantAdvantage(0)) with { Estimator = estimator });
        Add(arm: 1, reward: 1);
        trainer.Step(_batch);
        float[] before = trainer.Parameters.ToArray();
        estimator.Coefficient = (float)coefficient;
        TrainingDivergedException error = Assert.Throws<TrainingDivergedException>(() => trainer.Step(_batch));
        Assert.Equal(1, error.Step);
        Assert.StartsWith("training diverged at step 1: the objective is 0, the gradient's norm ", error.Message,
            StringComparison.Ordinal);
        Assert.EndsWith("Lower optimiser.learningRate, or set optimiser.gradientNormMax.", error.Message,
            StringComparison.Ordinal);
        Assert.Equal(before, trainer.Parameters.ToArray());
        Assert.Equal(1, trainer.Steps);
        estimator.Coefficient = 1;
        trainer.Step(_batch);
        Assert.Equal(2, trainer.Steps);
    }

    [Fact]
    public void Step_ObjectiveNotFinite_Raises()
    {
        using PolicyTrainer trainer =
            new(Parts(new ConstantAdvantage(0)) with { Estimator = new ScriptedEstimator { Objective = double.NaN } });
        Add(arm: 1, reward: 1);
        Assert.Throws<TrainingDivergedException>(() => trainer.Step(_batch));
    }

    [Fact]
    public void Step_EmptyOrTooLargeBatch_IsRefused()
    {
        using PolicyTrainer trainer = new(Parts(new ConstantAdvantage(0)) with { RowsMax = 2 });
        Assert.Throws<ArgumentException>(() => trainer.Step(_batch));
        Add(arm: 1, reward: 1);
        Add(arm: 1, reward: 1);
        Add(arm: 1, reward: 1);
        ArgumentException error = Assert.Throws<ArgumentException>(() => trainer.Step(_batch));
        Assert.Equal("RowsMax has 2 elements; rows of this batch needs at least 3. (Parameter 'RowsMax')",
            error.Message);
        Assert.Equal(0, trainer.Steps);
    }

    [Fact]
    public void Constructor_SameSeed_DrawsTheSameWeights()
    {
        TrainerParts parts =
            Parts(new ConstantAdvantage(0)) with { Policy = new MlpPolicy(new PolicyShape(3, 1, 2), [4]) };
        using PolicyTrainer first = new(parts), again = new(parts), other = new(parts with { Seed = 2 });
        Assert.Equal(first.Parameters.ToArray(), again.Parameters.ToArray());
        Assert.NotEqual(first.Parameters.ToArray(), other.Parameters.ToArray());
    }

    [Fact]
    public void Step_GroupsOfEqualRewards_AreLeftOutOfTheUpdate()
    {
        // Group 1 has equal rewards, group 2 rewards within the tolerance, group 3 one row. N is 2 without them.
        using PolicyTrainer trainer = new(Parts(new ConstantAdvantage(0.25)) with { GroupTolerance = 0.01 });
        AddToGroup(0, 0, 1);
        AddToGroup(0, 1, 0);
        AddToGroup(1, 0, 1);
        AddToGroup(1, 1, 1);
        AddToGroup(2, 0, 0.5f);
        AddToGroup(2, 0, 0.505f);
        AddToGroup(3, 1, 0.25f);
        UpdateStatistics update = trainer.Step(_batch);
        Near.Equal([0.25, -0.25], trainer.Gradient.ToArray());
        Assert.Equal((7, 2), (update.Rows, update.RowsBackward));
        Assert.Equal((5, 2), (update.Selection.DroppedRows, update.Selection.KeptRows));
        Near.Equal(3.255, update.Selection.DroppedRewardSum);
        Near.Equal(1, update.Selection.KeptRewardSum);
        Near.Equal(0.5, update.Successes.Share);
    }

    [Fact]
    public void Step_NoGroupThatTeaches_CountsAndChangesNothing()
    {
        using PolicyTrainer trainer = new(
            Parts(new ConstantAdvantage(0)) with { GroupTolerance = 0, Estimator = new ScriptedEstimator() });
        AddToGroup(0, 0, 1);
        AddToGroup(0, 1, 0);
        trainer.Step(_batch);
        float[] before = trainer.Parameters.ToArray();
        _batch.Clear();
        AddToGroup(0, 0, 1);
        AddToGroup(0, 1, 1);
        UpdateStatistics update = trainer.Step(_batch);
        Assert.Equal(before, trainer.Parameters.ToArray());
        Assert.Equal((2L, 0, 0.0, 0.0), (trainer.Steps, update.RowsBackward, update.Objective, update.GradientNorm));
        Assert.Equal(new RowSelection(2, 2, 0, 0), update.Selection);
        Assert.True(double.IsFinite(update.Entropy) && double.IsFinite(update.Drift.Divergence));
        Assert.Equal(0, update.Successes.WeightMean);
    }

    [Fact]
    public void Step_EstimatorWithABaselineOfItsOwn_CountsItsUninformativeRows()
    {
        // The run's baseline compares no rows and counts none.
        using PolicyTrainer trainer = new(
            Parts(new ConstantAdvantage(0.25)) with { Estimator = new GroupRelative(0.2) });
        AddToGroup(0, 0, 1);
        AddToGroup(0, 1, 0);
        AddToGroup(1, 0, 1);
        AddToGroup(1, 1, 1);
        AddToGroup(2, 1, 1);
        Assert.Equal(3, trainer.Step(_batch).UninformativeRows);
    }

    [OptimisedTheory]
    [InlineData("dg")]
    [InlineData("reinforce")]
    [InlineData("pg")]
    public void Step_SteadyState_AllocatesNothing(string name)
    {
        PixelTask task = new();
        IEstimator estimator =
            name switch { "dg" => new Delightful(1, 0), "pg" => new ImportanceWeighted(), _ => new Reinforce() };
        using PolicyTrainer trainer = new(new TrainerParts
        {
            Task = task, Policy = new MlpPolicy(task.Shape, [16, 12]), Estimator = estimator,
            Advantage = new ExpectedConfidenceAdvantage(),
            RowsMax = 20, Seed = 1,
        });
        TrainingBatch batch = new(20, task.Shape, task.ContextBytes);
        Warm(trainer, batch, steps: 40);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Warm(trainer, batch, steps: 20);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static void Warm(PolicyTrainer trainer, TrainingBatch batch, int steps)
    {
        for (int step = 0; step < steps; step++)
        {
            batch.Clear();
            for (int row = 0; row < 20; row++)
            {
                batch.Add(new TrajectoryRow
                {
                    Context = [(byte)(row + step)], Chosen = [row % 3], BehaviourLogProbs = [-1], Mask = [1],
                    Reward = row % 2, GroupKey = row,
                });
            }

            trainer.Step(batch);
        }
    }

    private static TrainerParts Parts(IAdvantage advantage) => new()
    {
        Task = Bandit,
        Policy = new TabularPolicy(Bandit.Shape),
        Estimator = new Reinforce(),
        Advantage = advantage,
        LearningRate = new LearningRateOptions { Peak = 0.1 },
        RowsMax = 100,
        Seed = 1,
    };

    private static void Fill(
        TrainingBatch batch, IEnumerable<(int Arm, float Reward, long Key)> rows, double logProb = -1)
    {
        batch.Clear();
        foreach ((int arm, float reward, long key) in rows)
        {
            batch.Add(new TrajectoryRow
            {
                Context = [], Chosen = [arm], BehaviourLogProbs = [logProb], Mask = [1], Reward = reward,
                GroupKey = key,
            });
        }
    }

    private void Add(int arm, float reward) => AddToGroup(_batch.Rows, arm, reward);

    private void AddToGroup(long key, int arm, float reward) => _batch.Add(new TrajectoryRow
    {
        Context = [], Chosen = [arm], BehaviourLogProbs = [-1], Mask = [1], Reward = reward, GroupKey = key,
    });
}
