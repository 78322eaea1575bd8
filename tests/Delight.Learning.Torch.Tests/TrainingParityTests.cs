using Delight.Determinism;
using Delight.Learning.Advantages;
using Delight.Learning.Estimators;
using Delight.Learning.Policies;
using Delight.Learning.Policies.Mlp;
using Delight.Learning.Policies.Transformer;
using Delight.Learning.Tasks;
using Delight.Learning.Tasks.Sequences;
using Delight.Learning.Training;

namespace Delight.Learning.Torch.Tests;

/// <summary>Two trainers, one on each engine, from the same seed on the same batches.</summary>
/// <remarks>Differences of 1e-7 a step grow, since Adam divides by the root of the second moment: where a gradient is
/// near 0, its rounding decides on the sign of a whole step. When that first happens depends on the processor, since
/// LibTorch has other kernels for each: with a transformer after 80 steps on one, after more than 200 on another. So
/// steps and bounds are measured ones, with a margin.</remarks>
public sealed class TrainingParityTests
{
    private const int Rows = 40;

    /// <summary>Largest difference of a parameter over the largest one. Measured: mlp 1e-7, transformer 3e-6 and 5e-6.
    /// </summary>
    private const double ParametersBound = 1e-4;

    /// <summary>Largest difference of an objective over the largest one. Measured: mlp 8e-8, transformer
    /// 2e-6.</summary>
    private const double ObjectivesBound = 1e-4;

    [Theory]
    [InlineData("mlp", 200)]
    [InlineData("transformer", 60)]
    public void Step_ManyTimes_StaysWithinTheBounds(string name, int steps)
    {
        (ITask task, IPolicy policy) = Make(name);
        using PolicyTrainer kernels = Trainer(task, policy);
        using PolicyTrainer torch = Trainer(task, new TorchEngine().Adopt(policy, "cpu"));
        double[] expected = new double[steps], actual = new double[steps];
        for (int step = 0; step < steps; step++)
        {
            TrainingBatch batch = Batch(task, policy, kernels.Parameters, step);
            expected[step] = kernels.Step(batch).Objective;
            actual[step] = torch.Step(batch).Objective;
        }

        float moved = 0;
        float[] start = new float[policy.Layout.Length];
        RandomStream random = RandomStream.Derive(1, "initial-parameters");
        policy.Initialise(ref random, start);
        for (int i = 0; i < start.Length; i++)
        {
            moved = Math.Max(moved, Math.Abs(kernels.Parameters[i] - start[i]));
        }

        Assert.True(moved > 0.02, $"the largest parameter moved by {moved}");
        double parameters = Parity.Distance(kernels.Parameters, torch.Parameters);
        double objectives = Parity.Distance(expected, actual);
        Parity.Within(ParametersBound, parameters, "parameters");
        Parity.Within(ObjectivesBound, objectives, "objectives");
    }

    [Fact]
    public void Step_OnTorchTwice_HasTheSameBits()
    {
        (ITask task, IPolicy policy) = Make("transformer");
        using PolicyTrainer first = Trainer(task, new TorchEngine().Adopt(policy, "cpu"));
        using PolicyTrainer second = Trainer(task, new TorchEngine().Adopt(policy, "cpu"));
        for (int step = 0; step < 20; step++)
        {
            TrainingBatch batch = Batch(task, policy, first.Parameters, step);
            first.Step(batch);
            second.Step(batch);
        }

        Assert.Equal(first.Parameters.ToArray(), second.Parameters.ToArray());
    }

    private static (ITask Task, IPolicy Policy) Make(string name)
    {
        TokenReversal task = new(5, 2, new PrefixReward(kappa: 1));
        return name == "transformer"
            ? (task, new TransformerPolicy(task.Shape, new TransformerOptions { Width = 32, Layers = 2 }))
            : (new FirstByte(), new MlpPolicy(new PolicyShape(6, 1, 4), [50, 50]));
    }

    private static PolicyTrainer Trainer(ITask task, IPolicy policy) => new(new TrainerParts
    {
        Task = task, Policy = policy, Estimator = new Delightful(eta: 1, lambda: 0),
        Advantage = new GroupMeanAdvantage(), RowsMax = Rows, Seed = 1,
    });

    /// <summary>Rows by the keyed draws of a step, answered by the given parameters; ten rows a context.</summary>
    private static TrainingBatch Batch(ITask task, IPolicy policy, ReadOnlySpan<float> parameters, int step)
    {
        PolicyShape shape = task.Shape;
        RandomStream random = RandomStream.Derive((ulong)step, "batch");
        byte[] contexts = new byte[Rows * task.ContextBytes], inputs = new byte[Rows * shape.InputBytes];
        int[] chosen = new int[Rows * shape.Decisions];
        double[] draws = new double[chosen.Length], logProbs = new double[chosen.Length];
        for (int row = 0; row < Rows; row++)
        {
            Span<byte> context = contexts.AsSpan(row * task.ContextBytes, task.ContextBytes);
            if (row % 10 == 0)
            {
                task.DrawContext(ref random, context);
            }
            else
            {
                contexts.AsSpan((row - 1) * task.ContextBytes, task.ContextBytes).CopyTo(context);
            }

            task.Encode(context, inputs.AsSpan(row * shape.InputBytes, shape.InputBytes));
        }

        foreach (ref double draw in draws.AsSpan())
        {
            draw = random.NextUniform();
        }

        using IPolicyPass pass = policy.CreatePass(Rows);
        pass.Sample(parameters, inputs, draws, chosen, logProbs);
        TrainingBatch batch = new(Rows, shape, task.ContextBytes);
        byte[] mask = [.. Enumerable.Repeat((byte)1, shape.Decisions)];
        for (int row = 0; row < Rows; row++)
        {
            ReadOnlySpan<byte> context = contexts.AsSpan(row * task.ContextBytes, task.ContextBytes);
            ReadOnlySpan<int> answer = chosen.AsSpan(row * shape.Decisions, shape.Decisions);
            batch.Add(new TrajectoryRow
            {
                Context = context,
                Chosen = answer,
                BehaviourLogProbs = logProbs.AsSpan(row * shape.Decisions, shape.Decisions),
                Mask = mask,
                Reward = task.Score(context, answer, ref random),
                GroupKey = row / 10,
            });
        }

        return batch;
    }
}
