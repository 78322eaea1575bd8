using Delight.Learning.Estimators;

namespace Delight.Learning.Tests.Estimators;

public sealed class PositiveOnlyTests
{
    [Fact]
    public void Compute_WorkedBatch_DropsFailures()
    {
        // max(A, 0) / N = 1/8 for row 0. J = −(1 + 2) ln 2 / 8.
        BatchData.Worked().Gives(new PositiveOnly(), -0.375 * Math.Log(2), 0.125, 0.125, 0, 0);
    }
}
