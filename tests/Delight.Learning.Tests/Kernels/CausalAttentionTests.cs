using Delight.Learning.Kernels;

namespace Delight.Learning.Tests.Kernels;

public sealed class CausalAttentionTests
{
    /// <summary>Room for float32 exponentials and sums, relative to the largest magnitude.</summary>
    private const double Tolerance = 3e-6;

    public static TheoryData<int, int, int, int> Shapes => new()
    {
        // heads, head width, prompt length, answer length
        { 4, 16, 10, 9 }, { 1, 1, 1, 0 }, { 1, 1, 1, 1 }, { 2, 3, 5, 2 }, { 3, 5, 16, 17 }, { 5, 7, 17, 3 },
            { 8, 8, 33, 1 }, { 2, 24, 3, 20 },
        { 6, 31, 3, 0 },
    };

    [Theory]
    [MemberData(nameof(Shapes))]
    public void ForwardAndBackward_SomeCountsSeen_AgreeWithTheFormulaInDouble(
        int heads, int headWidth, int prompt, int answer)
    {
        AttentionShape shape = new(heads, headWidth, prompt, answer);
        AttentionCase made = new(shape, seed: 4);
        for (int seen = 1; seen <= prompt + answer; seen += 1 + ((prompt + answer) / 8))
        {
            int promptCount = Math.Min(seen, prompt), answerCount = seen - promptCount;
            (float[] weights, float[] y) = made.Forward(promptCount, answerCount);
            (double[] expectedWeights, double[] expectedY) = made.Reference(made.Values, seen);
            Near.Equal(
                expectedWeights, made.Compact(weights, promptCount, answerCount), Tolerance, 0, $"weight of {seen}");
            Near.Equal(expectedY, y, Tolerance, 0, $"y of {seen}");

            // A gradient is linear in dy, and the loss dy · y is what central differences are taken of.
            (float[] dQuery, float[] dKeys, float[] dValues) = made.Backward(weights, promptCount, answerCount);
            Near.Equal(made.Differences(made.Query, seen), dQuery, 1e-4, 1e-6, $"dQuery of {seen}");
            Near.Equal(made.Differences(made.Keys, seen), dKeys, 1e-4, 1e-6, $"dKeys of {seen}");
            Near.Equal(made.Differences(made.Values, seen), dValues, 1e-4, 1e-6, $"dValues of {seen}");
        }
    }

    [Fact]
    public void Forward_PositionsNotSeen_DoNotMatterEvenWhereNotANumber()
    {
        AttentionCase made = new(new AttentionShape(2, 5, 4, 3), seed: 1);
        (float[] weights, float[] y) = made.Forward(4, 1);
        made.Keys.AsSpan(5 * 10).Fill(float.NaN);
        made.Values.AsSpan(5 * 10).Fill(float.PositiveInfinity);
        (float[] weightsAgain, float[] yAgain) = made.Forward(4, 1);
        Assert.Equal(weights, weightsAgain);
        Assert.Equal(y, yAgain);
        (float[] dQuery, float[] dKeys, float[] dValues) = made.Backward(weights, 4, 1);
        Assert.All(dQuery.Concat(dKeys).Concat(dValues), slope => Assert.True(float.IsFinite(slope)));
    }

    [Fact]
    public void Forward_LargeScores_TakeTheLargestAlone()
    {
        AttentionCase made = new(new AttentionShape(1, 4, 3, 0), seed: 1);
        made.Query.AsSpan().Fill(100);
        made.Keys.AsSpan().Clear();
        made.Keys.AsSpan(4, 4).Fill(100); // score 40,000 / 2 beside 0: e^-20000 is 0
        Assert.Equal([0f, 1f, 0f], made.Forward(3, 0).Weights[..3]);
        Assert.Equal(made.Values[4..8], made.Forward(3, 0).Y);
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    public void Forward_ScoreThatIsNotFinite_IsNotHidden(float value)
    {
        AttentionCase made = new(new AttentionShape(1, 2, 3, 2), seed: 1);
        made.Query.AsSpan().Fill(1);
        made.Keys[2] = value;
        Assert.All(made.Forward(3, 1).Y, element => Assert.True(float.IsNaN(element)));
    }

    [Fact]
    public void Forward_MorePositionsThanThePromptHas_AreRefused()
    {
        AttentionCase made = new(new AttentionShape(1, 2, 3, 2), seed: 1);
        Assert.Throws<ArgumentOutOfRangeException>(() => made.Forward(4, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => made.Forward(0, 1));
    }
}
