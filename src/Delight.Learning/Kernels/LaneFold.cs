using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Delight.Learning.Kernels;

/// <summary>Folds lanes in one spelled-out order, so that a reduction has the same bits on every machine.</summary>
internal static class LaneFold
{
    /// <summary><c>((l0 + l4) + (l1 + l5)) + ((l2 + l6) + (l3 + l7))</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Sum(Vector256<float> lanes)
    {
        Vector128<float> four = lanes.GetLower() + lanes.GetUpper();
        return (four[0] + four[1]) + (four[2] + four[3]);
    }

    /// <summary>Lane i plus lane i + 8, then as for eight lanes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Sum(Vector512<float> lanes) => Sum(lanes.GetLower() + lanes.GetUpper());

    /// <summary>
    /// The largest lane. Where a lane is NaN the result may be any lane: one more operation on the lanes must catch it.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Max(Vector512<float> lanes)
    {
        Vector256<float> eight = Vector256.MaxNative(lanes.GetLower(), lanes.GetUpper());
        Vector128<float> four = Vector128.MaxNative(eight.GetLower(), eight.GetUpper());
        four = Vector128.MaxNative(four, Vector128.Shuffle(four, Vector128.Create(2, 3, 0, 1)));
        return Vector128.MaxNative(four, Vector128.Shuffle(four, Vector128.Create(1, 0, 3, 2))).ToScalar();
    }
}
