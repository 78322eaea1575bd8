using Delight.Learning.Estimators;
using Delight.Learning.Inspection;
using Delight.Learning.Kernels;
using static Delight.Learning.Tests.Estimators.Identities;

namespace Delight.Learning.Tests.Estimators;

/// <summary>Where one estimator becomes another, and how they scale; over random batches.</summary>
public sealed class IdentityTests
{
    /// <summary>The 1e-8 beside a group's deviation does not scale with the rewards: room for that.</summary>
    private const double DeviationFloorShare = 1e-4;

    [Fact]
    public void Dg_InfiniteEta_IsHalfOfReinforce() =>
        Same(new Delightful(double.PositiveInfinity, 0), new Reinforce(), 0.5);

    [Fact]
    public void Ppo_InfiniteClip_IsPg() =>
        Same(new ProximalPolicy(double.PositiveInfinity), new ImportanceWeighted(), 1);

    [Fact]
    public void Tis_InfiniteCap_IsPg() =>
        Same(new TruncatedImportance(double.PositiveInfinity), new ImportanceWeighted(), 1);

    [Fact]
    public void Pg_OnPolicy_IsReinforce() =>
        Same(new ImportanceWeighted(), new Reinforce(), 1, data => data.OnPolicy());

    [Fact]
    public void Ppo_OnPolicy_IsReinforce() =>
        Same(new ProximalPolicy(0.2), new Reinforce(), 1, data => data.OnPolicy());

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(double.PositiveInfinity)]
    public void Tis_OnPolicy_IsReinforce(double cap) =>
        Same(new TruncatedImportance(cap), new Reinforce(), 1, data => data.OnPolicy());

    [Theory]
    [InlineData(1, 1)]
    [InlineData(3, 1)]
    [InlineData(double.PositiveInfinity, double.PositiveInfinity)]
    public void VTrace_OnPolicy_IsReinforce(double rhoBar, double cBar) =>
        Same(new VTrace(rhoBar, cBar), new Reinforce(), 1, data => data.OnPolicy());

    [Fact]
    public void VTrace_OneDecisionARow_IsTisWithTheSameCap() =>
        Same(new VTrace(2, 1), new TruncatedImportance(2), 1, OneDecisionARow);

    [Fact]
    public void Kondo_ShareOfOne_IsReinforce() => Same(new KondoByShare(1), new Reinforce(), 1);

    [Fact]
    public void Kondo_PriceOfZero_IsDgWithEtaOfZero() => Same(new KondoByPrice(0), new Delightful(0, 0), 1);

    [Fact]
    public void GateAdditive_AlphaOfOneOrZero_IsTheGateOnOneOfThem()
    {
        Same(new GateByMixture(1, 0.7, 0.2), new GateByAdvantage(0.7, 0.2), 1);
        Same(new GateByMixture(0, 0.7, 0.2), new GateBySurprisal(0.7, 0.2), 1);
    }

    [Fact]
    public void GateProbability_NegatedSurprisal_ComplementsTheSurprisalGate()
    {
        // sigmoid(l) + sigmoid(−l) = 1, so the two together are REINFORCE.
        for (ulong seed = 0; seed < Seeds; seed++)
        {
            BatchData data = Draw(seed);
            float[] rare = data.Run(new GateBySurprisal(1, 0)).Coefficients;
            float[] common = data.Run(new GateByProbability(1)).Coefficients;
            Near.Equal([.. rare.Zip(common, (a, b) => (double)a + b)], data.Run(new Reinforce()).Coefficients);
        }
    }

    [Fact]
    public void Rloo_GroupsOfEqualSize_IsReinforceTimesSizeOverSizeMinusOne()
    {
        // Two rows: n / (n − 1) = 2.
        BatchData data = BatchData.Worked();
        Near.Equal(
            [.. data.Run(new Reinforce()).Coefficients.Select(c => 2.0 * c)], data.Run(new LeaveOneOut()).Coefficients);
    }

    [Theory]
    [InlineData(0.25)]
    [InlineData(1000)]
    public void LinearEstimators_AdvantagesTimesAFactor_CoefficientsTimesThatFactor(double factor)
    {
        IEstimator[] linear =
        [
            new Reinforce(), new ImportanceWeighted(), new TruncatedImportance(2), new ProximalPolicy(0.2),
            new VTrace(1, 1),
            new PositiveOnly(), new KondoByPrice(0), new KondoByShare(0.25), new GateBySurprisal(1, 0),
            new GateByProbability(1),
        ];
        Assert.All(linear, estimator => Scales(estimator, estimator, factor, factor));
    }

    [Fact]
    public void Dg_AdvantagesAndEtaTimesAFactor_CoefficientsTimesThatFactor() =>
        Scales(new Delightful(1, 0.5), new Delightful(8, 4), 8, 8);

    [Fact]
    public void Pmpo_AdvantagesTimesAFactor_ChangesNothing()
    {
        PreferenceOptimization estimator = new(0.5, 0.1, 1e-9);
        Scales(estimator, estimator, 100, 1);
    }

    [Fact]
    public void Grpo_RewardsTimesAFactor_ChangesNothing()
    {
        for (ulong seed = 0; seed < Seeds; seed++)
        {
            BatchData data = Draw(seed);
            BatchData scaled = data with { Rewards = [.. data.Rewards.Select(reward => reward * 64)] };
            Near.Equal(
                [.. data.Run(new GroupRelative(0.2)).Coefficients.Select(c => (double)c)],
                scaled.Run(new GroupRelative(0.2)).Coefficients, DeviationFloorShare);
        }
    }

    [Fact]
    public void Xent_DLogits_AreTheSupervisedGradient()
    {
        for (ulong seed = 0; seed < Seeds; seed++)
        {
            InspectedBatch batch = RandomBatches.Draw(seed);
            double[] logProbs = new double[batch.Chosen.Length], probabilities = new double[batch.Logits.Length];
            LogSoftmax.Forward(batch.Logits, batch.Actions, batch.Answers!, logProbs, probabilities);
            double[] expected =
            [
                .. probabilities.Select((p, k) =>
                    batch.Mask[k / batch.Actions] * (OneHot(batch, k) - p) / batch.Count),
            ];
            Near.Equal(expected, BatchInspection.Compute(batch, new CrossEntropy()).DLogits);
        }
    }

    private static int OneHot(InspectedBatch batch, int k) =>
        k % batch.Actions == batch.Answers![k / batch.Actions] ? 1 : 0;

    private static void Scales(IEstimator before, IEstimator after, double factor, double expectedFactor)
    {
        for (ulong seed = 0; seed < Seeds; seed++)
        {
            BatchData data = Draw(seed);
            BatchData scaled = data with { Advantages = [.. data.Advantages.Select(a => factor * a)] };
            double[] expected = [.. data.Run(before).Coefficients.Select(c => expectedFactor * c)];
            Near.Equal(expected, scaled.Run(after).Coefficients, what: $"{before.GetType().Name} seed {seed}");
        }
    }
}
