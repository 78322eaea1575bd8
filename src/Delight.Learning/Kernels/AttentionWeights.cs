using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Delight.Learning.Kernels;

/// <summary>The softmax inside attention, over the positions that a query may see, for all heads.</summary>
/// <remarks>
/// <para><c>p[j] = exp(σ s[j] − m) / Σ_i exp(σ s[i] − m)</c> over seen positions with <c>σ = D^-1/2</c>, <c>m = max σ
/// s</c>; 0 elsewhere.</para>
/// <para>Sixteen fixed lanes and a spelled-out fold: the same bits on every machine. Allocates nothing.</para>
/// </remarks>
internal static class AttentionWeights
{
    /// <summary>Turns scores into weights.</summary>
    /// <param name="scores">[G, J] raw scores; overwritten by weights.</param>
    /// <param name="shape">Sizes.</param>
    /// <param name="promptCount">Positions of the prompt that are seen.</param>
    /// <param name="answerCount">Positions of the answer that are seen.</param>
    public static void Forward(Span<float> scores, in AttentionShape shape, int promptCount, int answerCount)
    {
        int padded = shape.PromptPadded, keys = shape.Keys, lanes = Vector512<float>.Count;
        Vector512<float> scale = Vector512.Create(1 / MathF.Sqrt(shape.HeadWidth)),
            lowest = Vector512.Create(float.NegativeInfinity);
        ref float s = ref MemoryMarshal.GetReference(scores);
        for (int head = 0; head < shape.Heads; head++, s = ref Unsafe.Add(ref s, keys))
        {
            Vector512<float> largest = lowest;
            for (int j = 0; j < keys; j += lanes)
            {
                Vector512<float> scaled = Vector512.LoadUnsafe(ref s, (nuint)j) * scale;
                scaled = Vector512.ConditionalSelect(IsSeen(j, padded, promptCount, answerCount), scaled, lowest);
                scaled.StoreUnsafe(ref s, (nuint)j);
                largest = Vector512.MaxNative(largest, scaled);
            }

            Vector512<float> max = Vector512.Create(LaneFold.Max(largest)), sums = Vector512<float>.Zero;
            for (int j = 0; j < keys; j += lanes)
            {
                Vector512<float> power = StableExp.NonPositive(Vector512.LoadUnsafe(ref s, (nuint)j) - max);
                power.StoreUnsafe(ref s, (nuint)j);
                sums += power;
            }

            Vector512<float> inverse = Vector512.Create(1 / LaneFold.Sum(sums));
            for (int j = 0; j < keys; j += lanes)
            {
                (Vector512.LoadUnsafe(ref s, (nuint)j) * inverse).StoreUnsafe(ref s, (nuint)j);
            }
        }
    }

    /// <summary><c>ds[j] = σ p[j] (dp[j] − Σ_i p[i] dp[i])</c> over seen positions, 0 elsewhere.</summary>
    /// <param name="weights">[G, J] p as the forward pass wrote them.</param>
    /// <param name="slopes">[G, J] dp; overwritten by ds.</param>
    /// <param name="shape">Sizes.</param>
    /// <param name="promptCount">Positions of the prompt that are seen.</param>
    /// <param name="answerCount">Positions of the answer that are seen.</param>
    public static void Backward(
        ReadOnlySpan<float> weights, Span<float> slopes, in AttentionShape shape, int promptCount, int answerCount)
    {
        int padded = shape.PromptPadded, keys = shape.Keys, lanes = Vector512<float>.Count;
        Vector512<float> scale = Vector512.Create(1 / MathF.Sqrt(shape.HeadWidth));
        ref float p = ref MemoryMarshal.GetReference(weights);
        ref float d = ref MemoryMarshal.GetReference(slopes);
        for (int head = 0; head < shape.Heads; head++, p = ref Unsafe.Add(ref p, keys), d = ref Unsafe.Add(ref d, keys))
        {
            Vector512<float> sums = Vector512<float>.Zero;
            for (int j = 0; j < keys; j += lanes)
            {
                // What was computed for positions that are not seen may be anything, NaN included.
                Vector512<float> slope = Vector512.ConditionalSelect(
                    IsSeen(j, padded, promptCount, answerCount), Vector512.LoadUnsafe(ref d, (nuint)j),
                    Vector512<float>.Zero);
                slope.StoreUnsafe(ref d, (nuint)j);
                sums = Vector512.FusedMultiplyAdd(slope, Vector512.LoadUnsafe(ref p, (nuint)j), sums);
            }

            Vector512<float> mean = Vector512.Create(LaneFold.Sum(sums));
            for (int j = 0; j < keys; j += lanes)
            {
                Vector512<float> centred = Vector512.LoadUnsafe(ref d, (nuint)j) - mean;
                (centred * Vector512.LoadUnsafe(ref p, (nuint)j) * scale).StoreUnsafe(ref d, (nuint)j);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> IsSeen(int first, int promptPadded, int promptCount, int answerCount)
    {
        // A register never spans the border, since the prompt is padded to whole ones.
        int left = first < promptPadded ? promptCount - first : answerCount - (first - promptPadded);
        return Vector512.LessThan(Vector512<int>.Indices, Vector512.Create(left)).AsSingle();
    }
}
