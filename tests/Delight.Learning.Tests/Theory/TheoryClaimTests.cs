using Delight.Learning.Parts;
using Delight.Learning.Theory;

namespace Delight.Learning.Tests.Theory;

/// <summary>The claims of the tabular analysis, as numbers.</summary>
public sealed class TheoryClaimTests
{
    /// <summary>Exponents are fitted between delta 1e-4 and 1e-2, where corrections of order delta are left.</summary>
    private const double SlopeRoom = 0.05;

    private static readonly IReadOnlyList<TheoryEstimator> Estimators =
        TheoryEstimator.All(new PartCatalogues().Estimators);

    private static readonly TheorySweep Sweep = TheorySweep.Run(new TheoryOptions(), Estimators);

    [Theory]
    [InlineData("pg", 0)]
    [InlineData("gate-surprisal", 0)]
    [InlineData("gate-probability", 2)]
    [InlineData("pg-told", 2)]

    // The gate closes as (delta / (K - 1))^|A| with A = -b = -0.91 as delta vanishes; its square is in the moment.
    [InlineData("dg", 1.82)]
    public void FailureSlope_Estimator_IsTheExponentOfItsWeightSquared(string estimator, double expected) =>
        Assert.InRange(Sweep.FailureSlope(estimator)!.Value, expected - SlopeRoom, expected + SlopeRoom);

    [Theory]
    [InlineData("pg", 0)]
    [InlineData("dg", 0)]
    [InlineData("gate-surprisal", 0)]
    [InlineData("gate-probability", 1)]
    [InlineData("pg-told", 1)]
    public void RareSuccessSlope_SignBlindGateThatCloses_SuppressesSuccessesAsMuch(string estimator, double expected) =>
        Assert.InRange(Sweep.RareSuccessSlope(estimator)!.Value, expected - SlopeRoom, expected + SlopeRoom);

    [Fact]
    public void RareWeights_SameProbability_OnlyDgTellsSuccessFromFailure()
    {
        foreach (RareWeight weight in Sweep.RareWeights)
        {
            // dg: sigmoid(s) / sigmoid(-s) = e^s = 1 / p with |A| = 1; the others do not see the sign.
            double expected = weight.Estimator == "dg" ? 1 / weight.Probability : 1;
            Near.Equal(expected, weight.Ratio);
        }
    }

    [Fact]
    public void SampledCosine_SmallDelta_IsBetterForDgThanForPgByManyStandardErrors()
    {
        TheoryPoint dg = Sweep.Points.Last(point => point.Estimator == "dg");
        TheoryPoint pg = Sweep.Points.Last(point => point.Estimator == "pg");
        Assert.Equal(1e-4, dg.Delta);
        Assert.InRange(dg.SampledCosine, 0.99, 1);
        Assert.InRange(pg.SampledCosine, 0.94, 0.965);
        Assert.True(dg.SampledCosine - pg.SampledCosine > 10 * (dg.SampledCosineError + pg.SampledCosineError));
    }

    [Fact]
    public void FailureSlope_NoContamination_PgFallsWithDelta()
    {
        // Without contamination failures have chance delta themselves: pg's moment falls as delta, dg's as its cube.
        TheorySweep clean = TheorySweep.Run(new TheoryOptions { Contamination = 0, Batches = 2 }, Estimators);
        Assert.InRange(clean.FailureSlope("pg")!.Value, 1 - SlopeRoom, 1 + SlopeRoom);
        Assert.InRange(clean.FailureSlope("dg")!.Value, 3 - SlopeRoom, 3 + SlopeRoom);
    }

    [Theory]
    [InlineData(0.01, 0)]
    [InlineData(0.5, 0)]
    [InlineData(1, 0)]
    public void FailureSlope_PgUnderContamination_DoesNotFall(double contamination, double expected)
    {
        TheorySweep sweep = TheorySweep.Run(
            new TheoryOptions { Contamination = contamination, Batches = 2 }, Estimators);
        Assert.InRange(sweep.FailureSlope("pg")!.Value, expected - SlopeRoom, expected + SlopeRoom);
        Assert.True(sweep.FailureSlope("dg")!.Value > 0.1);
    }

    [Fact]
    public void FailureSlope_ContaminationBelowEveryDelta_IsNotTold() => Assert.Null(
        TheorySweep.Run(new TheoryOptions { Contamination = 1e-4, Batches = 2 }, Estimators).FailureSlope("pg"));

    [Fact]
    public void LogLogSlope_PowerLaw_IsItsExponent()
    {
        Near.Equal(-1.5, LogLogSlope.Of([(1, 8), (4, 1), (16, 0.125)])!.Value, Near.DoublePrecision);
        Assert.Null(LogLogSlope.Of([(1, 0), (2, 3)]));
        Assert.Null(LogLogSlope.Of([(2, 1), (2, 3)]));
    }
}
