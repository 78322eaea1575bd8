using Delight.Learning.Parts;
using Delight.Learning.Theory;

namespace Delight.Learning.Tests.Theory;

public sealed class TabularAnalysisTests
{
    private static IReadOnlyList<TheoryEstimator> Estimators => TheoryEstimator.All(new PartCatalogues().Estimators);

    [Fact]
    public void Bandit_ThreeArms_HasDistributionsAndGradientByHand()
    {
        // delta 0.2, epsilon 0.3: pi = (0.8, 0.1, 0.1), mu = 0.7 pi + 0.1 = (0.66, 0.17, 0.17).
        // grad J = pi(0) (e_0 - pi) = 0.8 (0.2, -0.1, -0.1).
        TabularBandit bandit = new(3, 0.2, 0.3, TheoryBaseline.Mean);
        Near.Equal([0.8, 0.1, 0.1], bandit.Policy.ToArray(), Near.DoublePrecision, Near.DoublePrecision);
        Near.Equal([0.66, 0.17, 0.17], bandit.Behaviour.ToArray(), Near.DoublePrecision, Near.DoublePrecision);
        Near.Equal([0.34, -0.66, -0.66], bandit.Advantages.ToArray(), Near.DoublePrecision, Near.DoublePrecision);
        Near.Equal([0.16, -0.08, -0.08], bandit.Gradient.ToArray(), Near.DoublePrecision, Near.DoublePrecision);
        Near.Equal(0.8, new TabularBandit(3, 0.2, 0.3, TheoryBaseline.Value).Baseline, Near.DoublePrecision);
        Near.Equal(
            0.66, new TabularBandit(3, 0.2, 0.3, TheoryBaseline.ExpectedConfidence).Baseline, Near.DoublePrecision);
    }

    [Fact]
    public void Measure_PgOnThreeArms_HasPerpendicularMomentByHand()
    {
        // A failure's update on arm 1 is A (e_1 - pi) = -0.66 (-0.8, 0.9, -0.1). Along (2, -1, -1) / sqrt 6 the score
        // has (-1.6 - 0.9 + 0.1) / sqrt 6 = -2.4 / sqrt 6; what is left is (0, 0.5, -0.5), of square 0.5. Two such
        // arms of chance 0.17: 2 * 0.17 * 0.66^2 * 0.5 = 0.074052. A success has no perpendicular part.
        TheoryPoint point = new TabularAnalysis(new TabularBandit(3, 0.2, 0.3), 2, 1, 1).Measure(Estimators[0]);
        Near.Equal(0.074052, point.PerpendicularFailures);
        Near.Equal(0, point.PerpendicularSuccesses, absolute: Near.DoublePrecision);
        Near.Equal(0.074052, point.Perpendicular);
        Near.Equal(1, point.ExpectedCosine, Near.DoublePrecision);
    }

    [Fact]
    public void Measure_DgOnThreeArms_ScalesPgByTheSquareOfItsGate()
    {
        // chi = -0.66 * ln 10 = -1.519706; gate = 1 / (1 + e^1.519706) = 0.179504; 0.074052 * 0.179504^2 = 0.00238610.
        TheoryPoint point = new TabularAnalysis(new TabularBandit(3, 0.2, 0.3), 2, 1, 1).Measure(Find("dg"));
        Near.Equal(0.00238610, point.PerpendicularFailures, relative: 1e-5, absolute: 0);
    }

    [Fact]
    public void Measure_TwoArms_EveryUpdateLiesAlongTheGradient()
    {
        TabularAnalysis analysis = new(new TabularBandit(2, 0.1, 0.2), 50, 10, 3);
        Assert.All(Estimators.Select(analysis.Measure), point =>
        {
            Near.Equal(0, point.Perpendicular, absolute: Near.DoublePrecision);
            Near.Equal(1, point.ExpectedCosine, Near.DoublePrecision);
            Near.Equal(1, point.SampledCosine, Near.DoublePrecision);
        });
    }

    [Fact]
    public void Measure_ExactWeights_GiveTheGradientItself()
    {
        // Importance weights make E_mu[ratio A (e_a - pi)] = E_pi[A (e_a - pi)] = grad J for any baseline, so the
        // pg-told factors times mu must be A pi.
        TabularBandit bandit = new(5, 0.05, 0.25);
        double[] factors = new double[5];
        Find("pg-told").WriteFactors(bandit.Policy, bandit.Behaviour, bandit.Advantages, factors);
        for (int action = 0; action < 5; action++)
        {
            Near.Equal(
                bandit.Policy[action] * bandit.Advantages[action],
                bandit.Behaviour[action] * factors[action],
                absolute: 1e-9);
        }
    }

    [Fact]
    public void Run_SameSeed_GivesTheSameNumbersAndAnotherSeedOthers()
    {
        TheoryOptions options = new() { Deltas = 3, Batches = 20 };
        Assert.Equal(TheorySweep.Run(options, Estimators).Points, TheorySweep.Run(options, Estimators).Points);
        Assert.NotEqual(
            TheorySweep.Run(options, Estimators).Points, TheorySweep.Run(options with { Seed = 2 }, Estimators).Points);
    }

    [Theory]
    [InlineData(0, 0.1, 0.1)]
    [InlineData(3, 0, 0.1)]
    [InlineData(3, 1, 0.1)]
    [InlineData(3, 0.5, -0.1)]
    [InlineData(3, 0.5, 1.1)]
    public void Bandit_NumberOutOfRange_IsRefused(int actions, double delta, double contamination) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new TabularBandit(actions, delta, contamination));

    private static TheoryEstimator Find(string name) => Estimators.Single(estimator => estimator.Name == name);
}
