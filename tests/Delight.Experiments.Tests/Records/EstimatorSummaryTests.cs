using Delight.Experiments.Records;
using Delight.Experiments.Tests.Support;

namespace Delight.Experiments.Tests.Records;

public sealed class EstimatorSummaryTests
{
    private const double Tolerance = 1e-15;

    [Fact]
    public void SolvedCount_OfRuns_IsByTheLastFifthAndWithoutFailures()
    {
        RunSummary run = RecordSamples.Summary() with { Status = RunStatus.Finished, Error = 0.5 };
        EstimatorSummary summary = new("dg", [
            run with { ErrorLastFifth = 0.01 }, run with { ErrorLastFifth = 0.011 }, run,
            run with { ErrorLastFifth = 0, Status = RunStatus.Failed },
        ]);
        Assert.Equal(1, summary.SolvedCount);
    }

    [Fact]
    public void ErrorMean_SomeInterrupted_IsOverThoseThatCameToTheirEnd()
    {
        RunSummary run = RecordSamples.Summary() with { Status = RunStatus.Finished, Error = 0.1 };
        RunSummary interrupted = run with { Status = RunStatus.Interrupted, Error = 0.9 };
        EstimatorSummary summary = new("dg", [run, interrupted, run with { Status = RunStatus.Failed }]);
        Assert.Equal((1, 0.1, " (1 failed, 1 interrupted)"), (summary.N, summary.ErrorMean, summary.LeftOut));

        EstimatorSummary all = new("dg", [interrupted, interrupted with { Error = 0.7 }]);
        Assert.Equal((2, 0.8, string.Empty), (all.N, all.ErrorMean, all.LeftOut));
    }

    [Fact]
    public void Group_ThreeSeeds_HasMeanAndStandardErrorOfTheMean()
    {
        // Errors 0.1, 0.2, 0.6: mean 0.3, squares 0.04 + 0.01 + 0.09 = 0.14, variance 0.07, standard error sqrt(0.07 /
        // 3).
        EstimatorSummary summary =
            Assert.Single(EstimatorSummary.Group([Run("dg", 0.1), Run("dg", 0.2), Run("dg", 0.6)]));

        Assert.Equal(3, summary.N);
        Assert.Equal(0.3, summary.ErrorMean!.Value, Tolerance);
        Assert.Equal(Math.Sqrt(0.07 / 3), summary.ErrorStandardError!.Value, Tolerance);
    }

    [Fact]
    public void Group_OneSeed_HasNoStandardError()
    {
        EstimatorSummary summary = Assert.Single(EstimatorSummary.Group([Run("dg", 0.1)]));

        Assert.Equal(0.1, summary.ErrorMean);
        Assert.Null(summary.ErrorStandardError);
    }

    [Fact]
    public void Group_FailedAndUnevaluatedRuns_DoNotCount()
    {
        EstimatorSummary summary = Assert.Single(EstimatorSummary.Group(
            [Run("pg", 0.5), Run("pg", 0.1) with { Status = RunStatus.Failed }, Run("pg", null),
                Run("pg", double.NaN)]));

        Assert.Equal(1, summary.N);
        Assert.Equal(1, summary.FailedCount);
        Assert.Equal(0.5, summary.ErrorMean);
        Assert.Equal(4, summary.Runs.Count);
    }

    [Fact]
    public void Group_SeveralEstimators_KeepsTheOrderOfFirstAppearance() => Assert.Equal(
        ["pg", "dg"],
        EstimatorSummary.Group([Run("pg", 0.5), Run("dg", 0.1), Run("pg", 0.4)]).Select(s => s.Estimator));

    [Fact]
    public void Pooled_TwoRuns_CountsRowsOfBoth()
    {
        StalenessSummary pooled = StalenessSummary.Pooled([
            new StalenessSummary(0, 0, 0, 0, [new StalenessCount(0, 2)]),
            new StalenessSummary(3, 0, 9, 9, [new StalenessCount(0, 2), new StalenessCount(9, 2)])]);

        // (0·4 + 9·2) / 6 = 3
        Assert.Equal(3, pooled.Mean, Tolerance);
        Assert.Equal([new StalenessCount(0, 4), new StalenessCount(9, 2)], pooled.Counts);
        Assert.Equal(6, pooled.Rows);
        Assert.Equal((0, 9, 9), (pooled.P50, pooled.P95, pooled.Max));
    }

    private static RunSummary Run(string estimator, double? error) =>
        RecordSamples.Summary(estimator) with { Status = RunStatus.Finished, Error = error };
}
