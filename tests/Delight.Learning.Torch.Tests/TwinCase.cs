using Delight.Determinism;
using Delight.Learning.Kernels;
using Delight.Learning.Policies;
using Delight.Learning.Policies.Mlp;
using Delight.Learning.Policies.Transformer;

namespace Delight.Learning.Torch.Tests;

/// <summary>A policy, its twin, and one random batch for both.</summary>
internal sealed class TwinCase : IDisposable
{
    private TwinCase(IPolicy policy, int rows, ulong seed)
    {
        Policy = policy;
        Twin = new TorchEngine().Adopt(policy, "cpu");
        Rows = rows;
        (Kernels, Torch) = (policy.CreatePass(rows), Twin.CreatePass(rows));
        RandomStream random = RandomStream.Derive(seed, "twins");
        Parameters = new float[policy.Layout.Length];
        policy.Initialise(ref random, Parameters);
        foreach (ref float parameter in Parameters.AsSpan())
        {
            parameter += 0.05f * (float)random.NextNormal(); // biases and scales too, which begin at 0 and 1
        }

        PolicyShape shape = policy.Shape;
        int symbols = policy is TransformerPolicy transformer ? transformer.Vocabulary : 256;
        Inputs = [.. Draw(ref random, rows * shape.InputBytes, symbols).Select(value => (byte)value)];
        Chosen = Draw(ref random, rows * shape.Decisions, shape.Actions);
        Coefficients = new float[Chosen.Length];
        Draws = new double[Chosen.Length];
        for (int i = 0; i < Chosen.Length; i++)
        {
            bool isMasked = random.NextChance(0.2);
            Coefficients[i] = isMasked ? 0 : (float)random.NextNormal() / rows;
            Draws[i] = random.NextUniform();
        }
    }

    public IPolicy Policy { get; }

    public IPolicy Twin { get; }

    public IPolicyPass Kernels { get; }

    public IPolicyPass Torch { get; }

    public int Rows { get; }

    public float[] Parameters { get; }

    public byte[] Inputs { get; }

    public int[] Chosen { get; }

    /// <summary>[rows, T] of the update; 0 where masked.</summary>
    public float[] Coefficients { get; }

    public double[] Draws { get; }

    public static TwinCase Mlp(int inputs, int[] hidden, int actions, int rows) =>
        new(new MlpPolicy(new PolicyShape(inputs, 1, actions), hidden), rows, seed: 7);

    public static TwinCase Transformer(PolicyShape shape, TransformerOptions options, int rows) =>
        new(new TransformerPolicy(shape, options), rows, seed: 11);

    /// <summary>The cases that parity is shown on, by name.</summary>
    public static TwinCase Named(string name) => name switch
    {
        "mlp-mnist" => Mlp(784, [100, 100], 10, 100),
        "mlp-linear" => Mlp(5, [], 3, 4),
        "mlp-odd" => Mlp(13, [7, 1, 33], 2, 17),
        "mlp-wide" => Mlp(64, [512], 10, 20),
        "transformer-reversal" => Transformer(new(10, 10, 2), new(), 20),
        "transformer-one-answer" => Transformer(new(3, 1, 5), new() { Width = 12, Heads = 3, Layers = 1 }, 6),
        "transformer-odd" => Transformer(
            new(4, 7, 5), new() { Width = 15, Heads = 5, Layers = 2, FeedForward = 9, Vocabulary = 9, Length = 20 }, 9),
        "transformer-wide" => Transformer(
            new(6, 6, 11), new() { Width = 128, Heads = 8, Layers = 2, FeedForward = 256 }, 10),
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, "no such case"),
    };

    /// <summary>Logits and log-probabilities of the chosen actions by one of the passes.</summary>
    public (float[] Logits, double[] LogProbs, double[] Probabilities) Forward(IPolicyPass pass)
    {
        float[] logits = new float[Chosen.Length * Policy.Shape.Actions];
        double[] logProbs = new double[Chosen.Length], probabilities = new double[logits.Length];
        pass.Forward(Parameters, Inputs, Chosen, Rows, logits);
        LogSoftmax.Forward(logits, Policy.Shape.Actions, Chosen, logProbs, probabilities);
        return (logits, logProbs, probabilities);
    }

    /// <summary>The gradient of <c>Σ c · log π</c> over the kept rows by one of the passes.</summary>
    public float[] Gradient(IPolicyPass pass, int[] rowsKept)
    {
        (_, _, double[] probabilities) = Forward(pass);
        int actions = Policy.Shape.Actions, size = Policy.Shape.Decisions * actions;
        float[] dLogits = new float[probabilities.Length], kept = new float[rowsKept.Length * size];
        LogSoftmax.Backward(probabilities, actions, Chosen, Coefficients, dLogits);
        for (int k = 0; k < rowsKept.Length; k++)
        {
            dLogits.AsSpan(rowsKept[k] * size, size).CopyTo(kept.AsSpan(k * size));
        }

        float[] gradient = new float[Policy.Layout.Length];
        pass.Backward(Parameters, rowsKept, kept, gradient);
        return gradient;
    }

    public void Dispose()
    {
        Kernels.Dispose();
        Torch.Dispose();
    }

    private static int[] Draw(ref RandomStream random, int count, int below)
    {
        int[] values = new int[count];
        foreach (ref int value in values.AsSpan())
        {
            value = random.NextIndex(below);
        }

        return values;
    }
}
