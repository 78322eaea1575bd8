using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Delight.Learning.Kernels;

/// <summary><c>Σ x[i]²</c> in double.</summary>
public static class SquaredNorm
{
    /// <summary>Sums squares in four fixed double lanes, folded in ascending order, then the tail.</summary>
    /// <param name="x">[N].</param>
    /// <returns>At least 0, or NaN where x holds one; the same bits on every machine.</returns>
    public static double Forward(ReadOnlySpan<float> x)
    {
        ref float xs = ref MemoryMarshal.GetReference(x);
        Vector256<double> sums = Vector256<double>.Zero;
        nuint count = (nuint)x.Length, lanes = (nuint)Vector256<float>.Count, i = 0;
        for (; i + lanes <= count; i += lanes)
        {
            (Vector256<double> lower, Vector256<double> upper) = Vector256.Widen(Vector256.LoadUnsafe(ref xs, i));
            sums = Vector256.FusedMultiplyAdd(lower, lower, sums);
            sums = Vector256.FusedMultiplyAdd(upper, upper, sums);
        }

        double sum = sums[0] + sums[1] + sums[2] + sums[3];
        for (; i < count; i++)
        {
            double value = x[(int)i];
            sum = Math.FusedMultiplyAdd(value, value, sum);
        }

        return sum;
    }
}
