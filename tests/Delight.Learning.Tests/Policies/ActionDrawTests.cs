using Delight.Learning.Policies;

namespace Delight.Learning.Tests.Policies;

public sealed class ActionDrawTests
{
    [Theory]
    [InlineData(0.0, 0)]
    [InlineData(0.2499, 0)]
    [InlineData(0.25, 1)]
    [InlineData(0.4999, 1)]
    [InlineData(0.5, 3)]
    [InlineData(0.9999999999999999, 3)]
    public void Draw_QuarterQuarterNoneHalf_FallsIntoItsShare(double draw, int action) =>
        Assert.Equal(action, ActionDraw.Draw([0.25, 0.25, 0, 0.5], draw));

    [Fact]
    public void Draw_BeyondTheRoundedSum_IsTheLastPossibleAction() =>
        Assert.Equal(1, ActionDraw.Draw([0.3, 0.6999, 0], 0.99999));

    [Fact]
    public void Draw_FirstActionImpossible_IsNotDrawnAtZero() => Assert.Equal(1, ActionDraw.Draw([0, 1], 0));

    [Fact]
    public void Draw_OneAction_IsIt() => Assert.Equal(0, ActionDraw.Draw([1], 0.7));

    [Theory]
    [InlineData(new[] { 1f, 3, 2 }, 1)]
    [InlineData(new[] { 3f, 3, 2 }, 0)]
    [InlineData(new[] { -5f, -1, -1 }, 1)]
    [InlineData(new[] { float.NegativeInfinity, -1e30f }, 1)]
    public void Greedy_Logits_TakesTheLowestOfTheHighest(float[] logits, int action) =>
        Assert.Equal(action, ActionDraw.Greedy(logits));

    [Fact]
    public void Choose_NoDraws_IsGreedyWithItsLogProbability()
    {
        ActionDraw draw = new(rowsMax: 3, actions: 2);
        float[] logits = [0, (float)Math.Log(3), 1, 1];
        logits.CopyTo(draw.LogitsOf(2));
        int[] chosen = [9, 9, 9];
        double[] logProbs = new double[3];
        draw.Choose(2, [], chosen, logProbs);
        Assert.Equal([1, 0, 9], chosen); // only the two rows asked for
        Near.Equal([Math.Log(0.75), Math.Log(0.5), 0], logProbs);
    }

    [Fact]
    public void Choose_ManyDraws_FollowsTheProbabilities()
    {
        const int Draws = 4000;
        ActionDraw draw = new(Draws, actions: 3);
        Span<float> logits = draw.LogitsOf(Draws);
        for (int row = 0; row < Draws; row++)
        {
            ((ReadOnlySpan<float>)[0, (float)Math.Log(2), (float)Math.Log(5)]).CopyTo(logits[(3 * row)..]);
        }

        int[] chosen = new int[Draws];
        draw.Choose(Draws, [.. Enumerable.Range(0, Draws).Select(i => (i + 0.5) / Draws)], chosen, new double[Draws]);
        Assert.Equal([500, 1000, 2500],
            chosen.CountBy(action => action).OrderBy(entry => entry.Key).Select(entry => entry.Value));
    }

    [Fact]
    public void Choose_OtherNumberOfDraws_IsRefused() => Assert.Equal("draws", Assert.Throws<ArgumentException>(
        () => new ActionDraw(2, 2).Choose(2, [0.5], new int[2], new double[2])).ParamName);
}
