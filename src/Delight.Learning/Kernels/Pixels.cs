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
        nuint count = (nuint)x.Length, lanes = (nuint)Vector128<byte>.Count, i = 0;
        for (; i + lanes <= count; i += lanes)
        {
            Vector256<ushort> shorts = Vector256.WidenLower(Vector128.LoadUnsafe(ref xs, i).ToVector256Unsafe());
            Vector256<float> low = Vector256.ConvertToSingle(Vector256.WidenLower(shorts).AsInt32());
            Vector256<float> high = Vector256.ConvertToSingle(Vector256.WidenUpper(shorts).AsInt32());
            Scale(low).StoreUnsafe(ref ys, i);
            Scale(high).StoreUnsafe(ref ys, i + (lanes / 2));
        }

        for (; i < count; i++)
        {
            y[(int)i] = x[(int)i] / 255f;
        }
    }

    private static Vector256<float> Scale(Vector256<float> pixel)
    {
        // A product and one correction instead of a division, which takes three times as long: the quotient is
        // correctly rounded for all 256 bytes (tested).
        Vector256<float> inverse = Vector256.Create(1 / 255f);
        Vector256<float> estimate = pixel * inverse;
        Vector256<float> rest = Vector256.FusedMultiplyAdd(estimate, Vector256.Create(-255f), pixel);
        return Vector256.FusedMultiplyAdd(rest, inverse, estimate);
    }
}
