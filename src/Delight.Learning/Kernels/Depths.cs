using System.Runtime.CompilerServices;

namespace Delight.Learning.Kernels;

/// <summary>The depths that a tile of a product walks, ascending.</summary>
internal interface IDepths
{
    int Count { get; }

    int this[int index] { get; }
}

/// <summary>All depths of a block.</summary>
internal readonly struct DepthRange(int start, int end) : IDepths
{
    public int Count => end - start;

    public int this[int index]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => start + index;
    }
}

/// <summary>Only some depths, for a tile of two or of four rows.</summary>
internal readonly ref struct DepthList(ref int first, int count, int tileRows) : IDepths
{
    private readonly ref int _first = ref first;

    public int TileRows { get; } = tileRows;

    public int Count { get; } = count;

    public int this[int index]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Unsafe.Add(ref _first, index);
    }
}
