using Delight.Learning.Kernels;

namespace Delight.Learning.Policies.Transformer;

/// <summary>
/// What queries look at, for a number of sequences: one vector of W floats a position transposed, another one as a row.
/// </summary>
internal sealed class AttentionCache
{
    private readonly AttentionShape _shape;
    private readonly int _length;
    private readonly int _padded;
    private readonly AlignedFloats _transposed;
    private readonly AlignedFloats _rows;

    /// <param name="shape">Sizes.</param>
    /// <param name="length">Positions of a sequence.</param>
    /// <param name="sequences">Number of sequences.</param>
    /// <param name="hasRows">False where rows lie elsewhere.</param>
    public AttentionCache(in AttentionShape shape, int length, int sequences, bool hasRows)
    {
        _shape = shape;
        _length = length;
        _padded = AttentionShape.Pad(length);
        _transposed = new AlignedFloats(checked(sequences * shape.Width * _padded));
        _rows = new AlignedFloats(hasRows ? checked(sequences * length * shape.Width) : 0);
    }

    /// <summary>Writes a vector of [W] across its transposed matrix.</summary>
    public void WriteTransposed(int sequence, int position, ReadOnlySpan<float> vector)
    {
        Span<float> transposed = _transposed.AsSpan(sequence * _shape.Width * _padded, _shape.Width * _padded);
        for (int c = 0, target = position; c < vector.Length; c++, target += _padded)
        {
            transposed[target] = vector[c];
        }
    }

    /// <summary>Writes a vector of [W] as a row.</summary>
    public void WriteRow(int sequence, int position, ReadOnlySpan<float> vector) =>
        vector.CopyTo(_rows.AsSpan(((sequence * _length) + position) * _shape.Width));

    /// <summary>The first positions of a sequence.</summary>
    public AttentionSegment Segment(int sequence, int count) => count == 0 ? default : new()
    {
        Transposed = Transposed(sequence),
        Rows = _rows.AsSpan(sequence * _length * _shape.Width, count * _shape.Width),
        RowStride = _shape.Width,
        Count = count,
    };

    /// <summary>[G, D, padded length] of a sequence.</summary>
    public ReadOnlySpan<float> Transposed(int sequence) =>
        _transposed.AsSpan(sequence * _shape.Width * _padded, _shape.Width * _padded);
}
