using Delight.Learning.Estimators;
using static Delight.Learning.Tests.Estimators.Identities;

namespace Delight.Learning.Tests.Estimators;

/// <summary>Each correction on the hand-worked batch: A = ±1/2, N = 4, ratios 2, 1/2, 1, 1/4; l = −(1, 2, 1, 3) ln
/// 2.</summary>
public sealed class CorrectionTests
{
    [Theory]
    [InlineData("cispo(cap=1.5)", 1.5, 0.5, 1, 0.25)]
    [InlineData("cispo(cap=1.5,low=0.6)", 1.5, 0.5, 1, 0.4)]
    [InlineData("icepop(low=0.5,high=1)", 0, 0.5, 1, 0)]
    [InlineData("ipo(epsilon=0.25)", 2, 0.5, 1, 0)] // π − μ = 1/4, −1/4, 0, −3/8
    [InlineData("dppo-tv(delta=0.3)", 2, 0.5, 1, 0)] // the failure fell by 3/8
    [InlineData("dppo-tv(delta=0.2)", 0, 0.5, 1, 0)] // the first success rose by 1/4
    [InlineData("dppo-tv(delta=1,cap=0.75)", 0.75, 0.5, 0.75, 0.25)]
    [InlineData("dppo-kl(delta=0.1)", 0, 0.5, 1, 0)] // k = 0.131, falls, 0, 0.413
    [InlineData("dppo-kl(delta=0.14)", 2, 0.5, 1, 0)]
    [InlineData("dppo-kl(delta=0.42)", 2, 0.5, 1, 0.25)]
    [InlineData("m2po(tau=0.5)", 2, 0.5, 1, 0)] // harmful: (ln 2)² = 0.48 and (ln 4)² = 1.92, mean 1.2
    [InlineData("m2po(tau=1.21)", 2, 0.5, 1, 0.25)]
    [InlineData("m2po(tau=0.4)", 0, 0.5, 1, 0)]
    [InlineData("topr", 1, 1, 0.25, 0.25)]
    [InlineData("seq-tis(cap=0.5)", 0.5, 0.5, 0.25, 0.25)] // the rows' products are 1 and 1/4
    [InlineData("up", 1, 1, 1, 0)]
    [InlineData("aspo", 0, 2, 1, 0)]
    [InlineData("aspo(clip=1.5,cap=1.75)", 0.5, 1.75, 1, 0.25)]
    [InlineData("pg+opsm(delta=0.69)", 2, 0.5, 0, 0)] // row 1: mean of u − l = ln 2 = 0.693
    [InlineData("pg+opsm(delta=0.7)", 2, 0.5, 1, 0.25)]
    [InlineData("pg+geo(low=0.6)", 2, 0.5, 0, 0)] // geometric means 1 and 1/2
    [InlineData("pg+icepop(high=1)", 0, 0.5, 1, 0)]
    [InlineData("pg+ipo(epsilon=0.3)", 2, 0.5, 1, 0)]
    [InlineData("pg+icepop(high=1)+geo(low=0.6)", 0, 0.5, 0, 0)]
    [InlineData("dg(eta=0,perRow=true)", 1, 1, 0, 0)] // mean χ = ±
    public void Compute_WorkedBatch_HasItsWeights(string text, double a, double b, double c, double d)
    {
        (_, float[] coefficients) = BatchData.Worked().Run(Named(text));
        Near.Equal([a / 8, b / 8, -c / 8, -d / 8], coefficients, what: text);
    }

    [Fact]
    public void Sapo_WorkedBatch_WeighsByItsBell()
    {
        // tau 1, ratio 2: g = sigmoid(1); weight 2 · 4 g (1 − g).
        double g = 1 / (1 + Math.Exp(-1)), h = 1 / (1 + Math.Exp(1.05 * 0.75));
        (_, float[] c) = BatchData.Worked().Run(new SoftAdaptive(1, 1.05));
        Near.Equal(2 * 4 * g * (1 - g) / 8, c[0]);
        Near.Equal(-1.0 / 8, c[2]);
        Near.Equal(-0.25 * 4 * h * (1 - h) / 8, c[3]);
    }

    [Fact]
    public void A3po_WorkedBatch_ClipsAroundTheProximalPolicy()
    {
        // p_prox / μ = π / p_prox = root of the ratio: √2 is clipped for a success, √½ is not; ½ is clipped for a
        // failure.
        (_, float[] c) = BatchData.Worked().Run(new DecoupledProximal(0.5, 0.2, 5));
        Near.Equal([0, 0.5 / 8, -1.0 / 8, 0], c);
    }

    [Fact]
    public void Gspo_RaggedRows_GivesEachRowTheSameWeight()
    {
        // Row 0 has one decision of ratio 2, row 1 two with mean log-ratio −ln 2: s = 2 and 1/2; T = 1 and 2, R = 2.
        BatchData data = BatchData.Worked() with { Mask = [1, 0, 1, 1] };
        (double objective, float[] c) = data.Run(new GroupSequence(1, 1));
        Near.Equal([2 * 0.5 / 2, 0, 0.5 * -0.5 / 4, 0.5 * -0.5 / 4], c);
        Near.Equal(((2 * 0.5) + (0.5 * -0.5)) / 2, objective);
    }

    [Fact]
    public void Ppo_Dual_StopsFailuresOfLargeRatio()
    {
        // Both rows failed: ratios 2, 1/2, 1, 1/4. Dual 1.5 holds the first, the clip the second and the last.
        BatchData data = BatchData.Worked() with { Advantages = [-1, -1] };
        (double objective, float[] c) = data.Run(new ProximalPolicy(0.2) { Dual = 1.5 });
        Near.Equal([0, 0, -0.25, 0], c);
        Near.Equal(-(1.5 + 0.8 + 1 + 0.8) / 4, objective);
    }

    [Fact]
    public void Ppo_ClipHigh_MovesTheUpperBoundAlone()
    {
        BatchData data = BatchData.Worked() with { Advantages = [1, -1] };
        (_, float[] c) = data.Run(new ProximalPolicy(0.2) { ClipHigh = 1 });
        Near.Equal([0.5, 0.125, -0.25, 0], c);
    }

    [Fact]
    public void Dg_Whiten_DividesDelightByItsDeviation()
    {
        // χ = (1/2)(1, 2, −1, −3) ln 2: mean −1/8 ln 2, mean square 15/16 (ln 2)², deviation (√59 / 8) ln 2.
        double unit = Math.Sqrt(59) / 8;
        double[] delights = [0.5 / unit, 1 / unit, -0.5 / unit, -1.5 / unit];
        (_, float[] c) = BatchData.Worked().Run(new Delightful(1, 0) { Whiten = true });
        double[] expected = [.. delights.Select((x, i) => (i < 2 ? 1 : -1) / (1 + Math.Exp(-x)) / 8)];
        Near.Equal(expected, c);
    }

    [Fact]
    public void Dg_ClipSurprisal_BoundsTheDelight()
    {
        // Surprisal at most ln 2: χ = ±(ln 2) / 2 everywhere, gates √2 / (1 + √2) and 1 / (1 + √2).
        double root = Math.Sqrt(2), open = root / (1 + root) / 8, shut = -1 / (1 + root) / 8;
        (_, float[] c) = BatchData.Worked().Run(new Delightful(1, 0) { SurprisalMax = Math.Log(2) });
        Near.Equal([open, open, shut, shut], c);
    }

    [Fact]
    public void Mask_Objective_HasNoTermOfWhatIsLeftOut()
    {
        // pg's objective is mean(r · A); without decisions 0 and 3 it is (1/2 · 1/2 − 1 · 1/2) / 4: N stays 4.
        (double objective, _) = BatchData.Worked().Run(Named("pg+icepop(low=0.5,high=1)"));
        Near.Equal(-0.0625, objective);
    }

    [Theory]
    [InlineData("kondo(price=0,sampled=true)+icepop")]
    [InlineData("kondo(share=0.5)+opsm")]
    [InlineData("vtrace+geo")]
    [InlineData("pmpo+ipo")]
    [InlineData("gspo+icepop")]
    [InlineData("m2po+opsm(delta=0)")]
    [InlineData("grpo+icepop+opsm")]
    public void Mask_AnyEstimator_KeepsOrClearsItsCoefficients(string text)
    {
        for (ulong seed = 0; seed < Seeds; seed++)
        {
            BatchData data = Draw(seed);
            float[] plain = data.Run(Named(text.Split('+')[0])).Coefficients;
            float[] masked = data.Run(Named(text)).Coefficients;
            Assert.All(masked.Zip(plain), pair => Assert.True(pair.First == 0 || pair.First == pair.Second));
        }
    }

    [Fact]
    public void Mask_OracleOfAnswers_IsRefused()
    {
        ArgumentException error = Assert.Throws<ArgumentException>(() => new Learning.Masks.MaskedEstimator(
            new CrossEntropy(), [new Learning.Masks.RowDriftMask(0.5)]));
        Assert.Contains("learns from right answers", error.Message, StringComparison.Ordinal);
    }
}
