using Delight.Determinism;
using Delight.Learning.Kernels;
using Delight.Learning.Policies;
using Delight.Learning.Policies.Transformer;

namespace Delight.Learning.Tests.Policies.Transformer;

/// <summary>A policy with random weights and a batch with random prompts, some of them shared.</summary>
internal sealed class TransformerCases : IDisposable
{
    public TransformerCases(PolicyShape shape, TransformerOptions options, int rows, ulong seed)
    {
        Policy = new TransformerPolicy(shape, options);
        Rows = rows;
        RandomStream random = RandomStream.Derive(seed, "transformer-case");
        Parameters = new float[Policy.Layout.Length];
        Policy.Initialise(ref random, Parameters);
        foreach (ref float weight in Parameters.AsSpan())
        {
            weight += (float)(0.05 * random.NextNormal()); // scales of exactly 1 would hide a forgotten scale
        }

        Inputs = new byte[rows * shape.InputBytes];
        Chosen = new int[rows * shape.Decisions];
        Draws = new double[Chosen.Length];
        Coefficients = new float[Chosen.Length];
        for (int row = 0; row < rows; row++)
        {
            bool isShared = row > 0 && random.NextChance(0.6);
            int source = isShared ? random.NextIndex(row) : row;
            for (int i = 0; i < shape.InputBytes; i++)
            {
                Inputs[(row * shape.InputBytes) + i] =
                    isShared ? Inputs[(source * shape.InputBytes) + i] : (byte)random.NextIndex(Policy.Vocabulary);
            }
        }

        for (int i = 0; i < Chosen.Length; i++)
        {
            Chosen[i] = random.NextIndex(shape.Actions);
            Draws[i] = random.NextUniform();
            Coefficients[i] = (float)random.NextNormal();
        }

        Pass = Policy.CreatePass(rows);
    }

    public TransformerPolicy Policy { get; }

    public IPolicyPass Pass { get; }

    public int Rows { get; }

    public float[] Parameters { get; }

    public byte[] Inputs { get; }

    public int[] Chosen { get; }

    public double[] Draws { get; }

    public float[] Coefficients { get; }

    public void Dispose() => Pass.Dispose();

    /// <summary>Logits and log-probabilities of the chosen actions.</summary>
    public (float[] Logits, double[] LogProbs, double[] Probabilities) Forward(float[]? parameters = null)
    {
        PolicyShape shape = Policy.Shape;
        float[] logits = new float[Chosen.Length * shape.Actions];
        double[] logProbs = new double[Chosen.Length], probabilities = new double[logits.Length];
        Pass.Forward(parameters ?? Parameters, Inputs, Chosen, Rows, logits);
        LogSoftmax.Forward(logits, shape.Actions, Chosen, logProbs, probabilities);
        return (logits, logProbs, probabilities);
    }

    /// <summary>Gradient of <c>Σ c log π(a)</c> over the given rows after a forward pass over all.</summary>
    public float[] Backward(int[] rowsKept, float[]? coefficients = null)
    {
        PolicyShape shape = Policy.Shape;
        coefficients ??= Coefficients;
        double[] probabilities = Forward().Probabilities;
        int cells = shape.Decisions, logits = cells * shape.Actions;
        float[] dLogits = new float[rowsKept.Length * logits], gradient = new float[Policy.Layout.Length];
        for (int k = 0; k < rowsKept.Length; k++)
        {
            int row = rowsKept[k];
            LogSoftmax.Backward(
                probabilities.AsSpan(row * logits, logits), shape.Actions, Chosen.AsSpan(row * cells, cells),
                coefficients.AsSpan(row * cells, cells), dLogits.AsSpan(k * logits, logits));
        }

        Pass.Backward(Parameters, rowsKept, dLogits, gradient);
        return gradient;
    }

    /// <summary><c>Σ c log π(a)</c>, summed in double.</summary>
    public double Objective(float[] parameters)
    {
        double[] logProbs = Forward(parameters).LogProbs;
        double sum = 0;
        for (int i = 0; i < logProbs.Length; i++)
        {
            sum += Coefficients[i] * logProbs[i];
        }

        return sum;
    }
}
