using Delight.Determinism;

namespace Delight.Learning.Theory;

/// <summary>The exponent k of a power law <c>y ∝ x^k</c>.</summary>
public static class LogLogSlope
{
    /// <summary>Slope of the straight line through (log x, log y) by least squares.</summary>
    /// <param name="points">Pairs; those of which a number is not above 0 are left out.</param>
    /// <returns>k, or null where fewer than two different x remain.</returns>
    public static double? Of(IEnumerable<(double X, double Y)> points)
    {
        (double X, double Y)[] logs =
        [
            .. points.Where(point => point.X > 0 && point.Y > 0)
                .Select(point => (StableMath.Log(point.X), StableMath.Log(point.Y))),
        ];
        if (logs.Length < 2)
        {
            return null;
        }

        double meanX = logs.Average(point => point.X), meanY = logs.Average(point => point.Y);
        double spread = logs.Sum(point => (point.X - meanX) * (point.X - meanX));
        return spread == 0 ? null : logs.Sum(point => (point.X - meanX) * (point.Y - meanY)) / spread;
    }
}
