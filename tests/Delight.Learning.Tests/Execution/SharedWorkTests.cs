using Delight.Determinism;
using Delight.Learning.Execution;
using Delight.Learning.Kernels;
using Delight.Learning.Policies;
using Delight.Learning.Policies.Mlp;
using Delight.Learning.Policies.Transformer;

namespace Delight.Learning.Tests.Execution;

/// <summary>However many workers share a computation, no bit changes.</summary>
[Trait("Category", "Bits")]
public sealed class SharedWorkTests
{
    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(16)]
    public void MatrixProduct_SharedRows_HasSameBits(int workers)
    {
        const int Rows = 45, Depth = 70, Columns = 67;
        RandomStream random = RandomStream.Derive(1, "product");
        float[] a = Normal(ref random, Rows * Depth), b = Normal(ref random, Depth * Columns);
        float[] alone = new float[Rows * Columns], shared = new float[Rows * Columns];
        BackwardsExecutor executor = new(workers);
        MatrixProduct.Add(
            new ReadOnlyMatrix(a, Rows, Depth), new ReadOnlyMatrix(b, Depth, Columns),
                new Matrix(alone, Rows, Columns));
        MatrixProduct.Add(
            executor, new ReadOnlyMatrix(a, Rows, Depth), new ReadOnlyMatrix(b, Depth, Columns),
            new Matrix(shared, Rows, Columns));
        Assert.Equal(1, executor.Runs);
        Assert.Equal(alone, shared);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(5)]
    public void Mlp_SharedForwardAndBackward_HasSameBits(int workers)
    {
        // Half of the pixels are zero, so that the first layer walks lists; the last row fills no tile.
        const int Rows = 101;
        MlpPolicy policy = new(new PolicyShape(InputBytes: 784, Decisions: 1, Actions: 10), [100, 100]);
        RandomStream random = RandomStream.Derive(2, "mlp");
        byte[] inputs = new byte[Rows * 784];
        foreach (ref byte pixel in inputs.AsSpan())
        {
            pixel = (byte)(random.NextChance(0.2) ? random.NextIndex(256) : 0);
        }

        RequireSameBits(policy, inputs, new int[Rows], workers);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(5)]
    public void Transformer_SharedForwardAndBackward_HasSameBits(int workers)
    {
        const int Rows = 60, Length = 8;
        TransformerPolicy policy = new(
            new PolicyShape(Length, Length, Actions: 3), new TransformerOptions { Width = 32, Layers = 2 });
        RandomStream random = RandomStream.Derive(3, "transformer");
        byte[] inputs = new byte[Rows * Length];
        int[] chosen = new int[Rows * Length];
        for (int i = 0; i < inputs.Length; i++)
        {
            // Seven prompts: workers own different numbers of them.
            inputs[i] = (byte)(i % Length == 0 ? i / Length % 7 % 3 : i / Length % 7 / 3);
            chosen[i] = random.NextIndex(3);
        }

        RequireSameBits(policy, inputs, chosen, workers);
    }

    private static void RequireSameBits(IPolicy policy, byte[] inputs, int[] chosen, int workers)
    {
        int rows = chosen.Length / policy.Shape.Decisions, logits = chosen.Length * policy.Shape.Actions;
        RandomStream random = RandomStream.Derive(4, "weights");
        float[] parameters = new float[policy.Layout.Length], dLogits = Normal(ref random, logits);
        policy.Initialise(ref random, parameters);
        int[] kept = [.. Enumerable.Range(0, rows).Where(row => row % 5 != 3)];
        float[] dKept = dLogits[..(kept.Length * logits / rows)];
        BackwardsExecutor executor = new(workers);
        (float[] Logits, float[] Gradient) alone = Run(SerialExecutor.Instance), shared = Run(executor);
        Assert.InRange(executor.Runs, 4, int.MaxValue);
        Assert.Equal(alone.Logits, shared.Logits);
        Assert.Equal(alone.Gradient, shared.Gradient);
        Assert.Contains(alone.Gradient, slope => slope != 0);

        (float[] Logits, float[] Gradient) Run(IKernelExecutor executor)
        {
            using IPolicyPass pass = policy.CreatePass(rows, executor);
            float[] computed = new float[logits], gradient = new float[parameters.Length];
            pass.Forward(parameters, inputs, chosen, rows, computed);
            pass.Backward(parameters, kept, dKept, gradient);
            return (computed, gradient);
        }
    }

    private static float[] Normal(ref RandomStream random, int count)
    {
        float[] values = new float[count];
        foreach (ref float value in values.AsSpan())
        {
            value = (float)random.NextNormal();
        }

        return values;
    }
}
