using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Delight.Learning.Kernels;

/// <summary><c>y[i] = x[i] / 255</c>: bytes become floats only when a batch needs them.</summary>
public static class Pixels
{
    /// <summary>Scales bytes to [0, 1].</summary>
    /// <param name="x">[N].</param>
    /// <param name="y">[N]; overwritten; the correctly rounded quotient.</param>
    /// <exception cref="ArgumentException">Lengths differ.</exception>
    public static void Forward(ReadOnlySpan<byte> x, Span<float> y)
    {
        Shape.RequireLength(nameof(y), y.Length, x.Length, "[N] of x");
        ref byte xs = ref MemoryMarshal.GetReference(x);
        ref float ys = ref MemoryMarshal.GetReference(y);
        Vector256<float> scale = Vector256.Create(255f);
        nuint count = (nuint)x.Length, lanes = (nuint)Vector128<byte>.Count, i = 0;
        for (; i + lanes <= count; i += lanes)
        {
            Vector256<ushort> shorts = Vector256.WidenLower(Vector128.LoadUnsafe(ref xs, i).ToVector256Unsafe());
            Vector256<float> low = Vector256.ConvertToSingle(Vector256.WidenLower(shorts).AsInt32());
            Vector256<float> high = Vector256.ConvertToSingle(Vector256.WidenUpper(shorts).AsInt32());
            (low / scale).StoreUnsafe(ref ys, i);
            (high / scale).StoreUnsafe(ref ys, i + (lanes / 2));
        }

        for (; i < count; i++)
        {
            y[(int)i] = x[(int)i] / 255f;
        }
    }
}
