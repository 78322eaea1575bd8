using Delight.Learning.Estimators;

namespace Delight.Learning.Tests.Estimators;

public sealed class GateByAdvantageTests
{
    [Fact]
    public void Compute_WorkedBatch_GatesByTheSignAlone()
    {
        // gates sigmoid(±1/2) = 0.6225 and 0.3775, times ±1/8. J = ln 2 (−(1 + 2) open + (1 + 3) shut) / 8.
        double open = 1 / (1 + Math.Exp(-0.5)), shut = 1 / (1 + Math.Exp(0.5));
        BatchData.Worked().Gives(
            new GateByAdvantage(1, 0), Math.Log(2) * ((-3 * open) + (4 * shut)) / 8,
            open / 8, open / 8, -shut / 8, -shut / 8);
    }
}
