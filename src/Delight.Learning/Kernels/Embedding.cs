using System.Globalization;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Delight.Learning.Kernels;

/// <summary>
/// Looks rows of a table up by index: tokens, positions. Dims: V rows of the table, W columns, N look-ups.
/// </summary>
/// <remarks>One addition per element, n ascending: the same bits on every machine. Allocates nothing.</remarks>
public static class Embedding
{
    /// <summary>
    /// <c>y[n] += table[indices[n]]</c>. Adds, so that several tables can be summed; the caller clears.
    /// </summary>
    /// <param name="table">[V, W], not transposed.</param>
    /// <param name="indices">[N] from 0 to V − 1.</param>
    /// <param name="y">[N, W]; added to.</param>
    /// <exception cref="ArgumentException">Dimensions do not match.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An index is not a row of the table.</exception>
    public static void Forward(ReadOnlyMatrix table, ReadOnlySpan<int> indices, Matrix y)
    {
        Require(table.Rows, indices, table.Columns, y.Values.Length);
        for (int n = 0; n < indices.Length; n++)
        {
            AddRow(table.Values.Slice(indices[n] * table.Columns, table.Columns),
                y.Values.Slice(n * y.Columns, y.Columns));
        }
    }

    /// <summary>
    /// <c>dTable[indices[n]] += dy[n]</c>, n ascending. Adds; the caller clears <paramref name="dTable"/>.
    /// </summary>
    /// <param name="indices">[N] as in the forward pass.</param>
    /// <param name="dy">[N, W], not transposed.</param>
    /// <param name="dTable">[V, W] accumulated gradient.</param>
    /// <exception cref="ArgumentException">Dimensions do not match.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An index is not a row of the table.</exception>
    public static void Backward(ReadOnlySpan<int> indices, ReadOnlyMatrix dy, Matrix dTable)
    {
        Require(dTable.Rows, indices, dTable.Columns, dy.Values.Length);
        for (int n = 0; n < indices.Length; n++)
        {
            AddRow(
                dy.Values.Slice(n * dy.Columns, dy.Columns),
                dTable.Values.Slice(indices[n] * dTable.Columns, dTable.Columns));
        }
    }

    private static void AddRow(ReadOnlySpan<float> x, Span<float> y)
    {
        ref float xs = ref MemoryMarshal.GetReference(x);
        ref float ys = ref MemoryMarshal.GetReference(y);
        nuint count = (nuint)x.Length, lanes = (nuint)Vector256<float>.Count, i = 0;
        for (; i + lanes <= count; i += lanes)
        {
            (Vector256.LoadUnsafe(ref ys, i) + Vector256.LoadUnsafe(ref xs, i)).StoreUnsafe(ref ys, i);
        }

        for (; i < count; i++)
        {
            y[(int)i] += x[(int)i];
        }
    }

    private static void Require(int tableRows, ReadOnlySpan<int> indices, int width, int elements)
    {
        Shape.RequireLength("rows", elements, indices.Length * width, "[N, W] of indices and table");
        int wrong = tableRows == 0 ? 0 : indices.IndexOfAnyExceptInRange(0, tableRows - 1);
        if (wrong >= 0 && indices.Length > 0)
        {
            throw new ArgumentOutOfRangeException(nameof(indices), string.Create(
                CultureInfo.InvariantCulture,
                $"indices[{wrong}] is {indices[wrong]}; the table has rows 0 to {tableRows - 1}."));
        }
    }
}
