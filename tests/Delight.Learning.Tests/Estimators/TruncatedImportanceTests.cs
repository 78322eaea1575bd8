using Delight.Learning.Estimators;

namespace Delight.Learning.Tests.Estimators;

public sealed class TruncatedImportanceTests
{
    [Fact]
    public void Compute_WorkedBatch_CapsTheRatioOfTwo()
    {
        // weights 3/2, 1/2, 1, 1/4. J = (A w l summed) / N = (1/8) ln 2 (−3/2 − 1 + 1 + 3/4) = −(3/4)(1/8) ln 2.
        BatchData.Worked().Gives(
            new TruncatedImportance(1.5), -Math.Log(2) * 0.09375, 0.1875, 0.0625, -0.125, -0.03125);
    }
}
