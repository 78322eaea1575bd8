using Delight.Learning.Diagnostics;
using Delight.Learning.Estimators;
using Delight.Learning.Tests.Estimators;

namespace Delight.Learning.Tests.Diagnostics;

public sealed class GateStatisticsTests
{
    [Fact]
    public void OfSuccessesAndFailures_PgOnWorkedBatch_AreMeanRatios()
    {
        // Successes: ratios 2 and 1/2, surprisals (1 + 2) ln 2 / 2. Failures: 1 and 1/4, (1 + 3) ln 2 / 2.
        BatchData data = BatchData.Worked();
        float[] coefficients = data.Run(new ImportanceWeighted()).Coefficients;
        GateStatistics successes = GateStatistics.OfSuccesses(data.View(), coefficients);
        GateStatistics failures = GateStatistics.OfFailures(data.View(), coefficients);
        Assert.Equal(0.5, successes.Share);
        Near.Equal(1.25, successes.WeightMean);
        Near.Equal(1.5 * Math.Log(2), successes.SurprisalMean);
        Assert.Equal(0.5, failures.Share);
        Near.Equal(0.625, failures.WeightMean);
        Near.Equal(2 * Math.Log(2), failures.SurprisalMean);
    }

    [Fact]
    public void OfFailures_NoFailure_IsZero()
    {
        BatchData data = BatchData.Worked() with { Advantages = [1, 0] };
        float[] coefficients = data.Run(new Reinforce()).Coefficients;
        Assert.Equal(new GateStatistics(0, 0, 0), GateStatistics.OfFailures(data.View(), coefficients));
        Assert.Equal(0.5, GateStatistics.OfSuccesses(data.View(), coefficients).Share);
    }
}
