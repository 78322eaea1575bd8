namespace Delight.Learning.Torch.Tests;

/// <summary>How far two arrays are apart, in units of the largest magnitude of the expected one.</summary>
internal static class Parity
{
    /// <summary>Of log-probabilities: the bound that the project promises.</summary>
    public const double LogProbs = 1e-5;

    /// <summary>Of gradients, tensor by tensor: the bound that the project promises.</summary>
    public const double Gradients = 1e-4;

    /// <summary>The largest difference over the largest magnitude of what is expected.</summary>
    public static double Distance(ReadOnlySpan<double> expected, ReadOnlySpan<double> actual)
    {
        Assert.NotEqual(0, expected.Length);
        Assert.Equal(expected.Length, actual.Length);
        double largest = 0, apart = 0;
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.True(double.IsFinite(actual[i]), $"element {i} is {actual[i]}");
            largest = Math.Max(largest, Math.Abs(expected[i]));
            apart = Math.Max(apart, Math.Abs(expected[i] - actual[i]));
        }

        Assert.True(largest > 0, "nothing but zeros is expected, which shows nothing");
        return apart / largest;
    }

    /// <inheritdoc cref="Distance(ReadOnlySpan{double}, ReadOnlySpan{double})"/>
    public static double Distance(ReadOnlySpan<float> expected, ReadOnlySpan<float> actual) =>
        Distance(Widen(expected), Widen(actual));

    /// <summary>Fails where they are further apart than the bound.</summary>
    public static void Within(double bound, double distance, string what) =>
        Assert.True(distance <= bound, $"{what}: {distance:e2} of the largest magnitude apart, at most {bound:e0}");

    private static double[] Widen(ReadOnlySpan<float> values)
    {
        double[] wide = new double[values.Length];
        for (int i = 0; i < wide.Length; i++)
        {
            wide[i] = values[i];
        }

        return wide;
    }
}
