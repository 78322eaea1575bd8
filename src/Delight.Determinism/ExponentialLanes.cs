using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Delight.Determinism;

/// <summary>The exponential of many numbers at once: the same operations as <see cref="StableMath.Exp"/>, a lane
/// each.</summary>
/// <remarks>The bits are those of the scalar function at every register width (tested). Allocates nothing.</remarks>
public static class ExponentialLanes
{
    // 1.5 · 2^52: adding it leaves the nearest whole number in the lowest bits.
    private const double WholeNumberShift = 6755399441055744.0;

    /// <summary><c>x[i] ← e^x[i]</c>.</summary>
    /// <param name="x">[N]; overwritten. Above 709.78 gives infinity, below -745.2 gives 0, NaN gives NaN.</param>
    public static void InPlace(Span<double> x)
    {
        ref double first = ref MemoryMarshal.GetReference(x);
        nuint count = (nuint)x.Length, i = 0;
        for (; i + (nuint)Vector256<double>.Count <= count; i += (nuint)Vector256<double>.Count)
        {
            Exp(Vector256.LoadUnsafe(ref first, i)).StoreUnsafe(ref first, i);
        }

        for (; i < count; i++)
        {
            x[(int)i] = StableMath.Exp(x[(int)i]);
        }
    }

    private static Vector256<double> Exp(Vector256<double> x)
    {
        Vector256<double> k = Vector256.Floor(Fma(x, Vector256.Create(StableMath.Log2OfE), Vector256.Create(0.5)));
        Vector256<double> r = Fma(k, Vector256.Create(-StableMath.Ln2High), x);
        r = Fma(k, Vector256.Create(-StableMath.Ln2Low), r);
        Vector256<double> p = Vector256.Create(StableMath.ExpCoefficients[0]);
        foreach (double coefficient in StableMath.ExpCoefficients[1..])
        {
            p = Fma(p, r, Vector256.Create(coefficient));
        }

        // 2^k in two steps, as in the scalar function; the shift by 2048 makes the halving of negative k round down.
        Vector256<long> whole = (k + Vector256.Create(WholeNumberShift)).AsInt64()
            - Vector256.Create(WholeNumberShift).AsInt64();
        Vector256<long> half = ((whole + Vector256.Create(2048L)) >>> 1) - Vector256.Create(1024L);
        Vector256<double> scaled = p * PowerOfTwo(half) * PowerOfTwo(whole - half);
        Vector256<double> bounded = Vector256.ConditionalSelect(
            Vector256.LessThan(x, Vector256.Create(StableMath.ExpUnderflow)), Vector256<double>.Zero, scaled);
        return Vector256.ConditionalSelect(
            Vector256.GreaterThanOrEqual(x, Vector256.Create(StableMath.ExpOverflow)),
            Vector256.Create(double.PositiveInfinity),
            bounded);
    }

    private static Vector256<double> PowerOfTwo(Vector256<long> exponent) =>
        ((exponent + Vector256.Create(1023L)) << 52).AsDouble();

    private static Vector256<double> Fma(Vector256<double> a, Vector256<double> b, Vector256<double> sum) =>
        Vector256.FusedMultiplyAdd(a, b, sum);
}
