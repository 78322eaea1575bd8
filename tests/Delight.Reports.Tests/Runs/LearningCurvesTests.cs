using Delight.Actors.Recording;
using Delight.Experiments.Records;
using Delight.Experiments.Tests.Support;
using Delight.Reports.Charts;
using Delight.Reports.Runs;

namespace Delight.Reports.Tests.Runs;

public sealed class LearningCurvesTests
{
    [Fact]
    public void Of_TwoSeeds_HasMeanAndExtremes()
    {
        IReadOnlyList<ChartPoint> points = LearningCurves.Of([Run((0, 0.75), (10, 0.25)), Run((0, 0.25), (10, 0.5))]);

        Assert.Equal([new ChartPoint(0, 0.5, 0.25, 0.75), new ChartPoint(10, 0.375, 0.25, 0.5)], points);
    }

    [Fact]
    public void Of_SeedsEvaluatedAtOtherSteps_ReadsBetweenThem()
    {
        // At step 5 the first run is halfway between 0.75 and 0.25; step 20 is left out, since the first never came
        // there.
        IReadOnlyList<ChartPoint> points =
            LearningCurves.Of([Run((0, 0.75), (10, 0.25)), Run((0, 0.5), (5, 0.25), (20, 0.25))]);

        Assert.Equal([0, 5, 10], points.Select(point => point.X));
        Assert.Equal(new ChartPoint(5, 0.375, 0.25, 0.5), points[1]);
    }

    [Fact]
    public void Of_RunWithoutEvaluation_IsLeftOut()
    {
        Assert.Equal(new ChartPoint(0, 0.5), Assert.Single(LearningCurves.Of([Run(), Run((0, 0.5))])));
        Assert.Empty(LearningCurves.Of([Run()]));
    }

    [Fact]
    public void Of_ThousandsOfEvaluations_KeepsExtremesAndTheLast()
    {
        (long, double)[] evaluations = [.. Enumerable.Range(0, 5000).Select(i => ((long)i, i == 1234 ? 0.99 : 0.5))];

        IReadOnlyList<ChartPoint> points = LearningCurves.Of([Run(evaluations)]);

        Assert.InRange(points.Count, 300, 401);
        Assert.Equal(0.99, points.Max(point => point.High));
        Assert.Equal(new ChartPoint(4999, 0.5), points[^1]);
    }

    [Fact]
    public void GateCurve_SeveralRuns_WeightsByShareAndLeavesGaps()
    {
        UpdateMeasurement At(long step, double share, double weight) =>
            RecordSamples.Update(step) with { Successes = new GateMeasurement(share, weight, 0) };
        RunRecord first = Run() with { Updates = [At(1, 0.25, 1), At(2, 0, 0)] };
        RunRecord second = Run() with { Updates = [At(1, 0.75, 0.5), At(2, 0, 0)] };

        IReadOnlyList<ChartPoint> points =
            GateCurves.Of([first, second], update => update.Successes, gate => gate.WeightMean);

        // (0.25 · 1 + 0.75 · 0.5) / 1 = 0.625; at step 2 there was no success.
        Assert.Equal(0.625, points[0].Y);
        Assert.True(double.IsNaN(points[1].Y));
        Assert.Equal(2, points.Count);
    }

    private static RunRecord Run(params (long Step, double Error)[] evaluations) => new("run", RecordSamples.Summary())
    {
        Evaluations = [.. evaluations.Select(entry => RecordSamples.Evaluation(entry.Step, entry.Error))],
    };
}
