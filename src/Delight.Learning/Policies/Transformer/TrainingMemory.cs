using Delight.Learning.Execution;
using Delight.Learning.Kernels;

namespace Delight.Learning.Policies.Transformer;

/// <summary>
/// What a training pass keeps between forward and backward, and the rows that the backward pass is about.
/// </summary>
internal sealed class TrainingMemory
{
    private readonly AlignedFloats _output;
    private readonly TokenBatch _kept;
    private readonly int _width;

    public TrainingMemory(
        TransformerPolicy policy, TransformerLayer[] layers, int rowsMax, IKernelExecutor executor)
    {
        int tokensMax = checked(rowsMax * (policy.Shape.InputBytes + policy.Shape.Decisions - 1));
        _width = policy.Options.Width;
        _output = new AlignedFloats(checked(tokensMax * _width));
        _kept = new TokenBatch(policy.Shape, rowsMax);
        Saved = [.. layers.Select(_ => new LayerActivations(policy, tokensMax))];
        Backward = new TransformerBackward(policy, layers, Saved, rowsMax, executor);
    }

    /// <summary>One per layer.</summary>
    public LayerActivations[] Saved { get; }

    /// <summary>The backward pass through the layers.</summary>
    public TransformerBackward Backward { get; }

    /// <summary>[N, W] where a layer writes: the input of the next one, or the last output.</summary>
    public Span<float> OutputOf(int layer, int tokens) =>
        (layer + 1 < Saved.Length ? Saved[layer + 1].Input : _output).AsSpan(0, tokens * _width);

    /// <summary>Fixes the rows that carry a gradient.</summary>
    /// <param name="all">The batch of the forward pass.</param>
    /// <param name="rowsKept">[K] ascending.</param>
    /// <returns>Those rows with their prompts; the batch itself where no row is left out.</returns>
    public TokenBatch Keep(TokenBatch all, ReadOnlySpan<int> rowsKept)
    {
        bool isAll = rowsKept.Length == all.Rows;
        if (!isAll)
        {
            _kept.Keep(all, rowsKept);
        }

        Backward.Start(isAll ? all : _kept, isAll);
        return isAll ? all : _kept;
    }

    /// <summary>[N, W] the last output of the kept tokens.</summary>
    public ReadOnlySpan<float> KeptOutput() => Backward.Kept(_output, _width);
}
