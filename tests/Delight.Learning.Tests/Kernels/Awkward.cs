using Delight.Determinism;

namespace Delight.Learning.Tests.Kernels;

/// <summary>Inputs that kernels must get right: ordinary numbers with NaN, infinities, both zeros and subnormals among
/// them.</summary>
internal static class Awkward
{
    /// <summary>A place in a longer array, so that spans begin in the middle of a register.</summary>
    public const int Offset = 3;

    private static readonly float[] Special =
    [
        float.NaN, float.PositiveInfinity, float.NegativeInfinity, 0f, -0f, float.Epsilon, -float.Epsilon, 1e-40f,
        float.MaxValue, float.MinValue,
    ];

    public static float[] Numbers(int length, string name, double specialShare = 0.3)
    {
        RandomStream random = RandomStream.Derive(1, name, length);
        float[] numbers = new float[length];
        foreach (ref float number in numbers.AsSpan())
        {
            number = random.NextChance(specialShare) ? Special[random.NextIndex(Special.Length)]
                : (float)random.NextNormal();
        }

        return numbers;
    }

    public static float[] Finite(int length, string name) => Numbers(length, name, specialShare: 0);

    /// <summary>The same content behind a few elements more.</summary>
    public static Span<T> Shifted<T>(ReadOnlySpan<T> values)
    {
        T[] longer = new T[Offset + values.Length];
        values.CopyTo(longer.AsSpan(Offset));
        return longer.AsSpan(Offset);
    }

    /// <summary>Requires the same bits, any NaN for any NaN.</summary>
    public static void AssertSameBits(ReadOnlySpan<float> expected, ReadOnlySpan<float> actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++)
        {
            bool isSame = BitConverter.SingleToInt32Bits(expected[i]) == BitConverter.SingleToInt32Bits(actual[i])
                || (float.IsNaN(expected[i]) && float.IsNaN(actual[i]));
            Assert.True(isSame, $"element {i} of {expected.Length} is {actual[i]:R}, expected {expected[i]:R}");
        }
    }
}
