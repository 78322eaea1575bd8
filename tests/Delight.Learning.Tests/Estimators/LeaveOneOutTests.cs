using Delight.Learning.Estimators;

namespace Delight.Learning.Tests.Estimators;

public sealed class LeaveOneOutTests
{
    [Fact]
    public void Compute_WorkedBatch_IsTwiceReinforce()
    {
        // A_loo = 1 − 0 and 0 − 1; c = ±1 / 4. J = (−1 − 2 + 1 + 3) ln 2 / 4.
        BatchData.Worked().Gives(new LeaveOneOut(), Math.Log(2) / 4, 0.25, 0.25, -0.25, -0.25);
    }

    [Fact]
    public void Compute_GroupOfOneRow_IsZero()
    {
        // Each row is alone in its group: there is nothing to compare it with.
        (BatchData.Worked() with { Groups = [0, 1] }).Gives(new LeaveOneOut(), 0, 0, 0, 0, 0);
    }
}
