using Delight.Determinism;
using Delight.Learning.Parameters;
using Delight.Learning.Policies;
using Delight.Learning.Policies.Transformer;

namespace Delight.Learning.Tests.Policies.Transformer;

public sealed class TransformerPassTests
{
    /// <summary>
    /// The objective is a sum of float32 logits: its rounding, about 1e-7 of each logit, divided by twice the step
    /// gives an error of some 1e-4, and the difference's own error is of the order of the step's square.
    /// </summary>
    private const float DifferenceStep = 1f / 512;

    /// <summary>Room for both errors, relative to the largest magnitude of the tensor's gradient.</summary>
    private const double DifferenceTolerance = 2e-3;

    /// <summary>Room for sums in another order in float32, relative to the largest magnitude.</summary>
    private const double OrderTolerance = 2e-6;

    private static readonly TransformerOptions Tiny = new() { Width = 6, Heads = 2, Layers = 2, FeedForward = 5 };

    [Theory]
    [InlineData(3, 3, 3)]
    [InlineData(1, 2, 2)]
    [InlineData(4, 1, 2)]
    public void Backward_EveryParameter_AgreesWithCentralDifferences(int prompt, int answer, int actions)
    {
        using TransformerCases tiny = new(new PolicyShape(prompt, answer, actions), Tiny, rows: 4, seed: 3);
        float[] gradient = tiny.Backward([0, 1, 2, 3]);
        foreach (TensorSlot slot in tiny.Policy.Layout.Slots)
        {
            double[] differences = new double[slot.Length];
            for (int i = 0; i < slot.Length; i++)
            {
                float[] up = [.. tiny.Parameters], down = [.. tiny.Parameters];
                up[slot.Offset + i] += DifferenceStep;
                down[slot.Offset + i] -= DifferenceStep;
                double distance = (double)up[slot.Offset + i] - down[slot.Offset + i];
                differences[i] = (tiny.Objective(up) - tiny.Objective(down)) / distance;
            }

            Near.Equal(differences, slot.In(gradient.AsSpan()).ToArray(), DifferenceTolerance, 0, slot.Name);
        }
    }

    [Theory]
    [InlineData(10, 10, 2, 64, 4)]
    [InlineData(1, 1, 2, 8, 1)]
    [InlineData(1, 5, 3, 15, 3)]
    [InlineData(17, 3, 5, 24, 4)]
    [InlineData(5, 18, 2, 10, 5)]
    public void Sample_DrawnActions_HaveTheBitsOfTheForwardPass(
        int prompt, int answer, int actions, int width, int heads)
    {
        for (ulong seed = 0; seed < 12; seed++)
        {
            int rows = 1 + (int)(seed * 5 % 23);
            TransformerOptions options = new() { Width = width, Heads = heads, Layers = 2, FeedForward = width + 3 };
            using TransformerCases made = new(new PolicyShape(prompt, answer, actions), options, rows, seed);
            double[] sampled = new double[made.Chosen.Length];
            ReadOnlySpan<double> draws = seed % 3 == 0 ? default : made.Draws;
            made.Pass.Sample(made.Parameters, made.Inputs, draws, made.Chosen, sampled);
            Assert.All(sampled, logProb => Assert.InRange(logProb, double.MinValue, 0));
            Assert.Equal(made.Forward().LogProbs, sampled);
        }
    }

    [Fact]
    public void Sample_NoDraws_TakesTheMostProbableAction()
    {
        using TransformerCases made = new(new PolicyShape(3, 4, 5), Tiny, rows: 7, seed: 1);
        double[] sampled = new double[made.Chosen.Length];
        made.Pass.Sample(made.Parameters, made.Inputs, [], made.Chosen, sampled);
        float[] logits = made.Forward().Logits;
        for (int i = 0; i < made.Chosen.Length; i++)
        {
            Assert.Equal(ActionDraw.Greedy(logits.AsSpan(i * 5, 5)), made.Chosen[i]);
        }
    }

    [Fact]
    public void Sample_ManyDraws_FollowTheProbabilities()
    {
        const int Rows = 4000;
        using TransformerCases made = new(new PolicyShape(2, 2, 3), Tiny, Rows, seed: 5);
        made.Inputs.AsSpan().Fill(1);
        double[] logProbs = new double[made.Chosen.Length];
        made.Pass.Sample(made.Parameters, made.Inputs, made.Draws, made.Chosen, logProbs);
        double[] probabilities = made.Forward().Probabilities;
        for (int action = 0; action < 3; action++)
        {
            double share = Enumerable.Range(0, Rows).Count(row => made.Chosen[2 * row] == action) / (double)Rows;
            double deviation = Math.Sqrt(probabilities[action] * (1 - probabilities[action]) / Rows);
            Near.Equal(probabilities[action], share, 0, 4 * deviation, "share of action");
        }
    }

    [Fact]
    public void Forward_RowBesideOthers_HasTheBitsOfTheRowAlone()
    {
        PolicyShape shape = new(5, 4, 3);
        using TransformerCases made = new(shape, Tiny, rows: 19, seed: 8);
        float[] together = made.Forward().Logits, alone = new float[shape.Decisions * shape.Actions];
        Assert.True(
            made.Inputs.Chunk(5).Select(Convert.ToHexString).Distinct().Count() < 19, "some prompts must be shared");
        using IPolicyPass single = made.Policy.CreatePass(1);
        for (int row = 0; row < made.Rows; row++)
        {
            single.Forward(
                made.Parameters, made.Inputs.AsSpan(row * 5, 5), made.Chosen.AsSpan(row * 4, 4), 1, alone);
            Assert.Equal(alone, together[(row * alone.Length)..((row + 1) * alone.Length)]);
        }
    }

    [Fact]
    public void Forward_LaterChosenAction_ChangesOnlyLaterDecisions()
    {
        using TransformerCases made = new(new PolicyShape(3, 5, 2), Tiny, rows: 1, seed: 2);
        float[] before = made.Forward().Logits;
        made.Chosen[2] = 1 - made.Chosen[2];
        float[] after = made.Forward().Logits;
        Assert.Equal(before[..6], after[..6]); // decisions 0 to 2
        Assert.NotEqual(before[6..8], after[6..8]);
        Assert.NotEqual(before[8..10], after[8..10]);
    }

    [Theory]
    [InlineData(new[] { 0, 2, 3, 7 })]
    [InlineData(new[] { 5 })]
    [InlineData(new[] { 1, 2, 3, 4, 5, 6, 7, 8, 9, 10 })]
    public void Backward_SomeRows_IsTheGradientWithZeroCoefficientsElsewhere(int[] kept)
    {
        using TransformerCases made = new(new PolicyShape(4, 3, 3), Tiny, rows: 11, seed: 4);
        float[] masked = new float[made.Coefficients.Length];
        foreach (int row in kept)
        {
            made.Coefficients.AsSpan(row * 3, 3).CopyTo(masked.AsSpan(row * 3));
        }

        float[] expected = made.Backward([.. Enumerable.Range(0, made.Rows)], masked), actual = made.Backward(kept);
        foreach (TensorSlot slot in made.Policy.Layout.Slots)
        {
            double[] all = [.. slot.In(expected.AsSpan()).ToArray().Select(slope => (double)slope)];
            Near.Equal(all, slot.In(actual.AsSpan()).ToArray(), OrderTolerance, 0, slot.Name);
        }
    }

    [Fact]
    public void Backward_NoRow_LeavesTheGradientAlone()
    {
        using TransformerCases made = new(new PolicyShape(4, 3, 3), Tiny, rows: 3, seed: 4);
        Assert.All(made.Backward([]), slope => Assert.Equal(0f, slope));
    }

    [Fact]
    public void Backward_CalledTwice_AddsTheSameAgain()
    {
        using TransformerCases made = new(new PolicyShape(4, 3, 2), Tiny, rows: 5, seed: 6);
        float[] dLogits = new float[2 * 3 * 2], once = new float[made.Policy.Layout.Length],
            twice = new float[once.Length];
        Array.Fill(dLogits, 0.5f);
        dLogits[3] = -2;
        made.Forward();
        made.Pass.Backward(made.Parameters, [1, 4], dLogits, once);
        made.Pass.Backward(made.Parameters, [1, 4], dLogits, twice);
        Assert.Equal(once, twice);
        Assert.Contains(once, slope => slope != 0);
        made.Pass.Backward(made.Parameters, [1, 4], dLogits, twice);
        Near.Equal([.. once.Select(slope => 2.0 * slope)], twice, OrderTolerance, 0);
    }

    [OptimisedFact]
    public void ForwardBackwardAndSample_SteadyState_AllocateNothing()
    {
        using TransformerCases made = new(new PolicyShape(4, 3, 2), Tiny, rows: 9, seed: 7);
        float[] logits = new float[9 * 3 * 2], dLogits = new float[4 * 3 * 2],
            gradient = new float[made.Policy.Layout.Length];
        double[] logProbs = new double[made.Chosen.Length];
        long allocated = 0;
        for (int round = 0; round < 3; round++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            made.Pass.Sample(made.Parameters, made.Inputs, made.Draws, made.Chosen, logProbs);
            made.Pass.Forward(made.Parameters, made.Inputs, made.Chosen, made.Rows, logits);
            made.Pass.Backward(made.Parameters, [0, 3, 4, 8], dLogits, gradient);
            allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        }

        Assert.Equal(0, allocated);
    }

    [Fact]
    public void Forward_TokenOutsideOfTheVocabulary_NamesItAndTheRemedy()
    {
        using TransformerCases made = new(new PolicyShape(3, 2, 2), Tiny, rows: 2, seed: 7);
        made.Inputs[4] = 2;
        ArgumentOutOfRangeException error = Assert.Throws<ArgumentOutOfRangeException>(() => made.Forward());
        Assert.Contains(
            "inputs[1, 1] is token 2; the vocabulary of 2 has tokens 0 to 1. Set the policy's vocabulary",
            error.Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Backward_WithoutForwardOrAfterSampling_SaysSo()
    {
        using TransformerCases made = new(new PolicyShape(3, 2, 2), Tiny, rows: 2, seed: 7);
        Assert.Throws<InvalidOperationException>(
            () => made.Pass.Backward(made.Parameters, [0], new float[4], new float[made.Policy.Layout.Length]));
        made.Forward();
        made.Pass.Sample(made.Parameters, made.Inputs, [], made.Chosen, new double[made.Chosen.Length]);
        Assert.Throws<InvalidOperationException>(
            () => made.Pass.Backward(made.Parameters, [0], new float[4], new float[made.Policy.Layout.Length]));
    }

    [Fact]
    public void Forward_NotANumberInOneRow_StaysInThatRow()
    {
        using TransformerCases made = new(new PolicyShape(1, 2, 3), Tiny, rows: 3, seed: 9);
        (made.Inputs[0], made.Inputs[1], made.Inputs[2]) = (0, 1, 1);
        made.Chosen.AsSpan().Fill(2);
        float[] clean = made.Forward().Logits;
        float[] poisoned = [.. made.Parameters];
        poisoned[made.Policy.Layout["embedding.token"].Offset] = float.NaN; // token 0: the prompt of row 0 alone
        float[] logits = new float[clean.Length];
        made.Pass.Forward(poisoned, made.Inputs, made.Chosen, 3, logits);
        Assert.All(logits[..6], logit => Assert.True(float.IsNaN(logit)));
        Assert.Equal(clean[6..], logits[6..]);

        made.Pass.Forward(made.Parameters, made.Inputs, made.Chosen, 3, logits);
        Assert.Equal(clean, logits); // and nothing of it is left behind
    }

    [Fact]
    [Trait("Category", "Bits")]
    public void ThreeSteps_FixedSeed_HaveTheSameBitsOnEveryMachine()
    {
        using TransformerCases made =
            new(new PolicyShape(3, 3, 2), new() { Width = 20, Heads = 4, Layers = 1, FeedForward = 9 }, 5, 1);
        double[] logProbs = new double[made.Chosen.Length];
        for (int step = 0; step < 3; step++)
        {
            made.Pass.Sample(made.Parameters, made.Inputs, made.Draws, made.Chosen, logProbs);
            float[] gradient = made.Backward([0, 1, 2, 4]);
            for (int i = 0; i < gradient.Length; i++)
            {
                made.Parameters[i] += 0.01f * gradient[i];
            }
        }

        Assert.Equal(4858858926965156963UL, StableHash.Finish(StableHash.Add(StableHash.Start, made.Parameters)));
    }
}
