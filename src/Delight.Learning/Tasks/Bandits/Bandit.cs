using Delight.Determinism;
using Delight.Learning.Policies;

namespace Delight.Learning.Tasks.Bandits;

/// <summary>A task of one decision whose pulls all look the same: there is no context to see.</summary>
/// <param name="arms">K.</param>
public abstract class Bandit(int arms) : IExactRewards
{
    /// <inheritdoc/>
    public PolicyShape Shape { get; } = new(InputBytes: 0, Decisions: 1, Actions: arms);

    /// <inheritdoc/>
    public int ContextBytes => 0;

    /// <inheritdoc/>
    public abstract int HeldOutCount { get; }

    /// <inheritdoc/>
    public abstract bool EvaluatesGreedily { get; }

    /// <summary>The arm that an answer should be.</summary>
    protected abstract int BestArm { get; }

    /// <inheritdoc/>
    public void DrawContext(ref RandomStream random, Span<byte> context)
    {
        // Every pull looks the same.
    }

    /// <inheritdoc/>
    public void HeldOutContext(int index, Span<byte> context)
    {
        // Every pull looks the same.
    }

    /// <inheritdoc/>
    public void Encode(ReadOnlySpan<byte> context, Span<byte> input)
    {
        // There is nothing to see.
    }

    /// <inheritdoc/>
    public abstract float Score(ReadOnlySpan<byte> context, ReadOnlySpan<int> chosen, ref RandomStream random);

    /// <inheritdoc/>
    public bool IsRight(ReadOnlySpan<byte> context, ReadOnlySpan<int> chosen) => chosen[0] == BestArm;

    /// <inheritdoc/>
    public void WriteAnswer(ReadOnlySpan<byte> context, Span<int> answer) => answer[0] = BestArm;

    /// <inheritdoc/>
    public abstract void ExpectedRewards(ReadOnlySpan<byte> context, Span<double> rewards);
}
