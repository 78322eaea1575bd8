using Delight.Actors.Recording;
using Delight.Experiments.Records;
using Delight.Reports.Charts;

namespace Delight.Reports.Runs;

/// <summary>What an estimator's weights did over training, averaged over runs and over stretches of steps.</summary>
internal static class GateCurves
{
    private const int PointsMax = 120;

    /// <summary>The mean of one quantity of decisions of one sign, each measurement weighted by the share of such
    /// decisions.</summary>
    /// <param name="runs">Runs of one estimator.</param>
    /// <param name="side">Successes or failures of a measurement.</param>
    /// <param name="value">Weight or surprisal.</param>
    /// <returns>At most 120 points at the last step of each stretch; stretches without such decisions are
    /// gaps.</returns>
    public static IReadOnlyList<ChartPoint> Of(
        IEnumerable<RunRecord> runs, Func<UpdateMeasurement, GateMeasurement> side, Func<GateMeasurement, double> value)
    {
        List<UpdateMeasurement> updates = [.. runs.SelectMany(run => run.UpdatesKept)];
        if (updates.Count == 0)
        {
            return [];
        }

        long[] steps = [.. updates.Select(update => update.Step).Distinct().Order()];
        int size = (steps.Length + PointsMax - 1) / PointsMax;
        List<ChartPoint> points = [];
        ILookup<long, GateMeasurement> byStep = updates.ToLookup(update => update.Step, side);
        foreach (long[] stretch in steps.Chunk(size))
        {
            List<GateMeasurement> gates = [.. stretch.SelectMany(step => byStep[step])
                .Where(gate => gate.Share > 0 && double.IsFinite(value(gate)))];
            double share = gates.Sum(gate => gate.Share);
            double mean = gates.Sum(gate => gate.Share * value(gate)) / share;
            points.Add(new ChartPoint(stretch[^1], share > 0 ? mean : double.NaN));
        }

        return points;
    }
}
