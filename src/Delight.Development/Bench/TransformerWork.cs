using Delight.Determinism;
using Delight.Learning.Advantages;
using Delight.Learning.Estimators;
using Delight.Learning.Policies;
using Delight.Learning.Policies.Transformer;
using Delight.Learning.Tasks.Sequences;
using Delight.Learning.Training;

namespace Delight.Development.Bench;

/// <summary>
/// One learner of the token reversal transformer with a batch, and one worker's sampling with the same weights.
/// </summary>
internal sealed class TransformerWork : IDisposable
{
    private readonly PolicyTrainer _trainer;
    private readonly TrainingBatch _batch;
    private readonly IPolicyPass _worker;
    private readonly float[] _parameters;
    private readonly byte[] _inputs;
    private readonly double[] _draws;
    private readonly int[] _chosen;
    private readonly double[] _logProbs;

    /// <summary>Draws prompts, and answers from a uniform policy: the ones that have the least in common.</summary>
    /// <remarks>Rewards are drawn too, so that no row's coefficient is 0 and spares its backward pass.</remarks>
    /// <param name="prompts">Different prompts of a batch.</param>
    /// <param name="samples">Answers to each.</param>
    /// <param name="length">H.</param>
    public TransformerWork(int prompts, int samples, int length = 10)
    {
        TokenReversal task = new(length, 2, new PrefixReward(kappa: 1));
        TransformerPolicy policy = new(task.Shape, new TransformerOptions());
        int rows = prompts * samples;
        LinearWeights = policy.Layout.Slots.Where(
            slot => slot.Shape.Count == 2 && slot.Name.StartsWith("layer", StringComparison.Ordinal))
            .Sum(slot => (long)slot.Length);
        _trainer = new PolicyTrainer(new TrainerParts
        {
            Task = task, Policy = policy, Estimator = new Delightful(eta: 1, lambda: 0),
                Advantage = new GroupMeanAdvantage(),
            RowsMax = rows, Seed = 1,
        });
        _worker = policy.CreatePass(rows);
        _parameters = _trainer.Parameters.ToArray();
        policy.Layout["output"].In(_parameters.AsSpan()).Clear();
        _inputs = new byte[rows * length];
        (_draws, _chosen, _logProbs) = (new double[rows * length], new int[rows * length], new double[rows * length]);
        RandomStream random = RandomStream.Derive(1, "bench");
        for (int row = 0; row < rows; row++)
        {
            Span<byte> input = _inputs.AsSpan(row * length, length);
            if (row % samples == 0)
            {
                task.DrawContext(ref random, input);
            }
            else
            {
                _inputs.AsSpan((row - 1) * length, length).CopyTo(input);
            }
        }

        foreach (ref double draw in _draws.AsSpan())
        {
            draw = random.NextUniform();
        }

        Sample();
        Tokens = (prompts * length) + Enumerable.Range(1, length - 1).Sum(fed => Enumerable.Range(0, rows)
            .DistinctBy(row => (row / samples, string.Join(',', _chosen.Skip(row * length).Take(fed)))).Count());
        byte[] mask = [.. Enumerable.Repeat((byte)1, length)];
        _batch = new TrainingBatch(rows, task.Shape, task.ContextBytes);
        for (int row = 0; row < rows; row++)
        {
            int first = row * length;
            _batch.Add(new TrajectoryRow
            {
                Context = _inputs.AsSpan(first, length),
                Chosen = _chosen.AsSpan(first, length),
                BehaviourLogProbs = _logProbs.AsSpan(first, length),
                Mask = mask,
                Reward = (float)random.NextUniform(),
                GroupKey = row / samples,
            });
        }
    }

    /// <summary>Weights of the layers' matrices.</summary>
    public long LinearWeights { get; }

    /// <summary>Tokens that a pass computes: a prompt, and what answers to it have in common, count once.</summary>
    public int Tokens { get; }

    /// <summary>Takes one training step.</summary>
    public void Step() => _trainer.Step(_batch);

    /// <summary>Samples an answer for every row.</summary>
    public void Sample() => _worker.Sample(_parameters, _inputs, _draws, _chosen, _logProbs);

    /// <inheritdoc/>
    public void Dispose()
    {
        _trainer.Dispose();
        _worker.Dispose();
    }
}
