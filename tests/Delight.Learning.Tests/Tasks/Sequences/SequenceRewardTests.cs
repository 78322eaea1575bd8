using Delight.Determinism;
using Delight.Learning.Tasks;

namespace Delight.Learning.Tests.Tasks.Sequences;

/// <summary>Hand-worked rewards of every sequence task.</summary>
public sealed class SequenceRewardTests
{
    [Theory]
    [InlineData("token-reversal(length=4)", new byte[] { 0, 1, 1, 0 }, new[] { 0, 1, 1, 0 }, 1f)] // a palindrome
    // three right before the error
    [InlineData("token-reversal(length=4)", new byte[] { 0, 0, 1, 1 }, new[] { 1, 1, 0, 1 }, 0.75f)]
    // what is right later does not count
    [InlineData("token-reversal(length=4)", new byte[] { 0, 0, 1, 1 }, new[] { 1, 0, 0, 0 }, 0.25f)]
    [InlineData("token-reversal(length=4)", new byte[] { 0, 0, 1, 1 }, new[] { 0, 1, 0, 0 }, 0f)]
    // 0.4 · 2 / 4
    [InlineData("token-reversal(length=4,kappa=0.4)", new byte[] { 0, 0, 1, 1 }, new[] { 1, 1, 1, 0 }, 0.2f)]
    [InlineData("token-reversal(length=4,kappa=0.4)", new byte[] { 0, 0, 1, 1 }, new[] { 1, 1, 0, 0 }, 1f)] // 0.4 + 0.6
    [InlineData("token-reversal(length=4,reward=sparse)", new byte[] { 0, 0, 1, 1 }, new[] { 1, 1, 0, 1 }, 0f)]
    [InlineData("token-reversal(length=4,reward=sparse)", new byte[] { 0, 0, 1, 1 }, new[] { 1, 1, 0, 0 }, 1f)]
    // the first is wrong, the other three count
    [InlineData("token-reversal(length=4,reward=bag)", new byte[] { 0, 0, 1, 1 }, new[] { 0, 1, 0, 0 }, 0.75f)]
    [InlineData("token-reversal(length=4,reward=bag)", new byte[] { 0, 0, 1, 1 }, new[] { 0, 0, 1, 1 }, 0f)]
    // 0.4 · 3 / 4, and 0.4 + 0.6
    [InlineData("token-reversal(length=4,reward=bag,kappa=0.4)", new byte[] { 0, 0, 1, 1 }, new[] { 1, 0, 0, 0 }, 0.3f)]
    [InlineData("token-reversal(length=4,reward=bag,kappa=0.4)", new byte[] { 0, 0, 1, 1 }, new[] { 1, 1, 0, 0 }, 1f)]
    [InlineData("forward-copy(length=4,reward=bag)", new byte[] { 0, 0, 1, 1 }, new[] { 1, 0, 0, 1 }, 0.5f)]
    [InlineData("token-reversal(length=1)", new byte[] { 1 }, new[] { 1 }, 1f)]
    [InlineData("token-reversal(length=1)", new byte[] { 1 }, new[] { 0 }, 0f)]
    [InlineData("token-reversal(length=3,vocabulary=256)", new byte[] { 255, 7, 0 }, new[] { 0, 7, 255 }, 1f)]
    [InlineData("forward-copy(length=4)", new byte[] { 0, 0, 1, 1 }, new[] { 0, 0, 1, 0 }, 0.75f)]
    [InlineData("forward-copy(length=4,reward=sparse)", new byte[] { 0, 0, 1, 1 }, new[] { 0, 0, 1, 1 }, 1f)]
    [InlineData("bit-parity(length=5)", new byte[] { 1, 0, 1, 1, 0 }, new[] { 1 }, 1f)] // three ones
    [InlineData("bit-parity(length=5)", new byte[] { 1, 0, 1, 0, 0 }, new[] { 1 }, -1f)] // two ones
    // 2 comes twice, the last counts
    [InlineData("key-value-recall(pairs=3)", new byte[] { 2, 5, 3, 6, 2, 7, 2 }, new[] { 7 }, 1f)]
    [InlineData("key-value-recall(pairs=3)", new byte[] { 2, 5, 3, 6, 2, 7, 2 }, new[] { 5 }, -1f)]
    // a value of 3 is no key
    [InlineData("key-value-recall(pairs=3)", new byte[] { 2, 3, 3, 6, 4, 2, 3 }, new[] { 6 }, 1f)]
    [InlineData("key-value-recall(pairs=2)", new byte[] { 1, 4, 2, 5, 1 }, new[] { 4 }, 1f)] // the first pair
    [InlineData("subsequence-match(length=3,answer=5)", new byte[] { 0, 1, 0 }, new[] { 0, 0, 1, 1, 0 }, 1f)]
    [InlineData("subsequence-match(length=3,answer=5)", new byte[] { 0, 1, 0 }, new[] { 1, 0, 1, 1, 1 }, -1f)]
    [InlineData("subsequence-match(length=3,answer=5)", new byte[] { 1, 1, 1 }, new[] { 1, 0, 1, 0, 1 }, 1f)]
    public void Score_HandWorkedAnswer_IsTheReward(string text, byte[] prompt, int[] answer, float reward)
    {
        ITask task = SequenceTaskTests.Create(text);
        Assert.Equal((prompt.Length, answer.Length), (task.Shape.InputBytes, task.Shape.Decisions));
        RandomStream random = RandomStream.Derive(1, "score");
        Assert.Equal(reward, task.Score(prompt, answer, ref random));
    }

    [Theory]
    [InlineData("token-reversal(length=4,vocabulary=5)", new byte[] { 4, 3, 2, 1 }, new[] { 1, 2, 3, 4 })]
    [InlineData("forward-copy(length=4,vocabulary=5)", new byte[] { 4, 3, 2, 1 }, new[] { 4, 3, 2, 1 })]
    [InlineData("bit-parity(length=4)", new byte[] { 1, 1, 1, 0 }, new[] { 1 })]
    [InlineData("key-value-recall(pairs=2)", new byte[] { 1, 4, 1, 5, 1 }, new[] { 5 })]
    [InlineData("subsequence-match(length=2,answer=5)", new byte[] { 0, 1 }, new[] { 0, 1, 1, 1, 1 })]
    public void WriteAnswer_HandWorkedPrompt_IsTheAnswer(string text, byte[] prompt, int[] expected)
    {
        int[] answer = new int[expected.Length];
        SequenceTaskTests.Create(text).WriteAnswer(prompt, answer);
        Assert.Equal(expected, answer);
    }

    [Fact]
    public void DrawContext_KeyValueRecall_AsksForEveryKeyEquallyOften()
    {
        ITask task = SequenceTaskTests.Create("key-value-recall(pairs=4,vocabulary=256)");
        byte[] context = new byte[task.ContextBytes];
        RandomStream random = RandomStream.Derive(3, "contexts");
        int[] asked = new int[4];
        for (int round = 0; round < 4000; round++)
        {
            task.DrawContext(ref random, context);
            int[] matches = [.. Enumerable.Range(0, 4).Where(pair => context[2 * pair] == context[^1])];
            Assert.NotEmpty(matches);
            asked[matches[0]]++;
        }

        Assert.All(asked, count => Assert.InRange(count, 890, 1110)); // 1,000 ± 4 standard deviations of 27
    }
}
