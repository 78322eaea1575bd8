using Delight.Learning.Estimators;

namespace Delight.Learning.Tests.Estimators;

public sealed class GateBySurprisalTests
{
    [Fact]
    public void Compute_WorkedBatch_OpensForTheRareOfEitherSign()
    {
        // sigmoid(−l) = 1 / (1 + p) = 2/3, 4/5, 2/3, 8/9, times ±1/8.
        BatchData.Worked().Gives(
            new GateBySurprisal(1, 0), Math.Log(2) * (-(1.0 / 12) - (2.0 / 10) + (1.0 / 12) + (3.0 / 9)),
            1.0 / 12, 0.1, -1.0 / 12, -1.0 / 9);
    }
}
