using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Delight.Learning.Kernels;

/// <summary>Sums eight lanes in one spelled-out order, so that a reduction has the same bits on every machine.</summary>
internal static class LaneFold
{
    /// <summary><c>((l0 + l4) + (l1 + l5)) + ((l2 + l6) + (l3 + l7))</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Sum(Vector256<float> lanes)
    {
        Vector128<float> four = lanes.GetLower() + lanes.GetUpper();
        return (four[0] + four[1]) + (four[2] + four[3]);
    }
}
