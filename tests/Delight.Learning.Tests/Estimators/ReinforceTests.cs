using Delight.Learning.Estimators;

namespace Delight.Learning.Tests.Estimators;

public sealed class ReinforceTests
{
    [Fact]
    public void Compute_WorkedBatch_IsAdvantageOverCount()
    {
        // A / N = ±(1/2) / 4. J = (1/2)(−1 − 2 + 1 + 3) ln 2 / 4.
        BatchData.Worked().Gives(new Reinforce(), Math.Log(2) / 8, 0.125, 0.125, -0.125, -0.125);
    }
}
