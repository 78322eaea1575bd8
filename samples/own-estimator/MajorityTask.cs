using System.Numerics;
using Delight.Determinism;
using Delight.Learning.Policies;
using Delight.Learning.Tasks;

namespace Delight.Samples.OwnEstimator;

/// <summary>A contextual bandit: the context is a few bits, the right action is the bit that most of them
/// have.</summary>
/// <remarks>Reward 1 where right, else 0. Error: share of the contexts on which the most probable action is
/// wrong.</remarks>
/// <param name="bits">Bits of a context, odd, at most 7: a context is one byte.</param>
public sealed class MajorityTask(int bits) : ITask
{
    /// <inheritdoc/>
    public PolicyShape Shape { get; } = new(InputBytes: 1, Decisions: 1, Actions: 2);

    /// <inheritdoc/>
    public int ContextBytes => 1;

    /// <inheritdoc/>
    public int HeldOutCount => 1 << bits;

    /// <inheritdoc/>
    public bool EvaluatesGreedily => true;

    /// <inheritdoc/>
    public void DrawContext(ref RandomStream random, Span<byte> context) =>
        context[0] = (byte)random.NextIndex(HeldOutCount);

    /// <inheritdoc/>
    public void HeldOutContext(int index, Span<byte> context) => context[0] = (byte)index;

    /// <inheritdoc/>
    public void Encode(ReadOnlySpan<byte> context, Span<byte> input) => context.CopyTo(input);

    /// <inheritdoc/>
    public float Score(ReadOnlySpan<byte> context, ReadOnlySpan<int> chosen, ref RandomStream random) =>
        IsRight(context, chosen) ? 1 : 0;

    /// <inheritdoc/>
    public bool IsRight(ReadOnlySpan<byte> context, ReadOnlySpan<int> chosen) => chosen[0] == Majority(context);

    /// <inheritdoc/>
    public void WriteAnswer(ReadOnlySpan<byte> context, Span<int> answer) => answer[0] = Majority(context);

    private int Majority(ReadOnlySpan<byte> context) => 2 * BitOperations.PopCount(context[0]) > bits ? 1 : 0;
}
