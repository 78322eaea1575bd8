using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Delight.Learning.Kernels;

/// <summary>The softmax inside attention, over the positions that a query may see.</summary>
/// <remarks>
/// <para><c>p[j] = exp(σ s[j] − m) / Σ_i exp(σ s[i] − m)</c> over seen positions with <c>σ = D^-1/2</c>, <c>m = max σ s</c>; 0 elsewhere.</para>
/// <para>Eight fixed lanes and a spelled-out fold: the same bits on every machine. Allocates nothing.</para>
/// </remarks>
internal static class AttentionWeights
{
    /// <summary>Turns one head's scores into weights.</summary>
    /// <param name="scores">[J] raw scores; overwritten by weights.</param>
    /// <param name="shape">Sizes.</param>
    /// <param name="promptCount">Positions of the prompt that are seen.</param>
    /// <param name="answerCount">Positions of the answer that are seen.</param>
    public static void Forward(Span<float> scores, in AttentionShape shape, int promptCount, int answerCount)
    {
        ref float s = ref MemoryMarshal.GetReference(scores);
        int padded = shape.PromptPadded, keys = shape.Keys, lanes = Vector256<float>.Count;
        Vector256<float> scale = Vector256.Create(1 / MathF.Sqrt(shape.HeadWidth));
        Vector256<float> largest = Vector256.Create(float.NegativeInfinity);
        for (int j = 0; j < keys; j += lanes)
        {
            Vector256<float> scaled = Vector256.LoadUnsafe(ref s, (nuint)j) * scale;
            scaled = Vector256.ConditionalSelect(
                IsSeen(j, padded, promptCount, answerCount), scaled, Vector256.Create(float.NegativeInfinity));
            scaled.StoreUnsafe(ref s, (nuint)j);
            largest = Vector256.Max(largest, scaled);
        }

        Vector128<float> four = Vector128.Max(largest.GetLower(), largest.GetUpper());
        Vector256<float> max = Vector256.Create(MathF.Max(MathF.Max(four[0], four[1]), MathF.Max(four[2], four[3])));
        Vector256<float> sums = Vector256<float>.Zero;
        for (int j = 0; j < keys; j += lanes)
        {
            Vector256<float> power = StableExp.NonPositive(Vector256.LoadUnsafe(ref s, (nuint)j) - max);
            power.StoreUnsafe(ref s, (nuint)j);
            sums += power;
        }

        Vector256<float> inverse = Vector256.Create(1 / LaneFold.Sum(sums));
        for (int j = 0; j < keys; j += lanes)
        {
            (Vector256.LoadUnsafe(ref s, (nuint)j) * inverse).StoreUnsafe(ref s, (nuint)j);
        }
    }

    /// <summary><c>ds[j] = σ p[j] (dp[j] − Σ_i p[i] dp[i])</c> over seen positions, 0 elsewhere.</summary>
    /// <param name="weights">[J] p as the forward pass wrote them.</param>
    /// <param name="slopes">[J] dp; overwritten by ds.</param>
    /// <param name="shape">Sizes.</param>
    /// <param name="promptCount">Positions of the prompt that are seen.</param>
    /// <param name="answerCount">Positions of the answer that are seen.</param>
    public static void Backward(
        ReadOnlySpan<float> weights, Span<float> slopes, in AttentionShape shape, int promptCount, int answerCount)
    {
        ref float p = ref MemoryMarshal.GetReference(weights);
        ref float d = ref MemoryMarshal.GetReference(slopes);
        int padded = shape.PromptPadded, keys = shape.Keys, lanes = Vector256<float>.Count;
        Vector256<float> sums = Vector256<float>.Zero;
        for (int j = 0; j < keys; j += lanes)
        {
            // What was computed for positions that are not seen may be anything, NaN included.
            Vector256<float> slope = Vector256.LoadUnsafe(ref d, (nuint)j) & IsSeen(j, padded, promptCount, answerCount);
            slope.StoreUnsafe(ref d, (nuint)j);
            sums = Vector256.FusedMultiplyAdd(slope, Vector256.LoadUnsafe(ref p, (nuint)j), sums);
        }

        Vector256<float> mean = Vector256.Create(LaneFold.Sum(sums));
        Vector256<float> scale = Vector256.Create(1 / MathF.Sqrt(shape.HeadWidth));
        for (int j = 0; j < keys; j += lanes)
        {
            Vector256<float> centred = Vector256.LoadUnsafe(ref d, (nuint)j) - mean;
            (centred * Vector256.LoadUnsafe(ref p, (nuint)j) * scale).StoreUnsafe(ref d, (nuint)j);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> IsSeen(int first, int promptPadded, int promptCount, int answerCount)
    {
        // A register never spans the border, since the prompt is padded to whole ones.
        int left = first < promptPadded ? promptCount - first : answerCount - (first - promptPadded);
        return Vector256.LessThan(Vector256<int>.Indices, Vector256.Create(left)).AsSingle();
    }
}
