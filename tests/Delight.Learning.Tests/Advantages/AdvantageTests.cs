using Delight.Determinism;
using Delight.Learning.Advantages;
using Delight.Learning.Catalogue;
using Delight.Learning.Parts;
using Delight.Learning.Tests.Estimators;

namespace Delight.Learning.Tests.Advantages;

/// <summary>All baselines side by side: hand-worked rewards 1, 2, 6 in group 0, 5 alone in group 1.</summary>
public sealed class AdvantageTests
{
    private static readonly float[] Rewards = [1, 2, 5, 6];
    private static readonly int[] Groups = [0, 0, 1, 0];

    [Theory]
    [InlineData("none", 0, 1, 2, 5, 6)]
    [InlineData("constant(value=1.5)", 0, -0.5, 0.5, 3.5, 4.5)]
    [InlineData("batch-mean", 0, -2.5, -1.5, 1.5, 2.5)] // mean 14 / 4
    [InlineData("group-mean", 1, -2, -1, 0, 3)] // mean 9 / 3; the row alone teaches nothing
    [InlineData("leave-one-out", 1, -3, -1.5, 0, 4.5)] // 1 − 8/2, 2 − 7/2, 6 − 3/2
    public void Compute_WorkedRewards_SubtractsTheBaseline(
        string text, int uninformative, double a, double b, double c, double d)
    {
        IAdvantage advantage = Create(text);
        Assert.Equal([a, b, c, d], BatchData.Compute(advantage, Rewards, Groups));
        Assert.Equal(uninformative, advantage.UninformativeRows);
    }

    [Fact]
    public void ExpectedConfidence_WorkedConfidences_SubtractsThem()
    {
        double[] advantages = new double[2];
        new ExpectedConfidenceAdvantage().Compute(
            new() { Rewards = [1, 0], Groups = [0, 0], GroupCount = 1, Confidences = [0.375, 1] }, advantages);
        Assert.Equal([0.625, -1.0], advantages);
    }

    [Theory]
    [InlineData("batch-mean")]
    [InlineData("group-mean")]
    [InlineData("leave-one-out")]
    public void Compute_EqualRewards_IsExactlyZeroAndCounted(string text)
    {
        // 0.1 as float times 7 does not divide back without rounding in every order of sums.
        IAdvantage advantage = Create(text);
        float[] rewards = [.. Enumerable.Repeat(0.1f, 7)];
        Assert.All(BatchData.Compute(advantage, rewards, 0, 0, 0, 0, 0, 0, 0), a => Assert.Equal(0, a));
        Assert.Equal(7, advantage.UninformativeRows);
    }

    [Theory]
    [InlineData("batch-mean")]
    [InlineData("group-mean")]
    [InlineData("leave-one-out")]
    public void Compute_RandomRewards_SumsToZeroAndIgnoresAShift(string text)
    {
        IAdvantage advantage = Create(text);
        for (ulong seed = 0; seed < 20; seed++)
        {
            RandomStream random = RandomStream.Derive(seed, "rewards");
            float[] rewards = new float[9];
            for (int row = 0; row < rewards.Length; row++)
            {
                rewards[row] = random.NextIndex(100) / 4f;
            }

            int[] groups = [0, 1, 2, 0, 1, 0, 0, 0, 1];
            double[] advantages = BatchData.Compute(advantage, rewards, groups);
            Near.Equal(0, advantages.Sum(), 0, Near.DoublePrecision);
            Near.Equal(
                advantages, BatchData.Compute(advantage, [.. rewards.Select(r => r + 256)], groups),
                0, Near.DoublePrecision);
        }
    }

    [Theory]
    [InlineData("batch-mean")]
    [InlineData("group-mean")]
    [InlineData("leave-one-out")]
    [InlineData("none")]
    public void Compute_SteadyState_AllocatesNothing(string text)
    {
        IAdvantage advantage = Create(text);
        double[] advantages = new double[4];
        RewardBatch batch = new() { Rewards = Rewards, Groups = Groups, GroupCount = 2 };
        advantage.Compute(batch, advantages);
        long before = GC.GetAllocatedBytesForCurrentThread();
        advantage.Compute(batch, advantages);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void NeedsGroups_OnlyWhereRowsOfAGroupAreCompared() => Assert.Equal(
        ["group-mean", "leave-one-out"],
        new PartCatalogues().Advantages.Names.Where(name => Create(name).NeedsGroups));

    private static IAdvantage Create(string text)
    {
        List<string> errors = [];
        var found = new PartCatalogues().Advantages.Resolve(PartReference.Parse(text, errors)!, errors);
        Assert.Empty(errors);
        return found!.Value.Definition.Create(found.Value.Values);
    }
}
