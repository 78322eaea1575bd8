using Delight.Learning.Estimators;

namespace Delight.Learning.Tests.Estimators;

public sealed class KondoSampledTests
{
    [Fact]
    public void Compute_EtaOfZero_IsTheGateByPrice()
    {
        // Chances are 0 or 1: only χ = 0.69 of the second decision is above 0.5.
        BatchData.Worked().Gives(new KondoSampled(0.5, 0), -Math.Log(2) / 4, 0, 0.125, 0, 0);
    }

    [Fact]
    public void Compute_ManyKeys_OpensAsOftenAsTheSigmoidSays()
    {
        // The second decision has χ = ln 2: chance 2/3. Over 20,000 keys the share has a standard deviation of 0.0033;
        // 5 of them.
        const int Keys = 20_000;
        KondoSampled estimator = new(0, 1);
        int open = 0;
        for (ulong key = 0; key < Keys; key++)
        {
            open += (BatchData.Worked() with { DrawKey = key }).Run(estimator).Coefficients[1] > 0 ? 1 : 0;
        }

        Near.Equal(2.0 / 3, (double)open / Keys, 0, 5 * 0.0033);
    }

    [Fact]
    public void Compute_OtherKey_DrawsOtherGates()
    {
        KondoSampled estimator = new(0, double.PositiveInfinity);
        IEnumerable<string> gates = Enumerable.Range(0, 40).Select(key =>
            string.Join(',', (BatchData.Worked() with { DrawKey = (ulong)key }).Run(estimator).Coefficients));
        Assert.True(gates.Distinct().Count() > 8);
    }
}
