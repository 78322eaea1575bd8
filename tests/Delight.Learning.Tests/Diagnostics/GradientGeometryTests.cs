using Delight.Learning.Diagnostics;

namespace Delight.Learning.Tests.Diagnostics;

public sealed class GradientGeometryTests
{
    [Fact]
    public void Cosine_KnownAngles_IsTheirCosine()
    {
        Near.Equal(0.6, GradientGeometry.Cosine<double>([3, 4], [5, 0]), Near.DoublePrecision, 0);
        Assert.Equal(0, GradientGeometry.Cosine<float>([0, 2], [5, 0]));
        Assert.Equal(-1, GradientGeometry.Cosine<float>([1, 2, 3], [-2, -4, -6]));
    }

    [Fact]
    public void Cosine_ZeroVector_IsZero() => Assert.Equal(0, GradientGeometry.Cosine<float>([0, 0], [1, 0]));

    [Fact]
    public void Cosine_TinyVectors_KeepTheirAngle() =>
        Near.Equal(0.6, GradientGeometry.Cosine<double>([3e-150, 4e-150], [5e-150, 0]), Near.DoublePrecision, 0);

    [Fact]
    public void PerpendicularSquare_KnownVectors_IsTheRestSquared()
    {
        Near.Equal(16, GradientGeometry.PerpendicularSquare<double>([3, 4], [7, 0]), Near.DoublePrecision, 0);
        Near.Equal(25, GradientGeometry.PerpendicularSquare<float>([3, 4], [0, 0]), Near.DoublePrecision, 0);
    }

    [Fact]
    public void PerpendicularSquare_NearlyParallel_KeepsItsDigits() =>
        Near.Equal(1e-24, GradientGeometry.PerpendicularSquare<double>([1, 1e-12], [1, 0]), Near.DoublePrecision, 0);

    [Fact]
    public void Cosine_OtherLength_IsRefused() =>
        Assert.Throws<ArgumentException>(() => GradientGeometry.Cosine<float>([1, 2], [1]));
}
