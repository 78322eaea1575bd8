namespace Delight.Experiments.Sweeps;

/// <summary>Quantiles of Student's t distribution for 95 % intervals.</summary>
internal static class StudentT
{
    private const double Normal = 1.959964;

    private static readonly double[] Table =
    [
        12.7062, 4.3027, 3.1824, 2.7764, 2.5706, 2.4469, 2.3646, 2.3060, 2.2622, 2.2281, 2.2010, 2.1788, 2.1604, 2.1448,
        2.1314, 2.1199, 2.1098, 2.1009, 2.0930, 2.0860, 2.0796, 2.0739, 2.0687, 2.0639, 2.0595, 2.0555, 2.0518, 2.0484,
        2.0452, 2.0423,
    ];

    /// <summary>The 97.5 % quantile; beyond 30 degrees of freedom by its expansion around the normal one.</summary>
    /// <param name="degrees">Degrees of freedom, at least 1.</param>
    public static double Quantile975(int degrees)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(degrees, 1);
        if (degrees <= Table.Length)
        {
            return Table[degrees - 1];
        }

        double square = Normal * Normal, n = degrees;
        double first = Normal * (square + 1) / 4;
        double second = Normal * ((((5 * square) + 16) * square) + 3) / 96;
        double third = Normal * ((((((3 * square) + 19) * square) + 17) * square) - 15) / 384;
        return Normal + (first / n) + (second / (n * n)) + (third / (n * n * n));
    }
}
