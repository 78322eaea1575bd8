using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Delight.Learning.Kernels;

/// <summary><c>Σ x[i]²</c>.</summary>
public static class SquaredNorm
{
    // Squares are summed in float over short runs only: the relative error of a run stays below 1e-6.
    private const int RunLength = 512;

    /// <summary>Sums squares in 32 fixed float lanes over runs of 512, the runs in double, the tail last.</summary>
    /// <param name="x">[N]. Elements beyond 1.8e19 give infinity, squares of those below 1e-19 vanish.</param>
    /// <returns>At least 0, or NaN where x holds one; the same bits on every machine.</returns>
    public static double Forward(ReadOnlySpan<float> x)
    {
        double sum = 0;
        int start = 0;
        for (; start + RunLength <= x.Length; start += RunLength)
        {
            sum += OfRun(x.Slice(start, RunLength));
        }

        foreach (float value in x[start..])
        {
            sum = Math.FusedMultiplyAdd(value, (double)value, sum);
        }

        return sum;
    }

    private static double OfRun(ReadOnlySpan<float> run)
    {
        ref float first = ref MemoryMarshal.GetReference(run);
        Vector256<float> sums0 = Vector256<float>.Zero, sums1 = sums0, sums2 = sums0, sums3 = sums0;
        for (nuint i = 0; i < RunLength; i += 32)
        {
            Vector256<float> value0 = Vector256.LoadUnsafe(ref first, i), value1 =
                Vector256.LoadUnsafe(ref first, i + 8);
            Vector256<float> value2 = Vector256.LoadUnsafe(ref first, i + 16), value3 =
                Vector256.LoadUnsafe(ref first, i + 24);
            sums0 = Vector256.FusedMultiplyAdd(value0, value0, sums0);
            sums1 = Vector256.FusedMultiplyAdd(value1, value1, sums1);
            sums2 = Vector256.FusedMultiplyAdd(value2, value2, sums2);
            sums3 = Vector256.FusedMultiplyAdd(value3, value3, sums3);
        }

        Vector256<float> sums = (sums0 + sums1) + (sums2 + sums3);
        (Vector256<double> lower, Vector256<double> upper) = Vector256.Widen(sums);
        Vector256<double> four = lower + upper;
        return (four[0] + four[1]) + (four[2] + four[3]);
    }
}
