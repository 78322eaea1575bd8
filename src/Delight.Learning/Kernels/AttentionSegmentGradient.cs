namespace Delight.Learning.Kernels;

/// <summary>Where the gradients by the keys and values of one <see cref="AttentionSegment"/> are added.</summary>
public readonly ref struct AttentionSegmentGradient
{
    /// <summary>Rows of W floats from <c>j · RowStride</c> on: gradient by the key of position j; added to.</summary>
    public Span<float> Keys { get; init; }

    /// <summary>The same for values.</summary>
    public Span<float> Values { get; init; }

    /// <summary>Floats from the row of one position to that of the next.</summary>
    public int RowStride { get; init; }
}
