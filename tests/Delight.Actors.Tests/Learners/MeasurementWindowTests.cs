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
    public void Measure_RowsOfTwoPools_AreMeansOfEach()
    {
        MeasurementWindow window = new();
        window.Add(Update(1, default, default));
        window.AddPools(
            [("rollout", 2, 2), ("broken", 7, 1), ("rollout", 5, 1)],
            [
                Effect(decisions: 2, silent: 1, advantage: 0.5, surprisal: 1, weights: 3),
                Effect(decisions: 2, silent: 0, advantage: -0.5, surprisal: 2, weights: 1),
                Effect(decisions: 4, silent: 4, advantage: -1, surprisal: 8, weights: 2),
                Effect(decisions: 0, silent: 0, advantage: 0, surprisal: 3, weights: 0),
            ],
            [1, 0.5f, 0, 0]);
        IReadOnlyList<PoolMeasurement> pools = window.Measure(1, default).ByPool;
        Assert.Equal(
            [
                new PoolMeasurement("broken", 1, 4)
                {
                    StalenessMean = 7, StalenessMax = 7, RewardMean = 0, AdvantageMean = -1, SurprisalMean = 8,
                    WeightMean = 0.5, ClippedShare = 1, GradientNorm = 6,
                },
                // Staleness (2 + 2 + 5) / 3, reward (1 + 0.5 + 0) / 3, surprisal (1 + 2 + 3) / 3; of four decisions
                // with an advantage one is silent, and the weights are 3 + 1.
                new PoolMeasurement("rollout", 3, 4)
                {
                    StalenessMean = 3, StalenessMax = 5, RewardMean = 0.5, AdvantageMean = 0, SurprisalMean = 2,
                    WeightMean = 1, ClippedShare = 0.25, GradientNorm = 6,
                },
            ],
            pools);
    }

    [Fact]
    public void Measure_RowsOfOnePool_HaveNoPools()
    {
        MeasurementWindow window = new();
        window.Add(Update(1, default, default));
        window.AddPools([("rollout", 2, 1)], [new RowEffect(1, 0, 1)], [1]);
        Assert.Empty(window.Measure(1, default).ByPool);
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

    private static RowEffect Effect(int decisions, int silent, double advantage, double surprisal, double weights) =>
        new(decisions, silent, GradientNorm: 6)
        {
            Advantage = advantage, SurprisalMean = surprisal, WeightSum = weights,
        };

    private static UpdateStatistics Update(double x, GateStatistics successes, GateStatistics failures) => new()
    {
        Rows = 4, RowsBackward = 4, RewardMean = x, Objective = 10 * x, GradientNorm = 100 * x, Entropy = 1000 * x,
        Selection = new RowSelection((int)x, 2 * x, KeptRows: 4, KeptRewardSum: 1),
        UninformativeRows = (int)(2 * x), Drift = new BehaviourDrift(x / 100, x / 10, (int)x), Successes = successes,
        Failures = failures,
    };
}
