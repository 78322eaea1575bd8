using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Delight.Learning.Kernels;

/// <summary>For every tile of a few rows of a matrix, the depths at which any of them is not zero.</summary>
/// <remarks>
/// Most pixels of an image are zero, and a product may leave out what adds <c>0 · b</c>: the sums have the same bits
/// while b is finite. Sized once; finding allocates nothing. Not thread-safe.
/// </remarks>
public sealed class ActiveDepths
{
    // Two rows of a matrix have more zeros in common than four; neighbours in memory are read four at a time.
    private const int TileOfRows = 2;
    private const int TileOfColumns = 4;

    private readonly int[] _depths;
    private readonly int[] _counts;
    private readonly int _depthMax;
    private int _tiles;

    /// <summary>Allocates for matrices of at most that size.</summary>
    /// <param name="rowsMax">M at most.</param>
    /// <param name="depthMax">K at most.</param>
    public ActiveDepths(int rowsMax, int depthMax)
    {
        _depthMax = depthMax;
        _counts = new int[(rowsMax / TileOfRows) + 1];
        _depths = new int[_counts.Length * depthMax];
    }

    /// <summary>Rows of a tile: 2, or 4 where a transpose was looked through.</summary>
    internal int TileRows { get; private set; } = TileOfRows;

    /// <summary>Share of the depths that are active, over all tiles; 1 where there is no whole tile.</summary>
    public double Share { get; private set; } = 1;

    /// <summary>Looks through a matrix.</summary>
    /// <param name="a">[M, K] row-major, or the transpose of such a one.</param>
    /// <exception cref="ArgumentException">It is larger than what was allocated.</exception>
    public void Find(ReadOnlyMatrix a)
    {
        TileRows = a.ColumnStride == 1 ? TileOfRows : TileOfColumns;
        _tiles = a.Rows / TileRows;
        Shape.RequireAtLeast(nameof(_counts), _counts.Length, _tiles, "tiles");
        Shape.RequireAtLeast("depthMax", _depthMax, a.Columns, "depths [K]");
        _counts.AsSpan(0, _tiles).Clear();
        if (a.ColumnStride == 1)
        {
            FindInRows(a);
        }
        else
        {
            FindInColumns(a);
        }

        long active = 0;
        foreach (int count in _counts.AsSpan(0, _tiles))
        {
            active += count;
        }

        Share = _tiles == 0 ? 1 : active / ((double)_tiles * Math.Max(1, a.Columns));
    }

    /// <summary>The active depths of one tile, ascending.</summary>
    internal DepthList Of(int tile) => new(ref _depths[tile * _depthMax], _counts[tile], TileRows);

    private void FindInRows(ReadOnlyMatrix a)
    {
        for (int tile = 0; tile < _tiles; tile++)
        {
            ReadOnlySpan<float> rows = a.Values.Slice(tile * TileOfRows * a.RowStride, TileOfRows * a.RowStride);
            ref float first = ref MemoryMarshal.GetReference(rows);
            Span<int> found = _depths.AsSpan(tile * _depthMax, _depthMax);
            nuint stride = (nuint)a.RowStride, k = 0, lanes = (nuint)Vector256<float>.Count;
            int count = 0;
            for (; k + lanes <= (nuint)a.Columns; k += lanes)
            {
                Vector256<float> zeros = IsZero(ref first, k) & IsZero(ref first, k + stride);
                for (uint bits = ~zeros.ExtractMostSignificantBits() & 0xFF; bits != 0; bits &= bits - 1)
                {
                    found[count++] = (int)k + BitOperations.TrailingZeroCount(bits);
                }
            }

            for (; k < (nuint)a.Columns; k++)
            {
                found[count] = (int)k;
                count += rows[(int)k] != 0 || rows[(int)(k + stride)] != 0 ? 1 : 0;
            }

            _counts[tile] = count;
        }
    }

    private void FindInColumns(ReadOnlyMatrix a)
    {
        // Four rows of the transpose are four neighbours in memory: two tiles a register.
        for (int k = 0; k < a.Columns; k++)
        {
            ref float first = ref MemoryMarshal.GetReference(a.Values.Slice(k * a.ColumnStride, a.Rows));
            int tile = 0;
            for (; tile + 2 <= _tiles; tile += 2)
            {
                uint bits = ~IsZero(ref first, (nuint)(tile * TileOfColumns)).ExtractMostSignificantBits() & 0xFF;
                if (bits != 0)
                {
                    _depths[(tile * _depthMax) + _counts[tile]] = k;
                    _counts[tile] += (bits & 0x0F) != 0 ? 1 : 0;
                    _depths[((tile + 1) * _depthMax) + _counts[tile + 1]] = k;
                    _counts[tile + 1] += (bits & 0xF0) != 0 ? 1 : 0;
                }
            }

            if (tile < _tiles)
            {
                ReadOnlySpan<float> four = a.Values.Slice((k * a.ColumnStride) + (tile * TileOfColumns), TileOfColumns);
                _depths[(tile * _depthMax) + _counts[tile]] = k;
                _counts[tile] += four.ContainsAnyExcept(0f) ? 1 : 0;
            }
        }
    }

    private static Vector256<float> IsZero(ref float source, nuint offset) =>
        Vector256.Equals(Vector256.LoadUnsafe(ref source, offset), Vector256<float>.Zero);
}
