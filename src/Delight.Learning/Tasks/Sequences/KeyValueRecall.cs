using Delight.Determinism;

namespace Delight.Learning.Tasks.Sequences;

/// <summary>
/// Recall the value that stands behind a key; where the key comes several times, the last one counts.
/// </summary>
/// <remarks>
/// <para>Prompt: <c>k1 v1 k2 v2 … kn vn q</c>, keys and values drawn uniformly from the same M tokens, q drawn
/// uniformly among the n keys, so that there always is a match. The right token is the v of the last k equal to q.
/// Reward 1 if right, else −1.</para>
/// </remarks>
/// <param name="pairs">n, at least 1.</param>
/// <param name="vocabulary">M, 2 to 256.</param>
public sealed class KeyValueRecall(int pairs, int vocabulary)
    : SignedTask("key-value-recall", checked((2 * pairs) + 1), answerLength: 1, vocabulary)
{
    /// <inheritdoc/>
    public override void DrawContext(ref RandomStream random, Span<byte> context)
    {
        base.DrawContext(ref random, context);
        context[^1] = context[2 * random.NextIndex(context.Length / 2)];
    }

    /// <inheritdoc/>
    public override bool IsRight(ReadOnlySpan<byte> context, ReadOnlySpan<int> chosen) => chosen[0] == ValueOf(context);

    /// <inheritdoc/>
    public override void WriteAnswer(ReadOnlySpan<byte> context, Span<int> answer) => answer[0] = ValueOf(context);

    private static int ValueOf(ReadOnlySpan<byte> context)
    {
        int key = context.Length - 3;
        while (key > 0 && context[key] != context[^1])
        {
            key -= 2;
        }

        return context[key + 1];
    }
}
