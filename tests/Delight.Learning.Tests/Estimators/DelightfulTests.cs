using Delight.Learning.Estimators;

namespace Delight.Learning.Tests.Estimators;

public sealed class DelightfulTests
{
    [Fact]
    public void Compute_WorkedBatch_GatesByDelight()
    {
        // χ = ±(1/2)(1, 2, 1, 3) ln 2, so e^χ = √2, 2, 1/√2, 1/√8 and the gates e^χ / (1 + e^χ) are
        // √2 / (1 + √2), 2/3, 1 / (1 + √2), 1 / (1 + √8), each times ±1/8.
        double root = Math.Sqrt(2);
        double[] c = [root / (1 + root) / 8, 1.0 / 12, -1 / (1 + root) / 8, -1 / (1 + (2 * root)) / 8];
        BatchData.Worked().Gives(new Delightful(1, 0), Math.Log(2) * (-c[0] - (2 * c[1]) - c[2] - (3 * c[3])), c);
    }

    [Fact]
    public void Compute_EtaOfZero_IsTheStep()
    {
        // χ = 0.35, 0.69, −0.35, −1.04: only the second is above 0.5. J = −2 ln 2 / 8.
        BatchData.Worked().Gives(new Delightful(0, 0.5), -Math.Log(2) / 4, 0, 0.125, 0, 0);
    }
}
