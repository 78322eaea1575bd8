using Delight.Learning.Diagnostics;
using Delight.Learning.Tests.Estimators;

namespace Delight.Learning.Tests.Diagnostics;

public sealed class BehaviourDriftTests
{
    [Fact]
    public void Of_WorkedBatch_MeasuresRatiosAndDivergence()
    {
        // ratios 2, 1/2, 1, 1/4: (15/4)² / (4 · (4 + 1/4 + 1 + 1/16)) = 14.0625 / 21.25. mean(u − l) = (−1 + 1 + 0 +
        // 2)/4 ln 2.
        BehaviourDrift drift = BehaviourDrift.Of(BatchData.Worked().View());
        Near.Equal(14.0625 / 21.25, drift.EffectiveSampleShare, Near.DoublePrecision, 0);
        Near.Equal(Math.Log(2) / 2, drift.Divergence, Near.DoublePrecision, 0);
        Assert.Equal(0, drift.ClampedRatios);
    }

    [Fact]
    public void Of_OnPolicy_IsOneAndZero() =>
        Assert.Equal(new BehaviourDrift(1, 0, 0), BehaviourDrift.Of(BatchData.Worked().OnPolicy().View()));

    [Fact]
    public void Of_OneDominantDecision_FallsToOneOverCount()
    {
        BatchData data =
            BatchData.Worked() with { LogProbs = [-1, -500, -500, -500], BehaviourLogProbs = [-100, -500, -500, -500] };
        BehaviourDrift drift = BehaviourDrift.Of(data.View());
        Near.Equal(0.25, drift.EffectiveSampleShare);
        Assert.Equal(1, drift.ClampedRatios);
    }

    [Fact]
    public void Of_MaskedDecisions_TakeNoPart()
    {
        // Left are ratio 2 and 1/4: (9/4)² / (2 · (4 + 1/16)).
        BatchData data = BatchData.Worked() with { Mask = [1, 0, 0, 1] };
        Near.Equal(5.0625 / 8.125, BehaviourDrift.Of(data.View()).EffectiveSampleShare, Near.DoublePrecision, 0);
    }
}
