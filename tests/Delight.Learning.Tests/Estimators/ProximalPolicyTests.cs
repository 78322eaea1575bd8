using Delight.Learning.Estimators;

namespace Delight.Learning.Tests.Estimators;

public sealed class ProximalPolicyTests
{
    [Fact]
    public void Compute_WorkedBatch_StopsPushingOutsideOfTheRange()
    {
        // A > 0: ratio 2 > 1.2 stops, 1/2 goes on: 1/16. A < 0: ratio 1 goes on: −1/8, 1/4 < 0.8 stops.
        // J = (1.2 · 1/2 + 1/2 · 1/2 − 1 · 1/2 − 0.8 · 1/2) / 4 = (0.6 + 0.25 − 0.5 − 0.4) / 4.
        BatchData.Worked().Gives(new ProximalPolicy(0.2), -0.0125, 0, 0.0625, -0.125, 0);
    }

    [Fact]
    public void Compute_InfiniteClipAndAdvantageOfZero_IsZero()
    {
        // Infinity times 0 would be NaN.
        (BatchData.Worked() with { Advantages = [0, 0] }).Gives(
            new ProximalPolicy(double.PositiveInfinity), 0, 0, 0, 0, 0);
    }
}
