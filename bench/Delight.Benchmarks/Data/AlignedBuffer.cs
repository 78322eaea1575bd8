using System.Runtime.InteropServices;

namespace Delight.Benchmarks.Data;

/// <summary>Floats that begin on a cache line, 64 bytes, so that times do not depend on where an array happens to
/// lie.</summary>
public sealed class AlignedBuffer
{
    private const int LineBytes = 64;

    private readonly float[] _values;
    private readonly int _first;
    private readonly int _length;

    /// <summary>Allocates zeros; the array never moves.</summary>
    public AlignedBuffer(int length)
    {
        _length = length;
        _values = GC.AllocateArray<float>(length + (LineBytes / sizeof(float)), pinned: true);
        long address = Marshal.UnsafeAddrOfPinnedArrayElement(_values, 0).ToInt64();
        _first = (int)(-address & (LineBytes - 1)) / sizeof(float);
    }

    /// <summary>All elements.</summary>
    public Span<float> Span => _values.AsSpan(_first, _length);
}
