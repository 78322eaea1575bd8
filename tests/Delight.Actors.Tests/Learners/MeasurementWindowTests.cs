using Delight.Actors.Learners;
using Delight.Actors.Recording;
using Delight.Learning.Diagnostics;
using Delight.Learning.Training;

namespace Delight.Actors.Tests.Learners;

public sealed class MeasurementWindowTests
{
    [Fact]
    public void Measure_TwoUpdates_AveragesThem()
    {
        MeasurementWindow window = new();
        window.Add(Update(1, new GateStatistics(0.5, 1, 2), new GateStatistics(0, 0, 0)));
        window.Add(Update(3, new GateStatistics(0.25, 4, 8), new GateStatistics(0.5, 0.5, 1)));
        window.AddRows(
            [(2, 3), (10, 1)],
            [new RowEffect(4, 1, 3), new RowEffect(4, 3, 6), new RowEffect(0, 0, 0), new RowEffect(2, 0, 5)]);
        UpdateMeasurement measured = window.Measure(70, TimeSpan.FromSeconds(9));
        Assert.Equal((70L, TimeSpan.FromSeconds(9)), (measured.Step, measured.Time));
        Assert.Equal((2.0, 20.0, 200.0, 2000.0),
            (measured.RewardMean, measured.Objective, measured.GradientNorm, measured.Entropy));
        Assert.Equal((0.2, 0.02),
            (Math.Round(measured.BehaviourDivergence, 12), Math.Round(measured.EffectiveSampleShare, 12)));
        Assert.Equal((4L, 8L), (measured.ClampedRatios, measured.UninformativeRows));
        // (0.5·1 + 0.25·4) / 0.75, (0.5·2 + 0.25·8) / 0.75
        Assert.Equal(new GateMeasurement(0.375, 2, 4), measured.Successes);
        Assert.Equal(new GateMeasurement(0.25, 0.5, 1), measured.Failures);
        Assert.Equal((4.0, 10L), (measured.StalenessMean, measured.StalenessMax)); // (3·2 + 10) / 4
        Assert.Equal(
            [new AgeMeasurement(2, 3, 8, 0.5, 3), new AgeMeasurement(8, 1, 2, 0, 5)], measured.ByAge);
        // 1 + 3 rows left out, 8 kept; rewards 2 + 6 and 1 + 1.
        Assert.Equal((1 / 3.0, 2.0, 0.25),
            (measured.DroppedShare, measured.DroppedRewardMean, measured.KeptRewardMean));
    }

    [Fact]
    public void Measure_RowsDroppedBeforeTheirUpdate_AreCountedToo()
    {
        MeasurementWindow window = new();
        window.Add(Update(0, default, default));
        Assert.Null(window.Measure(1, default).DroppedRewardMean);
        window.AddDropped([1, 0, 1, 1]);
        UpdateMeasurement measured = window.Measure(1, default);
        Assert.Equal((0.5, 0.75, 0.25), (measured.DroppedShare, measured.DroppedRewardMean, measured.KeptRewardMean));
    }

    [Fact]
    public void Measure_NoDecisionOfASign_IsZeroAndNotNaN()
    {
        MeasurementWindow window = new();
        window.Add(Update(1, default, default));
        Assert.Equal(new GateMeasurement(0, 0, 0), window.Measure(1, default).Successes);
        Assert.Equal(0, window.Measure(1, default).StalenessMean);
    }

    private static UpdateStatistics Update(double x, GateStatistics successes, GateStatistics failures) => new()
    {
        Rows = 4, RowsBackward = 4, RewardMean = x, Objective = 10 * x, GradientNorm = 100 * x, Entropy = 1000 * x,
        Selection = new RowSelection((int)x, 2 * x, KeptRows: 4, KeptRewardSum: 1),
        UninformativeRows = (int)(2 * x), Drift = new BehaviourDrift(x / 100, x / 10, (int)x), Successes = successes,
        Failures = failures,
    };
}
