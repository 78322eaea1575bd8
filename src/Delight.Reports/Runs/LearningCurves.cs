using Delight.Experiments.Records;
using Delight.Reports.Charts;

namespace Delight.Reports.Runs;

/// <summary>Error against learner steps: the mean over the runs of an estimator, with the band from the least to the
/// largest.</summary>
internal static class LearningCurves
{
    // More points than this cannot be told apart on a screen.
    private const int PointsMax = 400;

    /// <summary>The curve of the runs of one estimator.</summary>
    /// <param name="runs">Runs without an evaluation are left out.</param>
    /// <returns>At the steps that all of the remaining runs reached; a run is read off its straight lines between
    /// evaluations.</returns>
    public static IReadOnlyList<ChartPoint> Of(IEnumerable<RunRecord> runs)
    {
        List<List<(double Step, double Error)>> curves = [.. runs.Select(Curve).Where(curve => curve.Count > 0)];
        if (curves.Count == 0)
        {
            return [];
        }

        double first = curves.Max(curve => curve[0].Step);
        double last = curves.Min(curve => curve[^1].Step);
        List<ChartPoint> points = [];
        foreach (double step in curves.SelectMany(curve => curve).Select(point => point.Step).Distinct().Order())
        {
            if (step >= first && step <= last)
            {
                List<double> errors = [.. curves.Select(curve => At(curve, step))];
                points.Add(new ChartPoint(step, errors.Average(), errors.Min(), errors.Max()));
            }
        }

        return Thinned(points);
    }

    private static List<(double Step, double Error)> Curve(RunRecord run) =>
    [
        .. run.EvaluationsKept.Where(evaluation => double.IsFinite(evaluation.Error))
            .Select(evaluation => ((double)evaluation.Step, evaluation.Error)),
    ];

    private static double At(List<(double Step, double Error)> curve, double step)
    {
        int next = curve.FindIndex(point => point.Step >= step);
        (double rightStep, double right) = curve[next];
        if (next == 0 || rightStep == step)
        {
            return right;
        }

        (double leftStep, double left) = curve[next - 1];
        return left + ((right - left) * (step - leftStep) / (rightStep - leftStep));
    }

    // Neighbours are joined, never skipped: the band still covers the extremes. The last point stays, since it is the
    // result.
    private static IReadOnlyList<ChartPoint> Thinned(List<ChartPoint> points)
    {
        if (points.Count <= PointsMax)
        {
            return points;
        }

        int size = (points.Count + PointsMax - 1) / PointsMax;
        return
        [
            .. points.SkipLast(1).Chunk(size).Select(chunk => new ChartPoint(
                chunk.Average(point => point.X), chunk.Average(point => point.Y),
                chunk.Min(point => point.Low), chunk.Max(point => point.High))),
            points[^1],
        ];
    }
}
