using Delight.Learning.Estimators;

namespace Delight.Learning.Tests.Estimators;

public sealed class KondoByShareTests
{
    [Theory]
    [InlineData(0.01, 1)] // 0.04 rounds to 0: at least 1
    [InlineData(0.25, 1)]
    [InlineData(0.375, 2)] // 1.5 rounds to 2, the even one
    [InlineData(0.5, 2)]
    [InlineData(0.625, 2)] // 2.5 rounds to 2, the even one
    [InlineData(0.75, 3)]
    [InlineData(1, 4)]
    public void Compute_WorkedBatch_KeepsTheMostDelightful(double share, int kept)
    {
        // χ = (1/2)(1, 2, −1, −3) ln 2: decision 1 first, then 0, 2, 3.
        double[] c = [0, 0, 0, 0];
        int[] order = [1, 0, 2, 3];
        double[] reinforce = [0.125, 0.125, -0.125, -0.125];
        foreach (int i in order.Take(kept))
        {
            c[i] = reinforce[i];
        }

        double objective = -Math.Log(2) * (c[0] + (2 * c[1]) + c[2] + (3 * c[3]));
        BatchData.Worked().Gives(new KondoByShare(share), objective, c);
    }

    [Fact]
    public void Compute_TiesWithTheKth_AreAllKept()
    {
        // All surprisals equal: both decisions of row 0 have the highest delight, though k = 1.
        BatchData data = BatchData.Worked() with { LogProbs = [-1, -1, -1, -1] };
        data.Gives(new KondoByShare(0.25), -0.25, 0.125, 0.125, 0, 0);
    }

    [Fact]
    public void Compute_SmallerBatchAfterLarger_ForgetsTheLarger()
    {
        KondoByShare estimator = new(0.25);
        BatchData.Worked().Run(estimator);

        // N = 2 and k = max(1, round(0.5)) = 1: of χ = (1/2) ln 2 and −(1/2) ln 2 the first is kept.
        BatchData small = BatchData.Worked() with { Mask = [1, 0, 1, 0] };
        small.Gives(estimator, -Math.Log(2) / 4, 0.25, 0, 0, 0);
    }
}
