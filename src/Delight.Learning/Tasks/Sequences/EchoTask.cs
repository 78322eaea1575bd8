using Delight.Determinism;

namespace Delight.Learning.Tasks.Sequences;

/// <summary>
/// Answers the prompt's own tokens in an order that the task fixes; pays by <see cref="PrefixReward"/>.
/// </summary>
public abstract class EchoTask : SequenceTask
{
    private readonly PrefixReward _reward;

    /// <summary>Fixes the sizes and the reward.</summary>
    /// <param name="name">Of the task.</param>
    /// <param name="length">H, of prompt and answer; at least 1.</param>
    /// <param name="vocabulary">M, 2 to 256.</param>
    /// <param name="reward">Pays for right tokens.</param>
    protected EchoTask(string name, int length, int vocabulary, PrefixReward reward)
        : base(name, length, length, vocabulary) => _reward = reward;

    /// <inheritdoc/>
    public override float Score(ReadOnlySpan<byte> context, ReadOnlySpan<int> chosen, ref RandomStream random) =>
        _reward.Of(
            _reward.CountsAll ? RightTokens(context, chosen) : RightBeforeFirstError(context, chosen), context.Length);

    /// <inheritdoc/>
    public override bool IsRight(ReadOnlySpan<byte> context, ReadOnlySpan<int> chosen) =>
        RightBeforeFirstError(context, chosen) == context.Length;

    /// <inheritdoc/>
    public override void WriteAnswer(ReadOnlySpan<byte> context, Span<int> answer)
    {
        for (int t = 0; t < context.Length; t++)
        {
            answer[t] = context[PositionOf(t, context.Length)];
        }
    }

    /// <summary>The position of the prompt whose token is right at decision t.</summary>
    /// <param name="decision">t.</param>
    /// <param name="length">H.</param>
    protected abstract int PositionOf(int decision, int length);

    private int RightTokens(ReadOnlySpan<byte> context, ReadOnlySpan<int> chosen)
    {
        int right = 0;
        for (int t = 0; t < context.Length; t++)
        {
            right += chosen[t] == context[PositionOf(t, context.Length)] ? 1 : 0;
        }

        return right;
    }

    private int RightBeforeFirstError(ReadOnlySpan<byte> context, ReadOnlySpan<int> chosen)
    {
        int right = 0;
        while (right < context.Length && chosen[right] == context[PositionOf(right, context.Length)])
        {
            right++;
        }

        return right;
    }
}
