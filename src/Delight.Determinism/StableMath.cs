namespace Delight.Determinism;

/// <summary>Exponential, logarithm and sigmoid in double precision with the same bits on every machine.</summary>
/// <remarks>
/// <para>The platform's <c>Math.Exp</c> and <c>Math.Log</c> come from its C library and differ between systems; these
/// use only +, ×, ÷, and <c>FusedMultiplyAdd</c>, which IEEE 754 defines to the last bit.</para>
/// <para>Accuracy (tested against the platform's over the whole range): relative error below 1e-15 for exp and
/// log.</para>
/// <para>Allocates nothing.</para>
/// <para>Source: range reduction by k·ln 2 in two parts (Cody and Waite, 1980); exp by its Taylor polynomial on
/// |r| ≤ ln 2 / 2; log by the series of atanh on a mantissa in [√½, √2).</para>
/// </remarks>
public static class StableMath
{
    internal const double Log2OfE = 1.4426950408889634;
    internal const double Ln2High = 0.693147180369123816490;
    internal const double Ln2Low = 1.90821492927058770002e-10;
    internal const double ExpOverflow = 709.782712893384;
    internal const double ExpUnderflow = -745.2;

    /// <summary>1 / n! from the highest power down to n = 0.</summary>
    internal static ReadOnlySpan<double> ExpCoefficients => InverseFactorials;

    // A field, not a span literal: without optimisation the compiler makes a new array at every use of one.
    private static readonly double[] InverseFactorials =
    [
        1.0 / 6227020800.0, 1.0 / 479001600.0, 1.0 / 39916800.0, 1.0 / 3628800.0, 1.0 / 362880.0, 1.0 / 40320.0,
        1.0 / 5040.0, 1.0 / 720.0, 1.0 / 120.0, 1.0 / 24.0, 1.0 / 6.0, 0.5, 1.0, 1.0,
    ];

    /// <summary><c>e^x</c>.</summary>
    /// <param name="x">Any number; above 709.78 gives infinity, below -745.2 gives 0, NaN gives NaN.</param>
    public static double Exp(double x)
    {
        if (!(x < ExpOverflow))
        {
            return x > 0 ? double.PositiveInfinity : x;
        }

        if (x < ExpUnderflow)
        {
            return 0;
        }

        double k = Math.Floor(Math.FusedMultiplyAdd(x, Log2OfE, 0.5));
        double r = Math.FusedMultiplyAdd(k, -Ln2High, x);
        r = Math.FusedMultiplyAdd(k, -Ln2Low, r);

        double p = ExpCoefficients[0];
        foreach (double coefficient in ExpCoefficients[1..])
        {
            p = Math.FusedMultiplyAdd(p, r, coefficient);
        }

        return ScaleByPowerOfTwo(p, (int)k);
    }

    /// <summary>Natural logarithm.</summary>
    /// <param name="x">Above 0 for a finite result; 0 gives minus infinity, below 0 and NaN give NaN.</param>
    public static double Log(double x)
    {
        if (!(x > 0) || double.IsPositiveInfinity(x))
        {
            return x == 0 ? double.NegativeInfinity : x > 0 ? x : double.NaN;
        }

        int exponent = 0;
        if (x < 2.2250738585072014e-308)
        {
            x *= 18014398509481984.0; // 2^54 makes a subnormal normal
            exponent = -54;
        }

        long bits = BitConverter.DoubleToInt64Bits(x);
        exponent += (int)(bits >> 52) - 1023;
        double mantissa = BitConverter.Int64BitsToDouble((bits & 0x000F_FFFF_FFFF_FFFF) | 0x3FF0_0000_0000_0000);
        if (mantissa > 1.4142135623730951)
        {
            mantissa *= 0.5;
            exponent++;
        }

        double f = mantissa - 1;
        double s = f / (mantissa + 1);
        double z = s * s;
        double p = 1.0 / 21;
        p = Math.FusedMultiplyAdd(p, z, 1.0 / 19);
        p = Math.FusedMultiplyAdd(p, z, 1.0 / 17);
        p = Math.FusedMultiplyAdd(p, z, 1.0 / 15);
        p = Math.FusedMultiplyAdd(p, z, 1.0 / 13);
        p = Math.FusedMultiplyAdd(p, z, 1.0 / 11);
        p = Math.FusedMultiplyAdd(p, z, 1.0 / 9);
        p = Math.FusedMultiplyAdd(p, z, 1.0 / 7);
        p = Math.FusedMultiplyAdd(p, z, 1.0 / 5);
        p = Math.FusedMultiplyAdd(p, z, 1.0 / 3);

        double log = Math.FusedMultiplyAdd(2 * s * z, p, 2 * s);
        return Math.FusedMultiplyAdd(exponent, Ln2High, Math.FusedMultiplyAdd(exponent, Ln2Low, log));
    }
    /// <summary><c>1 / (1 + e^-x)</c>, without overflow on either side.</summary>
    /// <param name="x">Any number; NaN gives NaN.</param>
    public static double Sigmoid(double x)
    {
        if (x >= 0)
        {
            return 1 / (1 + Exp(-x));
        }

        double e = Exp(x);
        return e / (1 + e);
    }

    /// <summary><c>cos(π x)</c> for x from 0 to 1; absolute error below 1e-12.</summary>
    /// <exception cref="ArgumentOutOfRangeException">x is outside of [0, 1].</exception>
    public static double CosinePi(double x)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(x, 0);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(x, 1);

        // cos(πx) = sin(π(½ − x)); the Taylor series of the sine on [−π/2, π/2] up to the 19th power.
        double angle = Math.PI * (0.5 - x);
        double square = angle * angle;
        double p = -1.0 / (18 * 19);
        for (int k = 17; k >= 3; k -= 2)
        {
            p = Math.FusedMultiplyAdd(p, square, 1) * (-1.0 / ((k - 1) * k));
        }

        return angle * Math.FusedMultiplyAdd(p, square, 1);
    }

    private static double ScaleByPowerOfTwo(double value, int exponent)
    {
        // Two steps, since 2^exponent itself can be subnormal or overflow where value·2^exponent does neither.
        int half = exponent >> 1;
        return value * PowerOfTwo(half) * PowerOfTwo(exponent - half);
    }

    private static double PowerOfTwo(int exponent) => BitConverter.Int64BitsToDouble((long)(exponent + 1023) << 52);
}
