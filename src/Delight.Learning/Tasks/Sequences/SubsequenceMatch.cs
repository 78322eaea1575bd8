namespace Delight.Learning.Tasks.Sequences;

/// <summary>
/// Answer any longer sequence in which the prompt's tokens come in order, not necessarily side by side.
/// </summary>
/// <remarks>
/// <para>H tokens drawn uniformly from M, an answer of T > H. Many answers are right; the one that is written for
/// oracles is the prompt with its last token repeated. Reward 1 if right, else −1.</para>
/// </remarks>
public sealed class SubsequenceMatch : SignedTask
{
    /// <summary>Fixes the sizes.</summary>
    /// <param name="length">H, at least 1.</param>
    /// <param name="answerLength">T, above H.</param>
    /// <param name="vocabulary">M, 2 to 256.</param>
    /// <exception cref="ArgumentOutOfRangeException">A size is outside of its range.</exception>
    public SubsequenceMatch(int length, int answerLength, int vocabulary)
        : base("subsequence-match", length, answerLength, vocabulary) =>
        Require(answerLength > length, nameof(answerLength), answerLength, "longer than the prompt");

    /// <inheritdoc/>
    public override bool IsRight(ReadOnlySpan<byte> context, ReadOnlySpan<int> chosen)
    {
        int found = 0;
        foreach (int token in chosen)
        {
            if (found < context.Length && token == context[found])
            {
                found++;
            }
        }

        return found == context.Length;
    }

    /// <inheritdoc/>
    public override void WriteAnswer(ReadOnlySpan<byte> context, Span<int> answer)
    {
        for (int t = 0; t < answer.Length; t++)
        {
            answer[t] = context[Math.Min(t, context.Length - 1)];
        }
    }
}
