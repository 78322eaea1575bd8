using Delight.Determinism;
using Delight.Learning.Advantages;
using Delight.Learning.Estimators;
using Delight.Learning.Execution;
using Delight.Learning.Policies;
using Delight.Learning.Policies.Mlp;
using Delight.Learning.Policies.Transformer;
using Delight.Learning.Tasks;
using Delight.Learning.Tasks.Sequences;
using Delight.Learning.Training;

namespace Delight.Development.Bench;

/// <summary>A policy of some width, and one batch that trainers on every engine step on.</summary>
/// <remarks>
/// 100 rows of dg. The mlp has two hidden layers of the width and reads MNIST's images; the transformer has 3 layers, 4
/// heads and a feed-forward network of twice the width, and reverses 10 tokens: 10 prompts with 10 answers each, drawn
/// from its initial weights. Rewards are random, so that no row's coefficient is 0 and spares its backward pass.
/// </remarks>
internal sealed class EngineWork
{
    private const int Rows = 100;
    private const int SamplesPerPrompt = 10;
    private const int Length = 10;

    private readonly ITask _task;
    private readonly bool _hasGroups;
    private readonly int _rows;

    private EngineWork(ITask task, IPolicy policy, int rows)
    {
        (_task, Policy, _rows) = (task, policy, rows);
        _hasGroups = policy.Shape.Decisions > 1;
        Batch = CreateBatch();
    }

    /// <summary>On the kernels.</summary>
    public IPolicy Policy { get; }

    /// <summary>What every step trains on.</summary>
    public TrainingBatch Batch { get; }

    /// <summary>The mlp.</summary>
    /// <param name="images">Of MNIST's sizes.</param>
    /// <param name="width">Of both hidden layers.</param>
    /// <param name="rows">Of the batch.</param>
    public static EngineWork Mlp(ITask images, int width, int rows = Rows) =>
        new(images, new MlpPolicy(images.Shape, [width, width]), rows);

    /// <summary>The transformer.</summary>
    /// <param name="width">A multiple of 4.</param>
    /// <param name="rows">Of the batch, a multiple of 10.</param>
    public static EngineWork Transformer(int width, int rows = Rows)
    {
        TokenReversal task = new(Length, 2, new PrefixReward(kappa: 1));
        TransformerOptions options = new() { Width = width, FeedForward = 2 * width };
        return new(task, new TransformerPolicy(task.Shape, options), rows);
    }

    /// <summary>A trainer from the same initial weights, whatever the engine.</summary>
    /// <param name="policy">The policy of this work, or its twin.</param>
    /// <param name="executor">Lends threads; not owned.</param>
    public PolicyTrainer CreateTrainer(IPolicy policy, IKernelExecutor executor) => new(new TrainerParts
    {
        Task = _task,
        Policy = policy,
        Estimator = new Delightful(eta: 1, lambda: 0),
        Advantage = _hasGroups ? new GroupMeanAdvantage() : new ExpectedConfidenceAdvantage(),
        RowsMax = _rows,
        Seed = 1,
        Executor = executor,
    });

    private TrainingBatch CreateBatch()
    {
        PolicyShape shape = Policy.Shape;
        RandomStream random = RandomStream.Derive(1, "bench");
        float[] parameters = new float[Policy.Layout.Length];
        Policy.Initialise(ref random, parameters);
        byte[] contexts = new byte[_rows * _task.ContextBytes], inputs = new byte[_rows * shape.InputBytes];
        int[] chosen = new int[_rows * shape.Decisions];
        double[] draws = new double[chosen.Length], logProbs = new double[chosen.Length];
        for (int row = 0; row < _rows; row++)
        {
            Span<byte> context = contexts.AsSpan(row * _task.ContextBytes, _task.ContextBytes);
            if (_hasGroups && row % SamplesPerPrompt > 0)
            {
                contexts.AsSpan((row - 1) * _task.ContextBytes, _task.ContextBytes).CopyTo(context);
            }
            else
            {
                _task.DrawContext(ref random, context);
            }

            _task.Encode(context, inputs.AsSpan(row * shape.InputBytes, shape.InputBytes));
        }

        foreach (ref double draw in draws.AsSpan())
        {
            draw = random.NextUniform();
        }

        using IPolicyPass pass = Policy.CreatePass(_rows);
        pass.Sample(parameters, inputs, draws, chosen, logProbs);
        TrainingBatch batch = new(_rows, shape, _task.ContextBytes);
        byte[] mask = [.. Enumerable.Repeat((byte)1, shape.Decisions)];
        for (int row = 0; row < _rows; row++)
        {
            batch.Add(new TrajectoryRow
            {
                Context = contexts.AsSpan(row * _task.ContextBytes, _task.ContextBytes),
                Chosen = chosen.AsSpan(row * shape.Decisions, shape.Decisions),
                BehaviourLogProbs = logProbs.AsSpan(row * shape.Decisions, shape.Decisions),
                Mask = mask,
                Reward = (float)random.NextUniform(),
                GroupKey = _hasGroups ? row / SamplesPerPrompt : row,
            });
        }

        return batch;
    }
}
