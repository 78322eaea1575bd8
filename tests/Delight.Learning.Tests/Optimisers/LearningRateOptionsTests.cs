using Delight.Learning.Optimisers;

namespace Delight.Learning.Tests.Optimisers;

public sealed class LearningRateOptionsTests
{
    [Theory]
    [InlineData(LearningRateSchedule.Constant, 0, 0.2)]
    [InlineData(LearningRateSchedule.Constant, 3, 0.8)]
    [InlineData(LearningRateSchedule.Constant, 4, 0.8)]
    [InlineData(LearningRateSchedule.Constant, 100, 0.8)]
    [InlineData(LearningRateSchedule.Linear, 1, 0.4)] // warm-up: 0.8 · 2 / 4
    [InlineData(LearningRateSchedule.Linear, 4, 0.8)]
    [InlineData(LearningRateSchedule.Linear, 9, 0.4)] // (9 − 4) / (14 − 4) done
    [InlineData(LearningRateSchedule.Linear, 13, 0.08)]
    [InlineData(LearningRateSchedule.Linear, 14, 0.0)]
    [InlineData(LearningRateSchedule.Linear, 20, 0.0)]
    [InlineData(LearningRateSchedule.Cosine, 4, 0.8)]
    [InlineData(LearningRateSchedule.Cosine, 9, 0.4)]
    [InlineData(LearningRateSchedule.Cosine, 14, 0.0)]
    public void At_FourWarmUpStepsOfFourteen_IsTheHandWorkedRate(
        LearningRateSchedule schedule, long step, double rate) =>
        Near.Equal(rate, new LearningRateOptions { Peak = 0.8, Schedule = schedule, WarmupSteps = 4,
            StepsTotal = 14 }.At(step), Near.DoublePrecision, Near.DoublePrecision);

    [Fact]
    public void At_QuarterOfTheCosine_IsAlmostThePeak() => // ½ (1 + cos π/4)
        Near.Equal(0.85355339059327376,
            new LearningRateOptions { Peak = 1, Schedule = LearningRateSchedule.Cosine, StepsTotal = 8 }.At(2),
            Near.DoublePrecision);

    [Fact]
    public void At_NothingSaid_IsAThousandth() =>
        Assert.Equal((1e-3, 1e-3), (new LearningRateOptions().At(0), new LearningRateOptions().At(1_000_000)));
}
