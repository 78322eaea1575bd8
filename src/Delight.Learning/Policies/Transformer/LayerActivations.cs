using Delight.Learning.Kernels;

namespace Delight.Learning.Policies.Transformer;

/// <summary>
/// Everything that one layer computes for a run of tokens; a training pass keeps one per layer. Dims: N tokens.
/// </summary>
internal sealed class LayerActivations
{
    public LayerActivations(TransformerPolicy policy, int tokensMax)
    {
        int width = policy.Options.Width;
        Input = new AlignedFloats(checked(tokensMax * width));
        AttentionStatistics = new AlignedFloats(2 * tokensMax);
        AttentionNormed = new AlignedFloats(Input.Length);
        Qkv = new AlignedFloats(checked(3 * Input.Length));
        Weights = new AlignedFloats(checked(tokensMax * policy.Attention.Heads * policy.Attention.Keys));
        Mixed = new AlignedFloats(Input.Length);
        Middle = new AlignedFloats(Input.Length);
        FeedForwardStatistics = new AlignedFloats(2 * tokensMax);
        FeedForwardNormed = new AlignedFloats(Input.Length);
        Hidden = new AlignedFloats(checked(tokensMax * policy.Options.FeedForward));
    }

    /// <summary>[N, W] x.</summary>
    public AlignedFloats Input { get; }

    /// <summary>[N, 2] mean and inverse deviation of x.</summary>
    public AlignedFloats AttentionStatistics { get; }

    /// <summary>[N, W] Norm(x).</summary>
    public AlignedFloats AttentionNormed { get; }

    /// <summary>[N, 3W] queries, keys, values.</summary>
    public AlignedFloats Qkv { get; }

    /// <summary>[N, G, J] attention weights.</summary>
    public AlignedFloats Weights { get; }

    /// <summary>[N, W] what attention gives, before its output matrix.</summary>
    public AlignedFloats Mixed { get; }

    /// <summary>[N, W] x after attention.</summary>
    public AlignedFloats Middle { get; }

    /// <summary>[N, 2] mean and inverse deviation of <see cref="Middle"/>.</summary>
    public AlignedFloats FeedForwardStatistics { get; }

    /// <summary>[N, W] Norm of <see cref="Middle"/>.</summary>
    public AlignedFloats FeedForwardNormed { get; }

    /// <summary>[N, F] rectified.</summary>
    public AlignedFloats Hidden { get; }
}
