using Delight.Learning.Estimators;

namespace Delight.Learning.Tests.Estimators;

public sealed class CrossEntropyTests
{
    [Fact]
    public void Compute_WorkedBatch_IsOneOverCount()
    {
        // c = 1 / 4, whatever the reward. J = mean(l) = −(1 + 2 + 1 + 3) ln 2 / 4.
        BatchData.Worked().Gives(new CrossEntropy(), -1.75 * Math.Log(2), 0.25, 0.25, 0.25, 0.25);
    }
}
