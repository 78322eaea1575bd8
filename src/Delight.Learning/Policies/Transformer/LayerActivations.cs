namespace Delight.Learning.Policies.Transformer;

/// <summary>Everything that one layer computes for a run of tokens; a training pass keeps one per layer. Dims: N tokens.</summary>
internal sealed class LayerActivations
{
    public LayerActivations(TransformerPolicy policy, int tokensMax)
    {
        int width = policy.Options.Width;
        Input = new float[checked(tokensMax * width)];
        AttentionStatistics = new float[2 * tokensMax];
        AttentionNormed = new float[Input.Length];
        Qkv = new float[checked(3 * Input.Length)];
        Weights = new float[checked(tokensMax * policy.Attention.Heads * policy.Attention.Keys)];
        Mixed = new float[Input.Length];
        Middle = new float[Input.Length];
        FeedForwardStatistics = new float[2 * tokensMax];
        FeedForwardNormed = new float[Input.Length];
        Hidden = new float[checked(tokensMax * policy.Options.FeedForward)];
    }

    /// <summary>[N, W] x.</summary>
    public float[] Input { get; }

    /// <summary>[N, 2] mean and inverse deviation of x.</summary>
    public float[] AttentionStatistics { get; }

    /// <summary>[N, W] Norm(x).</summary>
    public float[] AttentionNormed { get; }

    /// <summary>[N, 3W] queries, keys, values.</summary>
    public float[] Qkv { get; }

    /// <summary>[N, G, J] attention weights.</summary>
    public float[] Weights { get; }

    /// <summary>[N, W] what attention gives, before its output matrix.</summary>
    public float[] Mixed { get; }

    /// <summary>[N, W] x after attention.</summary>
    public float[] Middle { get; }

    /// <summary>[N, 2] mean and inverse deviation of <see cref="Middle"/>.</summary>
    public float[] FeedForwardStatistics { get; }

    /// <summary>[N, W] Norm of <see cref="Middle"/>.</summary>
    public float[] FeedForwardNormed { get; }

    /// <summary>[N, F] rectified.</summary>
    public float[] Hidden { get; }
}
