using Delight.Learning.Estimators;

namespace Delight.Learning.Tests.Estimators;

public sealed class PreferenceOptimizationTests
{
    [Fact]
    public void Compute_WorkedBatch_WeighsClassesApart()
    {
        // preferred: (1/2) / 2 + 0.1 / 4 = 0.275. rejected, gamma 1/8: p / (p + 1/8) = 4/5 and 1/2, so −(1/2) / 2 · 4/5
        // + 0.025 and −(1/4)(1/2) + 0.025. J = (1/2) mean(l+) − (1/2) mean(log(1/8 + p)) − 0.1 mean(u − l).
        // mean(l+) = −(3/2) ln 2; log(5/8) and log(1/4); u − l = (−1, 1, 0, 2) ln 2, mean (1/2) ln 2.
        double objective = (-0.75 * Math.Log(2)) - (0.25 * (Math.Log(0.625) + Math.Log(0.25))) - (0.05 * Math.Log(2));
        BatchData.Worked().Gives(
            new PreferenceOptimization(0.5, 0.1, 0.125), objective, 0.275, 0.275, -0.175, -0.1);
    }

    [Fact]
    public void Compute_OnlyFailures_EmptyClassContributesNothing()
    {
        // A = 0 is rejected too; gamma 0: −(1/2) / 4 for each. J = −(1/2) mean(l) = (1/2)(7/4) ln 2.
        BatchData data = BatchData.Worked() with { Advantages = [-1, 0] };
        data.Gives(new PreferenceOptimization(0.5, 0, 0), -0.5 * Math.Log(2) * -1.75, -0.125, -0.125, -0.125, -0.125);
    }
}
