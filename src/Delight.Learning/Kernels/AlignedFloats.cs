using System.Runtime.InteropServices;

namespace Delight.Learning.Kernels;

/// <summary>
/// A buffer of floats that begins on a cache line, 64 bytes, so that no register of 16 floats spans two lines.
/// </summary>
/// <remarks>Speed only: kernels take spans from anywhere and give the same bits. Cleared at first.</remarks>
internal sealed class AlignedFloats
{
    private const int LineBytes = 64;

    private readonly float[] _values;
    private readonly int _first;

    /// <summary>Allocates; the array never moves, so that its alignment lasts.</summary>
    public AlignedFloats(int length)
    {
        Length = length;
        _values = GC.AllocateArray<float>(checked(length + (LineBytes / sizeof(float))), pinned: true);
        long address = Marshal.UnsafeAddrOfPinnedArrayElement(_values, 0).ToInt64();
        _first = (int)(-address & (LineBytes - 1)) / sizeof(float);
    }

    /// <summary>Number of floats.</summary>
    public int Length { get; }

    /// <summary>Part of the buffer.</summary>
    public Span<float> AsSpan(int start, int length) => AsSpan().Slice(start, length);

    /// <summary>The buffer from an element on.</summary>
    public Span<float> AsSpan(int start) => AsSpan()[start..];

    /// <summary>The whole buffer.</summary>
    public Span<float> AsSpan() => _values.AsSpan(_first, Length);
}
