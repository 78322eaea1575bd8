using Delight.Determinism;
using Delight.Learning.Advantages;
using Delight.Learning.Estimators;
using Delight.Learning.Policies;
using Delight.Learning.Policies.Tabular;
using Delight.Learning.Tasks;
using Delight.Learning.Tasks.Bandits;
using Delight.Learning.Training;

namespace Delight.Learning.Tests.Training;

public sealed class ExactGradientTests
{
    [Fact]
    public void Step_OneFailureOnUniformPolicy_HasCosinesByHand()
    {
        // Three arms that pay 0.9, 0.1, 0.1, pi = 1/3 each: the policy gradient is pi (r - 0.3667), along (2, -1,
        // -1), and so is cross-entropy, (2/3, -1/3, -1/3). One failure on arm 1, A = -1/2: the update is along (1,
        // -2, 1). Cosine (2 + 2 - 1) / (sqrt 6 * sqrt 6) = 1/2.
        UpdateStatistics statistics = Step(new Reinforce(), measures: true, out _, (1, 0));
        Near.Equal(0.5, statistics.Cosines!.Value.ToPolicyGradient);
        Near.Equal(0.5, statistics.Cosines!.Value.ToCrossEntropy);
    }

    [Fact]
    public void Step_CrossEntropy_PointsAlongCrossEntropy()
    {
        UpdateStatistics statistics = Step(new CrossEntropy(), measures: true, out _, (1, 0), (2, 1));
        Near.Equal(1, statistics.Cosines!.Value.ToCrossEntropy);
    }

    [Fact]
    public void Step_MaskedRow_HasNoPartInTheDirections()
    {
        // Context 1 is masked out: with its rows the exact gradients would have a part that the update lacks.
        TwoContexts task = new();
        using PolicyTrainer trainer = Trainer(task, new CrossEntropy());
        TrainingBatch batch = new(2, task.Shape, task.ContextBytes);
        Add(batch, [0], 0, 1, isCounted: true);
        Add(batch, [1], 0, 1, isCounted: false);
        UpdateStatistics statistics = trainer.Step(batch, measuresCosines: true);
        Near.Equal(1, statistics.Cosines!.Value.ToCrossEntropy);
        Near.Equal(1, statistics.Cosines!.Value.ToPolicyGradient);
    }

    [Fact]
    public void Step_MeasuredOrNot_GivesTheSameBits()
    {
        UpdateStatistics measured =
            Step(new Delightful(1, 0), measures: true, out float[] with, (1, 0), (0, 1), (2, 0));
        UpdateStatistics plain =
            Step(new Delightful(1, 0), measures: false, out float[] without, (1, 0), (0, 1), (2, 0));
        Assert.Equal(without, with);
        Assert.Contains(with, parameter => parameter != 0);
        Assert.Null(plain.Cosines);
        Assert.Equal(plain, measured with { Cosines = null });
    }

    [Fact]
    public void Step_TaskThatDoesNotKnowItsRewards_IsRefused()
    {
        using PolicyTrainer trainer = Trainer(new Secretive(), new Reinforce());
        TrainingBatch batch = new(1, new PolicyShape(1, 1, 2), 1);
        Add(batch, [0], 0, 1, isCounted: true);
        InvalidOperationException refused =
            Assert.Throws<InvalidOperationException>(() => trainer.Step(batch, measuresCosines: true));
        Assert.Contains("IExactRewards", refused.Message, StringComparison.Ordinal);
    }

    private static UpdateStatistics Step(
        IEstimator estimator, bool measures, out float[] parameters, params (int Chosen, float Reward)[] rows)
    {
        BernoulliBandit task = new(3, 0.9, 0.1);
        using PolicyTrainer trainer = Trainer(task, estimator);
        TrainingBatch batch = new(rows.Length, task.Shape, 0);
        foreach ((int chosen, float reward) in rows)
        {
            Add(batch, [], chosen, reward, isCounted: true);
        }

        UpdateStatistics statistics = trainer.Step(batch, measures);
        parameters = trainer.Parameters.ToArray();
        return statistics;
    }

    private static PolicyTrainer Trainer(ITask task, IEstimator estimator) => new(new TrainerParts
    {
        Task = task,
        Policy = new TabularPolicy(task.Shape),
        Estimator = estimator,
        Advantage = new ConstantAdvantage(0.5),
        RowsMax = 4,
        Seed = 1,
    });

    private static void Add(TrainingBatch batch, byte[] context, int chosen, float reward, bool isCounted) =>
        batch.Add(new TrajectoryRow
        {
            Context = context, Chosen = [chosen], BehaviourLogProbs = [-1], Mask = [isCounted ? (byte)1 : (byte)0],
            Reward = reward, GroupKey = 0,
        });

    /// <summary>Two arms, right where the context says so; its rewards are known.</summary>
    private sealed class TwoContexts : Secretive, IExactRewards
    {
        public void ExpectedRewards(ReadOnlySpan<byte> context, Span<double> rewards)
        {
            rewards.Clear();
            rewards[context[0]] = 1;
        }
    }

    /// <summary>The same task, but it does not tell its expected rewards.</summary>
    private class Secretive : ITask
    {
        public PolicyShape Shape { get; } = new(InputBytes: 1, Decisions: 1, Actions: 2);

        public int ContextBytes => 1;

        public int HeldOutCount => 2;

        public bool EvaluatesGreedily => true;

        public void DrawContext(ref RandomStream random, Span<byte> context) => context[0] = (byte)random.NextIndex(2);

        public void HeldOutContext(int index, Span<byte> context) => context[0] = (byte)index;

        public void Encode(ReadOnlySpan<byte> context, Span<byte> input) => context.CopyTo(input);

        public float Score(ReadOnlySpan<byte> context, ReadOnlySpan<int> chosen, ref RandomStream random) =>
            IsRight(context, chosen) ? 1 : 0;

        public bool IsRight(ReadOnlySpan<byte> context, ReadOnlySpan<int> chosen) => chosen[0] == context[0];

        public void WriteAnswer(ReadOnlySpan<byte> context, Span<int> answer) => answer[0] = context[0];
    }
}
