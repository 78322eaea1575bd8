using Delight.Learning.Estimators;
using static Delight.Learning.Tests.Estimators.Identities;

namespace Delight.Learning.Tests.Estimators;

/// <summary>Where the corrections of 2025 and 2026, and masks, become something else; over random batches.</summary>
public sealed class CorrectionIdentityTests
{
    [Theory]
    [InlineData("cispo")]
    [InlineData("icepop")]
    [InlineData("ipo")]
    [InlineData("dppo-tv")]
    [InlineData("dppo-kl")]
    [InlineData("m2po")]
    [InlineData("topr")]
    [InlineData("seq-tis")]
    [InlineData("up")]
    [InlineData("sapo")]
    [InlineData("aspo")]
    [InlineData("a3po")]
    [InlineData("ppo-dual")]
    [InlineData("reinforce-geo")]
    public void Corrections_OnPolicy_AreReinforce(string name) =>
        Same(Named(name), new Reinforce(), 1, data => data.OnPolicy());

    [Theory]
    [InlineData("cispo(cap=1)", "tis(cap=1)")]
    [InlineData("icepop(low=0,high=infinity)", "pg")]
    [InlineData("pg+icepop", "icepop")]
    [InlineData("tis(cap=1e4)+ipo", "ipo")]
    [InlineData("a3po(mix=1)", "ppo")]
    [InlineData("a3po(mix=0)", "tis(cap=5)")]
    [InlineData("ppo(clip=0.2,clipHigh=0.2,dual=infinity,beta=0)", "ppo")]
    [InlineData("ppo(clip=infinity)", "pg")]
    [InlineData("dg(perRow=false,whiten=false,clipSurprisal=infinity)", "dg")]
    [InlineData("dg+geo(low=0,high=infinity)+ipo(epsilon=1)", "dg")]
    [InlineData("dg+opsm+geo", "dg+geo+opsm")]
    public void Settings_OfTheSameMeaning_AreTheSame(string one, string other) => Same(Named(one), Named(other), 1);

    [Fact]
    public void Topr_RowsOfNonNegativeAdvantage_IsReinforce() =>
        Same(new TaperedOffPolicy(1), new Reinforce(), 1, Nonnegative);

    [Fact]
    public void Up_AllAdvantagesPositive_IsReinforce() => Same(
        new UnweightedSuccesses(0.2), new Reinforce(), 1,
        data => data with { Advantages = [.. data.Advantages.Select(a => Math.Abs(a) + 0.5)] });

    [Fact]
    public void Opsm_RowsOfNonNegativeAdvantage_KeepsAll() => Same(Named("pg+opsm"), Named("pg"), 1, Nonnegative);

    [Fact]
    public void Gspo_RowsOfOneDecision_IsPpoWithItsClips() => Same(
        new GroupSequence(3e-4, 4e-4), new ProximalPolicy(3e-4) { ClipHigh = 4e-4 }, 1, OneDecisionARow);

    [Theory]
    [InlineData("seq-tis(cap=2)", "tis(cap=2)")]
    [InlineData("dg(perRow=true)", "dg")]
    public void RowForms_RowsOfOneDecision_AreTheFormsOfADecision(string row, string decision) =>
        Same(Named(row), Named(decision), 1, OneDecisionARow);

    [Fact]
    public void Ppo_Beta_AddsTheAnchorToEveryDecision()
    {
        for (ulong seed = 0; seed < Seeds; seed++)
        {
            BatchData data = Draw(seed);
            int count = data.Mask.Count(value => value == 1);
            double[] expected =
            [
                .. data.Run(new ProximalPolicy(0.2)).Coefficients
                    .Select((c, i) => data.Mask[i] == 1 ? c + (0.25 / count) : 0),
            ];
            Near.Equal(expected, data.Run(new ProximalPolicy(0.2) { Beta = 0.25 }).Coefficients);
        }
    }

    [Fact]
    public void Grpo_WithOpsm_MasksByItsOwnAdvantage()
    {
        // The run's advantages say that both rows failed. By its own, row 0 did not.
        BatchData data = BatchData.Worked() with { Advantages = [-1, -1], BehaviourLogProbs = [0, 0, 0, 0] };
        float[] masked = data.Run(Named("grpo+opsm(delta=0)")).Coefficients;
        Assert.All(masked[..2], c => Assert.NotEqual(0, c));
        Assert.Equal([0, 0], masked[2..]);
    }

    private static BatchData Nonnegative(BatchData data) =>
        data with { Advantages = [.. data.Advantages.Select(Math.Abs)] };
}
