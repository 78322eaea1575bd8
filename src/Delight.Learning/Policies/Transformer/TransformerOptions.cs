namespace Delight.Learning.Policies.Transformer;

/// <summary>Sizes of a <see cref="TransformerPolicy"/>.</summary>
public sealed record TransformerOptions
{
    /// <summary>W, floats that stand for one token between layers.</summary>
    /// <value>At least 1, a multiple of <see cref="Heads"/>. Default 64.</value>
    public int Width { get; init; } = 64;

    /// <summary>G, attention heads of each layer.</summary>
    /// <value>At least 1. Default 4.</value>
    public int Heads { get; init; } = 4;

    /// <summary>L, blocks of attention and feed-forward.</summary>
    /// <value>At least 1. Default 3.</value>
    public int Layers { get; init; } = 3;

    /// <summary>F, hidden floats of each feed-forward network.</summary>
    /// <value>At least 1. Default 128.</value>
    public int FeedForward { get; init; } = 128;

    /// <summary>V, tokens that the policy can read; actions are tokens too, since answers are fed back.</summary>
    /// <value>From 2 to 256, at least the task's actions. Default null: the task's actions.</value>
    public int? Vocabulary { get; init; }

    /// <summary>Positions that the policy has an embedding for: the longest prompt and answer together.</summary>
    /// <value>At least the task's H + T. Default null: H + T.</value>
    public int? Length { get; init; }
}
