namespace Delight.Learning.Tests;

/// <summary>The one comparison of numbers in these tests: absolute 1e-6 plus a share of the expected
/// magnitude.</summary>
internal static class Near
{
    /// <summary>The tolerance of the project: 1e-6 absolute and 1e-6 relative.</summary>
    public const double Tight = 1e-6;

    /// <summary>Room for a float32 result against a double oracle, relative to the largest magnitude of the
    /// array.</summary>
    public const double SinglePrecision = 1e-5;

    /// <summary>Room for a few roundings in double.</summary>
    public const double DoublePrecision = 1e-12;

    /// <summary>Requires <c>|actual − expected| ≤ absolute + relative · |expected|</c>; NaN is never near.</summary>
    public static void Equal(
        double expected, double actual, double relative = Tight, double absolute = Tight, string? what = null)
    {
        double allowed = absolute + (relative * Math.Abs(expected));
        Assert.True(
            Math.Abs(actual - expected) <= allowed,
            $"{what ?? "value"} is {actual:R}, expected {expected:R} within {allowed:R}.");
    }

    /// <summary>Requires equal lengths, then every element within <c>absolute + relative · largest expected
    /// magnitude</c>.</summary>
    public static void Equal(
        IReadOnlyList<double> expected, IReadOnlyList<float> actual, double relative =
            SinglePrecision, double absolute = Tight,
        string? what = null)
    {
        Assert.Equal(expected.Count, actual.Count);
        Assert.NotEmpty(expected);
        double largest = expected.Max(Math.Abs);
        for (int i = 0; i < expected.Count; i++)
        {
            Equal(expected[i], actual[i], 0, absolute + (relative * largest), $"{what ?? "element"}[{i}]");
        }
    }

    /// <summary>The same for arrays in double.</summary>
    public static void Equal(
        IReadOnlyList<double> expected, IReadOnlyList<double> actual, double relative = Tight, double absolute = Tight,
        string? what = null)
    {
        Assert.Equal(expected.Count, actual.Count);
        Assert.NotEmpty(expected);
        double largest = expected.Max(Math.Abs);
        for (int i = 0; i < expected.Count; i++)
        {
            Equal(expected[i], actual[i], 0, absolute + (relative * largest), $"{what ?? "element"}[{i}]");
        }
    }
}
