using Delight.Learning.Estimators;

namespace Delight.Learning.Tests.Estimators;

public sealed class KondoByPriceTests
{
    [Fact]
    public void Compute_WorkedBatch_KeepsDelightAboveThePrice()
    {
        // χ = 0.35, 0.69, −0.35, −1.04: only the second is above 0.5. J = −2 ln 2 / 8.
        BatchData.Worked().Gives(new KondoByPrice(0.5), -Math.Log(2) / 4, 0, 0.125, 0, 0);
    }

    [Fact]
    public void Compute_DelightEqualToThePrice_IsLeftOut()
    {
        // row 0: χ = 0 is not above 0. row 1: A / N = 1/4. J = −(1 + 3) ln 2 / 4.
        (BatchData.Worked() with { Advantages = [0, 1] }).Gives(
            new KondoByPrice(0), -Math.Log(2), 0, 0, 0.25, 0.25);
    }
}
