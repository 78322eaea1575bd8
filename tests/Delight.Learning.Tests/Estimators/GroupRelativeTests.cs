using Delight.Learning.Estimators;

namespace Delight.Learning.Tests.Estimators;

public sealed class GroupRelativeTests
{
    [Fact]
    public void Compute_WorkedBatch_IsClippedOnStandardisedRewards()
    {
        // mean 1/2, population deviation 1/2, so A = ±1 up to 1e-8; then as ppo: twice its coefficients and objective.
        BatchData.Worked().Gives(new GroupRelative(0.2), -0.025, 0, 0.125, -0.25, 0);
    }

    [Fact]
    public void Compute_EqualRewards_IsZero()
    {
        // 0 / (0 + 1e-8): exactly 0, whatever the run's baseline says.
        (BatchData.Worked() with { Rewards = [0.1f, 0.1f] }).Gives(new GroupRelative(0.2), 0, 0, 0, 0, 0);
    }
}
