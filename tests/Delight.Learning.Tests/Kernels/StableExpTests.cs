using System.Runtime.Intrinsics;
using Delight.Learning.Kernels;

namespace Delight.Learning.Tests.Kernels;

public sealed class StableExpTests
{
    /// <summary>As the kernel documents.</summary>
    private const double RelativeErrorMax = 3e-7;

    [Fact]
    public void NonPositive_WholeRange_AgreesWithThePlatform()
    {
        for (int i = 0; i <= 87_000; i++)
        {
            float x = -i / 1000f;
            float actual = StableExp.NonPositive(Vector512.Create(x))[i % 16];
            Near.Equal(Math.Exp(x), actual, RelativeErrorMax, 0, $"exp({x})");
        }
    }

    [Fact]
    public void NonPositive_SpecialValues_AreExact()
    {
        Vector512<float> x = Vector512.Create(
            0f, -0f, float.NegativeInfinity, -88, -1e30f, float.NaN, -float.Epsilon, -1e-10f, 0, 0, 0, 0, 0, 0, 0, 0);
        Vector512<float> y = StableExp.NonPositive(x);
        Assert.Equal([1f, 1f, 0f, 0f, 0f], [y[0], y[1], y[2], y[3], y[4]]);
        Assert.True(float.IsNaN(y[5]));
        Assert.Equal([1f, 1f], [y[6], y[7]]);
    }
}
