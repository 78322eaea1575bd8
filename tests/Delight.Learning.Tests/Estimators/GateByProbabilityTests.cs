using Delight.Learning.Estimators;

namespace Delight.Learning.Tests.Estimators;

public sealed class GateByProbabilityTests
{
    [Fact]
    public void Compute_WorkedBatch_ShutsForTheRareOfEitherSign()
    {
        // sigmoid(l) = p / (1 + p) = 1/3, 1/5, 1/3, 1/9, times ±1/8.
        BatchData.Worked().Gives(
            new GateByProbability(1), Math.Log(2) * (-(1.0 / 24) - (2.0 / 40) + (1.0 / 24) + (3.0 / 72)),
            1.0 / 24, 0.025, -1.0 / 24, -1.0 / 72);
    }
}
