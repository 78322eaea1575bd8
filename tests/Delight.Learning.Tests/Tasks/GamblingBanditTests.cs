using Delight.Determinism;
using Delight.Learning.Tasks.Bandits;

namespace Delight.Learning.Tests.Tasks;

public sealed class GamblingBanditTests
{
    private static readonly GamblingBandit Bandit = new(safeReward: 0.5, luckyReward: 4, luckyChance: 0.1);

    [Fact]
    public void Score_SafeArm_AlwaysPaysTheSame()
    {
        RandomStream random = RandomStream.Derive(1, "rewards");
        Assert.All(Enumerable.Range(0, 50), _ => Assert.Equal(0.5f, Bandit.Score([], [0], ref random)));
    }

    [Fact]
    public void Score_Gamble_PaysMuchByItsChanceElseNothing()
    {
        RandomStream random = RandomStream.Derive(1, "rewards");
        List<float> rewards = [];
        for (int pull = 0; pull < 10_000; pull++)
        {
            rewards.Add(Bandit.Score([], [1], ref random));
        }

        Assert.All(rewards, reward => Assert.True(reward is 0 or 4, $"reward {reward}"));
        Assert.InRange(rewards.Count(reward => reward == 4), 880, 1120); // 1,000, give or take four deviations of 30
    }

    [Theory]
    [InlineData(0.5, 0)]
    [InlineData(0.4, 0)]
    [InlineData(0.3, 1)]
    public void IsRight_IsTheArmThatPaysMoreOnAverage(double safe, int best)
    {
        GamblingBandit bandit = new(safe);
        int[] answer = [9];
        bandit.WriteAnswer([], answer);
        Assert.Equal(best, answer[0]);
        Assert.True(bandit.IsRight([], [best]));
        Assert.False(bandit.IsRight([], [1 - best]));
    }

    [Fact]
    public void ExpectedRewards_AreTheMeansOfTheArms()
    {
        double[] rewards = new double[2];
        Bandit.ExpectedRewards([], rewards);
        Near.Equal(0.5, rewards[0], Near.DoublePrecision);
        Near.Equal(0.4, rewards[1], Near.DoublePrecision);
        Near.Equal(0.475, Bandit.ExpectedReward(0.25), Near.DoublePrecision);
    }

    [Fact]
    public void Evaluation_SamplesPulls() =>
        Assert.Equal((false, 1000, 2), (Bandit.EvaluatesGreedily, Bandit.HeldOutCount, Bandit.Shape.Actions));

    [Theory]
    [InlineData(double.NaN, 2, 0.2)]
    [InlineData(0.5, double.PositiveInfinity, 0.2)]
    [InlineData(0.5, 2, 1.1)]
    [InlineData(0.5, 2, double.NaN)]
    public void Constructor_OutOfRange_IsRefused(double safe, double lucky, double chance) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new GamblingBandit(safe, lucky, chance));
}
