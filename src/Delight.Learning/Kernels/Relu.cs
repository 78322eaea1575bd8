using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Delight.Learning.Kernels;

/// <summary>Rectified linear unit.</summary>
public static class Relu
{
    /// <summary><c>y[i] = x[i] &gt; 0 ? x[i] : 0</c>; NaN and -0 become 0.</summary>
    /// <param name="x">[N].</param>
    /// <param name="y">[N]; overwritten, or the very same span as <paramref name="x"/>.</param>
    /// <exception cref="ArgumentException">Lengths differ.</exception>
    public static void Forward(ReadOnlySpan<float> x, Span<float> y)
    {
        Shape.RequireLength(nameof(y), y.Length, x.Length, "[N] of x");
        ref float xs = ref MemoryMarshal.GetReference(x);
        ref float ys = ref MemoryMarshal.GetReference(y);
        nuint count = (nuint)x.Length, lanes = (nuint)Vector256<float>.Count, i = 0;
        for (; i + lanes <= count; i += lanes)
        {
            Vector256<float> value = Vector256.LoadUnsafe(ref xs, i);
            (value & Vector256.GreaterThan(value, Vector256<float>.Zero)).StoreUnsafe(ref ys, i);
        }

        for (; i < count; i++)
        {
            y[(int)i] = x[(int)i] > 0 ? x[(int)i] : 0;
        }
    }

    /// <summary><c>dx[i] += x[i] &gt; 0 ? dy[i] : 0</c>. Adds; the caller clears <paramref name="dx"/>.</summary>
    /// <param name="x">[N] the forward input or its output: both are above 0 at the same places.</param>
    /// <param name="dy">[N] gradient by the output.</param>
    /// <param name="dx">[N] accumulated gradient by the input; must not overlap the other two.</param>
    /// <exception cref="ArgumentException">Lengths differ.</exception>
    public static void Backward(ReadOnlySpan<float> x, ReadOnlySpan<float> dy, Span<float> dx)
    {
        Shape.RequireLength(nameof(dy), dy.Length, x.Length, "[N] of x");
        Shape.RequireLength(nameof(dx), dx.Length, x.Length, "[N] of x");
        ref float xs = ref MemoryMarshal.GetReference(x);
        ref float dys = ref MemoryMarshal.GetReference(dy);
        ref float dxs = ref MemoryMarshal.GetReference(dx);
        nuint count = (nuint)x.Length, lanes = (nuint)Vector256<float>.Count, i = 0;
        for (; i + lanes <= count; i += lanes)
        {
            Vector256<float> open = Vector256.GreaterThan(Vector256.LoadUnsafe(ref xs, i), Vector256<float>.Zero);
            Vector256<float> gained = Vector256.LoadUnsafe(ref dys, i) & open;
            (Vector256.LoadUnsafe(ref dxs, i) + gained).StoreUnsafe(ref dxs, i);
        }

        for (; i < count; i++)
        {
            dx[(int)i] += x[(int)i] > 0 ? dy[(int)i] : 0;
        }
    }
}
