using Delight.Experiments.Records;
using Delight.Experiments.Sweeps;

namespace Delight.Experiments.Tests.Sweeps;

public sealed class SampleTests
{
    // Quantiles have four decimals.
    private const int Digits = 4;

    [Fact]
    public void OfDifferences_ThreeSeeds_IsTheIntervalWorkedByHand()
    {
        // Differences 1, 2, 6: mean 3, deviations -2, -1, 3, squares 4 + 1 + 9 = 14, variance 14 / 2 = 7,
        // standard error sqrt(7 / 3) = 1.527525, t(2) = 4.3027, half width 6.572482.
        Sample sample = Sample.OfDifferences(
            new Dictionary<ulong, double> { [1] = 11, [2] = 22, [3] = 36, [4] = 5 },
            new Dictionary<ulong, double> { [3] = 30, [1] = 10, [2] = 20, [5] = 1 });
        Assert.Equal((3, 3.0), (sample.N, sample.Mean));
        Assert.Equal(1.5275, sample.StandardError!.Value, Digits);
        Assert.Equal(6.5725, sample.Interval!.Value, Digits);
    }

    [Theory]
    [InlineData(true, 0.0, 0.01, 0.9)]
    [InlineData(true, 0.9, 0.0, 0.02, 0.01, 0.95)] // two groups: gap 0.88 of 0.95
    [InlineData(false, 0.0, 0.5, 0.9)] // no gap above two thirds of 0.9
    [InlineData(false, 0.0, 0.01, 0.09)] // parts, but within a tenth
    [InlineData(false, 0.0, 0.9)] // of two numbers nobody can tell
    public void IsBimodal_SpreadWithOneGap_IsIt(bool expected, params double[] values) =>
        Assert.Equal(expected, Sample.Of(values).IsBimodal(0.1));

    [Fact]
    public void Text_OfPartedSeeds_ShowsEachInItsPlace()
    {
        Metric error = Metric.Find("error")!, solved = Metric.Find("solved")!;
        Assert.Equal("90.0\u00a0%, 0.0\u00a0%, 1.0\u00a0%", error.Text(Sample.Of([0.9, 0, 0.01])));
        Assert.Equal("50.0\u00a0±\u00a05.8\u00a0%", error.Text(Sample.Of([0.4, 0.5, 0.6])));
        Assert.Equal("2 of 3", solved.Text(Sample.Of([1, 0, 1])));
    }

    [Fact]
    public void LastFifth_OfRecordsAndOfOldCurves_IsTheMedianOfTheLastEvaluations()
    {
        // Of eleven evaluations the last three.
        double[] errors = [1, 1, 1, 1, 1, 1, 1, 1, 0.3, 0.005, 0.01];
        CellResult old = new()
        {
            Key = "k", Experiment = "e", Command = "c", Status = RunStatus.Finished, Error = 0.01,
            Evaluations = new Dictionary<string, double[]> { ["error"] = errors },
        };
        Metric lastFifth = Metric.Find("errorLastFifth")!, solved = Metric.Find("solved")!;
        Assert.Equal((0.01, 1.0), (lastFifth.Of(old), solved.Of(old)));
        CellResult recorded = old with { ErrorLastFifth = 0.02 };
        Assert.Equal((0.02, 0.0), (lastFifth.Of(recorded), solved.Of(recorded)));
        Assert.Equal(0.0, solved.Of(old with { Status = RunStatus.Failed }));
        Assert.Equal(0.25, EvaluationHistory.Median([0.4, 0.1, 0.3, 0.2]));
        Assert.Null(EvaluationHistory.MedianOfLastFifth([]));
    }

    [Fact]
    public void Of_OneNumber_KnowsNothingOfItsSpread()
    {
        Sample sample = Sample.Of([0.25, double.NaN]);
        Assert.Equal((1, 0.25, null, null), (sample.N, sample.Mean, sample.StandardError, sample.Interval));
    }

    [Fact]
    public void Of_NoNumber_HasNoMean()
    {
        Sample sample = Sample.Of([double.NaN]);
        Assert.Equal(0, sample.N);
        Assert.True(double.IsNaN(sample.Mean));
    }

    [Theory]
    [InlineData(1, 12.7062)]
    [InlineData(4, 2.7764)]
    [InlineData(30, 2.0423)]
    [InlineData(31, 2.0395)]
    [InlineData(60, 2.0003)]
    [InlineData(1000, 1.9623)]
    public void Quantile975_DegreesOfFreedom_IsThatOfTheTables(int degrees, double expected) =>
        Assert.Equal(expected, StudentT.Quantile975(degrees), Digits);
}
