using Delight.Learning.Estimators;

namespace Delight.Learning.Tests.Estimators;

public sealed class GateByMixtureTests
{
    [Fact]
    public void Compute_WorkedBatch_GatesByTheSum()
    {
        // (1/2) A + (1/2) surprisal = ±1/4 + (1/2)(1, 2, 1, 3) ln 2; sigmoid(x) = 1 / (1 + e^−x) with e^−x = e^∓¼ /
        // (√2, 2, √2, √8).
        double up = Math.Exp(-0.25), down = Math.Exp(0.25), root = Math.Sqrt(2);
        double[] gates =
        [
            1 / (1 + (up / root)), 1 / (1 + (up / 2)),
            1 / (1 + (down / root)), 1 / (1 + (down / (2 * root))),
        ];
        BatchData.Worked().Gives(
            new GateByMixture(0.5, 1, 0), Math.Log(2) * (-gates[0] - (2 * gates[1]) + gates[2] + (3 * gates[3])) / 8,
            gates[0] / 8, gates[1] / 8, -gates[2] / 8, -gates[3] / 8);
    }
}
