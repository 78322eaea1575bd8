using Delight.Determinism;
using Delight.Learning.Tasks.Bandits;

namespace Delight.Learning.Tests.Tasks;

public sealed class BernoulliBanditTests
{
    private static readonly BernoulliBandit Bandit = new(arms: 4, best: 0.75, others: 0.25);

    [Theory]
    [InlineData(0, 0.25)]
    [InlineData(1, 0.25)]
    [InlineData(3, 0.75)]
    public void Score_ManyPulls_PaysByItsChance(int arm, double chance)
    {
        RandomStream random = RandomStream.Derive(1, "rewards", arm);
        double sum = 0;
        for (int pull = 0; pull < 10_000; pull++)
        {
            sum += Bandit.Score([], [arm], ref random);
        }

        Near.Equal(chance, sum / 10_000, 0, 0.02); // standard error 0.0043
    }

    [Fact]
    public void IsRight_OnlyTheLastArm()
    {
        int[] answer = [9];
        Bandit.WriteAnswer([], answer);
        Assert.Equal(3, answer[0]);
        Assert.True(Bandit.IsRight([], [3]));
        Assert.False(Bandit.IsRight([], [0]));
        Assert.Equal((0, 0, 1), (Bandit.ContextBytes, Bandit.Shape.InputBytes, Bandit.HeldOutCount));
    }

    [Theory]
    [InlineData(1, 0.5, 0.5)]
    [InlineData(2, 1.1, 0.5)]
    [InlineData(2, 0.5, -0.1)]
    [InlineData(2, double.NaN, 0.5)]
    public void Constructor_OutOfRange_IsRefused(int arms, double best, double others) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new BernoulliBandit(arms, best, others));
}
