using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Delight.Learning.Kernels;

/// <summary>A bias: the same row added to every row, and the sum over rows that is its gradient.</summary>
public static class RowBias
{
    /// <summary><c>y[b, n] = bias[n]</c>: the start that a linear layer's product is then added to.</summary>
    /// <param name="bias">[N].</param>
    /// <param name="y">[B, N] row-major; overwritten.</param>
    /// <exception cref="ArgumentException">y is no whole number of rows, or N is 0.</exception>
    public static void Forward(ReadOnlySpan<float> bias, Span<float> y)
    {
        Shape.RequireAtLeast(nameof(bias), bias.Length, 1, "[N]");
        Shape.RequireLength(nameof(y), y.Length % bias.Length, 0, "the part of [B, N] behind the last whole row");
        for (int start = 0; start < y.Length; start += bias.Length)
        {
            bias.CopyTo(y.Slice(start, bias.Length));
        }
    }

    /// <summary><c>dBias[n] += Σ_b dy[b, n]</c>, b ascending. Adds; the caller clears
    /// <paramref name="dBias"/>.</summary>
    /// <param name="dy">[B, N] row-major.</param>
    /// <param name="dBias">[N]; must not overlap <paramref name="dy"/>.</param>
    /// <exception cref="ArgumentException">dy is no whole number of rows, or N is 0.</exception>
    public static void Backward(ReadOnlySpan<float> dy, Span<float> dBias)
    {
        Shape.RequireAtLeast(nameof(dBias), dBias.Length, 1, "[N]");
        Shape.RequireLength(nameof(dy), dy.Length % dBias.Length, 0, "the part of [B, N] behind the last whole row");
        ref float dys = ref MemoryMarshal.GetReference(dy);
        ref float sums = ref MemoryMarshal.GetReference(dBias);
        nuint columns = (nuint)dBias.Length, lanes = (nuint)Vector256<float>.Count;
        for (nuint start = 0; start < (nuint)dy.Length; start += columns)
        {
            nuint column = 0;
            for (; column + lanes <= columns; column += lanes)
            {
                (Vector256.LoadUnsafe(ref sums, column) + Vector256.LoadUnsafe(ref dys, start + column))
                    .StoreUnsafe(ref sums, column);
            }

            for (; column < columns; column++)
            {
                dBias[(int)column] += dy[(int)(start + column)];
            }
        }
    }
}
