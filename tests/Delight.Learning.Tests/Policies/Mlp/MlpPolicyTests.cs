using Delight.Determinism;
using Delight.Learning.Kernels;
using Delight.Learning.Policies;
using Delight.Learning.Policies.Mlp;
using Delight.Learning.Tests.Kernels;

namespace Delight.Learning.Tests.Policies.Mlp;

public sealed class MlpPolicyTests
{
    private const int Rows = 6;

    private static readonly MlpPolicy Small = new(new PolicyShape(InputBytes: 5, Decisions: 1, Actions: 4), [7, 6]);

    private readonly float[] _parameters = Awkward.Finite(Small.Layout.Length, "mlp");
    private readonly byte[] _inputs = [.. Enumerable.Range(0, Rows * 5).Select(i => (byte)((37 * i) % 256))];

    [Fact]
    public void Layout_TwoHiddenLayers_NamesWeightsAndBiases()
    {
        Assert.Equal([5, 7, 6, 4], Small.Sizes);
        Assert.Equal(
            ["layer0.weight", "layer0.bias", "layer1.weight", "layer1.bias", "layer2.weight", "layer2.bias"],
            Small.Layout.Slots.Select(slot => slot.Name));
        Assert.Equal([5, 7], Small.Layout["layer0.weight"].Shape);
        Assert.Equal((35 + 7) + (42 + 6) + (24 + 4), Small.Layout.Length);
    }

    [Fact]
    public void Initialise_Weights_AreNormalWithOneOverFanIn()
    {
        MlpPolicy policy = new(new PolicyShape(784, 1, 10), [100, 100]);
        float[] parameters = Enumerable.Repeat(9f, policy.Layout.Length).ToArray();
        RandomStream random = RandomStream.Derive(1, "initial-parameters");
        policy.Initialise(ref random, parameters);
        (string Name, int FanIn)[] weights = [("layer0.weight", 784), ("layer1.weight", 100), ("layer2.weight", 100)];
        foreach ((string name, int fanIn) in weights)
        {
            double[] values = [.. policy.Layout[name].In(parameters).ToArray()
                .Select(value => value * Math.Sqrt(fanIn))];

            // Scaled by √fan_in they are standard normal; four standard errors of a mean and of a deviation.
            double error = 4 / Math.Sqrt(values.Length);
            Near.Equal(0, values.Average(), 0, error, name);
            Near.Equal(1, Math.Sqrt(values.Average(value => value * value)), 0, error / Math.Sqrt(2), name);
        }

        Assert.All(policy.Layout["layer1.bias"].In(parameters).ToArray(), bias => Assert.Equal(0f, bias));
    }

    [Fact]
    public void Forward_Logits_AgreeWithTheFormulaInDouble()
    {
        float[] logits = new float[Rows * 4];
        using IPolicyPass pass = Small.CreatePass(Rows);
        pass.Forward(_parameters, _inputs, new int[Rows], Rows, logits);
        Near.Equal(ReferenceMlp.Forward(Small, [.. _parameters.Select(value => (double)value)], _inputs, Rows), logits,
            Near.Tight);
    }

    [Theory]
    [InlineData("layer0.weight")]
    [InlineData("layer0.bias")]
    [InlineData("layer1.weight")]
    [InlineData("layer1.bias")]
    [InlineData("layer2.weight")]
    [InlineData("layer2.bias")]
    public void Backward_Tensor_AgreesWithCentralDifferencesInDouble(string tensor)
    {
        float[] dLogits = Awkward.Finite(Rows * 4, "mlp-dlogits"), gradient = Gradient([0, 1, 2, 3, 4, 5], dLogits);
        double[] parameters = [.. _parameters.Select(value => (double)value)],
        expected = new double[Small.Layout[tensor].Length];
        for (int i = 0; i < expected.Length; i++)
        {
            // Piecewise linear in each single parameter: away from a kink the difference has no error but rounding.
            const double Step = 1e-6;
            int index = Small.Layout[tensor].Offset + i;
            double kept = parameters[index];
            parameters[index] = kept + Step;
            double above = Weighted(ReferenceMlp.Forward(Small, parameters, _inputs, Rows), dLogits);
            parameters[index] = kept - Step;
            double below = Weighted(ReferenceMlp.Forward(Small, parameters, _inputs, Rows), dLogits);
            parameters[index] = kept;
            expected[i] = (above - below) / (2 * Step);
        }

        Assert.Contains(expected, slope => Math.Abs(slope) > 1e-3);
        Near.Equal(expected, Small.Layout[tensor].In(gradient).ToArray(), Near.Tight);
    }

    [Theory]
    [InlineData(new[] { 0, 1, 2, 3, 4, 5 })]
    [InlineData(new[] { 1, 4 })]
    [InlineData(new[] { 5 })]
    [InlineData(new int[0])]
    public void Backward_RowsKept_EqualsZeroSlopesForTheOthers(int[] kept)
    {
        float[] dLogits = Awkward.Finite(Rows * 4, "mlp-dlogits"),
        gathered = [.. kept.SelectMany(row => dLogits[(4 * row)..(4 * (row + 1))])];
        float[] zeroed = [.. dLogits.Select((slope, i) => kept.Contains(i / 4) ? slope : 0f)];
        Awkward.AssertSameBits(Gradient([0, 1, 2, 3, 4, 5], zeroed), Gradient(kept, gathered));
    }

    [Fact]
    public void Backward_Twice_Adds()
    {
        float[] dLogits = Awkward.Finite(Rows * 4, "mlp-dlogits"), once = Gradient([0, 1, 2, 3, 4, 5], dLogits),
        twice = [.. once];
        using IPolicyPass pass = Small.CreatePass(Rows);
        pass.Forward(_parameters, _inputs, new int[Rows], Rows, new float[Rows * 4]);
        pass.Backward(_parameters, [0, 1, 2, 3, 4, 5], dLogits, twice);
        Near.Equal([.. once.Select(slope => 2.0 * slope)], twice, Near.Tight);
    }

    [Fact]
    [Trait("Category", "Bits")]
    public void Forward_RowAloneAndInABatchOfAHundred_HasTheSameBits()
    {
        MlpPolicy policy = new(new PolicyShape(40, 1, 10), [33, 20]);
        float[] parameters = Awkward.Finite(policy.Layout.Length, "alone"), together = new float[1000],
        alone = new float[10];
        byte[] inputs = [.. Enumerable.Range(0, 4000).Select(i => (byte)((i * i) % 251))];
        using IPolicyPass pass = policy.CreatePass(100);
        pass.Forward(parameters, inputs, new int[100], 100, together);
        for (int row = 0; row < 100; row++)
        {
            pass.Forward(parameters, inputs.AsSpan(40 * row, 40), [0], 1, alone);
            Awkward.AssertSameBits(alone, together.AsSpan(10 * row, 10));
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Sample_LogProbabilities_HaveTheBitsOfAForwardPass(bool isGreedy)
    {
        using IPolicyPass pass = Small.CreatePass(Rows);
        int[] chosen = new int[Rows];
        double[] logProbs = new double[Rows], again = new double[Rows];
        pass.Sample(_parameters, _inputs, isGreedy ? [] : [0.1, 0.9, 0.5, 0.3, 0.7, 0.999], chosen, logProbs);
        float[] logits = new float[Rows * 4];
        pass.Forward(_parameters, _inputs, chosen, Rows, logits);
        LogSoftmax.Forward(logits, 4, chosen, again, new double[Rows * 4]);
        Assert.Equal(again, logProbs);
        Assert.All(logProbs, logProb => Assert.InRange(logProb, -100, 0));
    }

    [Fact]
    public void Forward_WithoutHiddenLayers_IsOneLinearLayer()
    {
        MlpPolicy linear = new(new PolicyShape(2, 1, 2), []);
        float[] logits = new float[2];
        using IPolicyPass pass = linear.CreatePass(1);
        pass.Forward([1, 2, 3, 4, 10, 20], [255, 51], [0], 1, logits); // inputs 1 and 0.2; W = (1 2 | 3 4), b = (10 20)
        Near.Equal([11.6, 22.8], logits);
    }

    [Fact]
    public void Constructor_WhatItCannotBuild_IsRefused()
    {
        Assert.Contains("the task has 2 decisions and 5 input bytes", Assert.Throws<ArgumentException>(
            () => new MlpPolicy(new PolicyShape(5, 2, 4), [7])).Message, StringComparison.Ordinal);
        Assert.Equal("hidden",
            Assert.Throws<ArgumentOutOfRangeException>(() => new MlpPolicy(Small.Shape, [7, 0])).ParamName);
        Assert.Equal("rowsMax", Assert.Throws<ArgumentOutOfRangeException>(() => Small.CreatePass(0)).ParamName);
    }

    private static double Weighted(double[] logits, float[] dLogits) =>
        logits.Zip(dLogits, (logit, slope) => logit * slope).Sum();

    private float[] Gradient(int[] kept, float[] dLogits)
    {
        float[] gradient = new float[Small.Layout.Length];
        using IPolicyPass pass = Small.CreatePass(Rows);
        pass.Forward(_parameters, _inputs, new int[Rows], Rows, new float[Rows * 4]);
        pass.Backward(_parameters, kept, dLogits, gradient);
        return gradient;
    }
}
