using System.Numerics;
using Delight.Learning.Kernels;

namespace Delight.Learning.Diagnostics;

/// <summary>Direction and spread of updates against a direction that is known to be right.</summary>
/// <remarks>Sums in double, ascending index, whatever T is: the same bits on every machine. Allocates
/// nothing.</remarks>
public static class GradientGeometry
{
    /// <summary>Cosine of the angle, <c>a·b / (|a| |b|)</c>, from −1 to 1; 0 where either is all zeros.</summary>
    /// <param name="a">[P] finite.</param>
    /// <param name="b">[P] finite.</param>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static double Cosine<T>(ReadOnlySpan<T> a, ReadOnlySpan<T> b)
        where T : struct, IFloatingPointIeee754<T>
    {
        double lengths = Math.Sqrt(Dot(a, a)) * Math.Sqrt(Dot(b, b));
        return lengths == 0 ? 0 : Math.Clamp(Dot(a, b) / lengths, -1, 1);
    }

    /// <summary>
    /// Squared length of the part of a sample's update that does not point along a direction, <c>|g − (g·d / d·d)
    /// d|²</c>. Its mean over samples is the perpendicular second moment: noise that the step pays for and that gains
    /// nothing.
    /// </summary>
    /// <param name="sample">[P] g.</param>
    /// <param name="direction">[P] d; where it is all zeros, all of g is perpendicular.</param>
    /// <returns>In units of the update, squared.</returns>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static double PerpendicularSquare<T>(ReadOnlySpan<T> sample, ReadOnlySpan<T> direction)
        where T : struct, IFloatingPointIeee754<T>
    {
        double square = Dot(direction, direction);
        double along = square == 0 ? 0 : Dot(sample, direction) / square;

        // The residual is summed itself: |g|² minus the squared projection would cancel where g is nearly parallel.
        double perpendicular = 0;
        for (int i = 0; i < sample.Length; i++)
        {
            double rest = double.CreateTruncating(sample[i]) - (along * double.CreateTruncating(direction[i]));
            perpendicular += rest * rest;
        }

        return perpendicular;
    }

    /// <summary>Inner product <c>Σ a_i b_i</c>.</summary>
    /// <param name="a">[P].</param>
    /// <param name="b">[P].</param>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static double Dot<T>(ReadOnlySpan<T> a, ReadOnlySpan<T> b)
        where T : struct, IFloatingPointIeee754<T>
    {
        Shape.RequireLength(nameof(b), b.Length, a.Length, "[P] of a");
        double sum = 0;
        for (int i = 0; i < a.Length; i++)
        {
            sum += double.CreateTruncating(a[i]) * double.CreateTruncating(b[i]);
        }

        return sum;
    }
}
