namespace Delight.Learning.Kernels;

/// <summary>What one query sees of a prompt or of an answer: a number of positions from the first on.</summary>
/// <remarks>
/// Forward: <see cref="Transposed"/> are keys and <see cref="Rows"/> values. Backward: the other way round, since the
/// chain rule exchanges them.
/// </remarks>
public readonly ref struct AttentionSegment
{
    /// <summary>
    /// [G, D, padded length]: element (g, c, j) belongs to position j; what lies behind <see cref="Count"/> is ignored.
    /// </summary>
    public ReadOnlySpan<float> Transposed { get; init; }

    /// <summary>Rows of W floats from <c>j · RowStride</c> on for position j.</summary>
    public ReadOnlySpan<float> Rows { get; init; }

    /// <summary>Floats from the row of one position to that of the next.</summary>
    public int RowStride { get; init; }

    /// <summary>Positions that are seen; 0: none, and the spans may be empty.</summary>
    public int Count { get; init; }
}
