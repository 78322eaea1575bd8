using Delight.Learning.Estimators;

namespace Delight.Learning.Tests.Estimators;

public sealed class ImportanceWeightedTests
{
    [Fact]
    public void Compute_WorkedBatch_IsRatioTimesAdvantageOverCount()
    {
        // ratios 2, 1/2, 1, 1/4 times A / N = ±1/8. J = their sum: 8/32 + 2/32 − 4/32 − 1/32.
        BatchData.Worked().Gives(new ImportanceWeighted(), 0.15625, 0.25, 0.0625, -0.125, -0.03125);
    }

    [Fact]
    public void Compute_LogRatioBeyondSixty_IsClamped()
    {
        // l − u = 1000 counts as 60.
        (BatchData.Worked() with { LogProbs = [0, 0, 0, 0], BehaviourLogProbs = [-1000, 0, 0, 0] })
            .Gives(new ImportanceWeighted(), (Math.Exp(60) - 1) / 8, Math.Exp(60) / 8, 0.125, -0.125, -0.125);
    }
}
