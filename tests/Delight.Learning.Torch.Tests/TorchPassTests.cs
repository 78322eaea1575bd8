using Delight.Learning.Kernels;
using Delight.Learning.Policies;
using static TorchSharp.torch;

namespace Delight.Learning.Torch.Tests;

public sealed class TorchPassTests
{
    [Theory]
    [InlineData("mlp-odd")]
    [InlineData("transformer-reversal")]
    [InlineData("transformer-odd")]
    [InlineData("transformer-one-answer")]
    public void Sample_SameDraws_ChoosesAsTheKernelsDo(string name)
    {
        using TwinCase twins = TwinCase.Named(name);
        int[] expected = new int[twins.Chosen.Length], actual = new int[expected.Length];
        double[] expectedLogProbs = new double[expected.Length], logProbs = new double[expected.Length];

        twins.Kernels.Sample(twins.Parameters, twins.Inputs, twins.Draws, expected, expectedLogProbs);
        twins.Torch.Sample(twins.Parameters, twins.Inputs, twins.Draws, actual, logProbs);

        Assert.Equal(expected, actual);
        Parity.Within(Parity.LogProbs, Parity.Distance(expectedLogProbs, logProbs), "log-probabilities");
    }

    /// <summary>Sampling keeps keys and values; a forward pass computes everything anew.</summary>
    [Theory]
    [InlineData("transformer-reversal")]
    [InlineData("transformer-odd")]
    public void Sample_WithItsCache_AgreesWithForward(string name)
    {
        using TwinCase twins = TwinCase.Named(name);
        int[] chosen = new int[twins.Chosen.Length];
        double[] sampled = new double[chosen.Length], forward = new double[chosen.Length];
        float[] logits = new float[chosen.Length * twins.Policy.Shape.Actions];

        twins.Torch.Sample(twins.Parameters, twins.Inputs, twins.Draws, chosen, sampled);
        twins.Torch.Forward(twins.Parameters, twins.Inputs, chosen, twins.Rows, logits);
        LogSoftmax.Forward(logits, twins.Policy.Shape.Actions, chosen, forward, new double[logits.Length]);

        Assert.True(chosen.Distinct().Count() > 1, "every action is the same");
        Parity.Within(Parity.LogProbs, Parity.Distance(forward, sampled), "log-probabilities");
    }

    [Fact]
    public void Sample_NoDraws_TakesTheMostProbableActions()
    {
        using TwinCase twins = TwinCase.Named("mlp-odd");
        (float[] logits, _, _) = twins.Forward(twins.Torch);
        int[] chosen = new int[twins.Rows];

        twins.Torch.Sample(twins.Parameters, twins.Inputs, [], chosen, new double[twins.Rows]);

        Assert.Equal([.. Enumerable.Range(0, twins.Rows).Select(row => ActionDraw.Greedy(logits.AsSpan(row * 2, 2)))],
            chosen);
    }

    [Theory]
    [InlineData("mlp-odd")]
    [InlineData("transformer-odd")]
    public void Passes_AThousandCalls_LeaveNoTensorBehind(string name)
    {
        using TwinCase twins = TwinCase.Named(name);
        int[] all = [.. Enumerable.Range(0, twins.Rows)], few = [1, 2], chosen = new int[twins.Chosen.Length];
        double[] logProbs = new double[chosen.Length];
        Work(times: 2);
        long before = Tensor.TotalCount;

        Work(times: 250);

        Assert.Equal(before, Tensor.TotalCount);

        void Work(int times)
        {
            for (int time = 0; time < times; time++)
            {
                twins.Gradient(twins.Torch, all);
                twins.Gradient(twins.Torch, few);
                twins.Torch.Sample(twins.Parameters, twins.Inputs, twins.Draws, chosen, logProbs);
                twins.Forward(twins.Torch);
            }
        }
    }

    [Fact]
    public void Forward_SameBatchAgain_HasTheSameBits()
    {
        using TwinCase twins = TwinCase.Named("transformer-reversal");
        int[] all = [.. Enumerable.Range(0, twins.Rows)];

        Assert.Equal(twins.Forward(twins.Torch).Logits, twins.Forward(twins.Torch).Logits);
        Assert.Equal(twins.Gradient(twins.Torch, all), twins.Gradient(twins.Torch, all));
    }

    [Fact]
    public void Backward_AfterSampling_IsRefused()
    {
        using TwinCase twins = TwinCase.Named("mlp-linear");
        (float[] logits, _, _) = twins.Forward(twins.Torch);
        twins.Torch.Sample(twins.Parameters, twins.Inputs, [], new int[twins.Rows], new double[twins.Rows]);

        InvalidOperationException refusal = Assert.Throws<InvalidOperationException>(() => twins.Torch.Backward(
            twins.Parameters, [0, 1, 2, 3], logits, new float[twins.Policy.Layout.Length]));

        Assert.Contains("Call Forward first", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Forward_UnknownToken_NamesIt()
    {
        using TwinCase twins = TwinCase.Named("transformer-odd");
        twins.Inputs[5] = 9;

        ArgumentOutOfRangeException refusal =
            Assert.Throws<ArgumentOutOfRangeException>(() => twins.Forward(twins.Torch));

        Assert.Contains("inputs[1, 1] is token 9", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Passes_NoRows_WriteNothing()
    {
        using TwinCase twins = TwinCase.Named("transformer-odd");
        float[] gradient = new float[twins.Policy.Layout.Length];

        twins.Torch.Forward(twins.Parameters, [], [], 0, []);
        twins.Torch.Backward(twins.Parameters, [], [], gradient);
        twins.Torch.Sample(twins.Parameters, [], [], [], []);

        Assert.DoesNotContain(gradient, slope => slope != 0);
    }

    [Fact]
    public void Forward_TooManyRows_NamesBoth()
    {
        using TwinCase twins = TwinCase.Named("mlp-linear");
        using IPolicyPass small = twins.Twin.CreatePass(2);

        ArgumentException refusal = Assert.Throws<ArgumentException>(
            () => small.Forward(twins.Parameters, twins.Inputs, [], 4, new float[12]));

        Assert.Contains("RowsMax", refusal.Message, StringComparison.Ordinal);
    }
}
