namespace Delight.Reports.Charts;

/// <summary>Round numbers that an axis is labelled with.</summary>
public static class AxisTicks
{
    // Room for the rounding of quotients such as 0.3 / 0.1, relative to one step.
    private const double Slack = 1e-9;

    private static readonly double[] Mantissas = [1, 2, 5];

    /// <summary>Multiples of 1, 2 or 5 times a power of ten inside of a range: the finest such step that gives few
    /// enough.</summary>
    /// <param name="min">Lower end, finite.</param>
    /// <param name="max">Upper end, finite, above <paramref name="min"/>.</param>
    /// <param name="countMax">Most ticks wanted, at least 2.</param>
    /// <returns>Ascending, from 1 to <paramref name="countMax"/> values.</returns>
    /// <exception cref="ArgumentException">The range is empty or not finite, or fewer than 2 ticks are
    /// wanted.</exception>
    public static IReadOnlyList<double> Linear(double min, double max, int countMax)
    {
        Require(min, max, countMax);
        int exponent = (int)Math.Floor(Math.Log10((max - min) / countMax));
        for (int i = 0; ; i++)
        {
            int power = exponent + (i / Mantissas.Length);
            double mantissa = Mantissas[i % Mantissas.Length];
            double first = Math.Ceiling((Scaled(min, power) / mantissa) - Slack);
            double last = Math.Floor((Scaled(max, power) / mantissa) + Slack);
            if (last - first < countMax && last >= first)
            {
                return [.. Enumerable.Range(0, (int)(last - first) + 1)
                    .Select(n => Unscaled((first + n) * mantissa, power))];
            }
        }
    }

    /// <summary>1, 2 and 5 times powers of ten inside of a range; only the powers, or every n-th of them, where those
    /// are too many.</summary>
    /// <param name="min">Lower end, above 0.</param>
    /// <param name="max">Upper end, finite, above <paramref name="min"/>.</param>
    /// <param name="countMax">Most ticks wanted, at least 2.</param>
    /// <returns>Ascending; empty where the range holds no such number.</returns>
    /// <exception cref="ArgumentException">As for <see cref="Linear"/>, or <paramref name="min"/> is not above
    /// 0.</exception>
    public static IReadOnlyList<double> Logarithmic(double min, double max, int countMax)
    {
        Require(min, max, countMax);
        if (min <= 0)
        {
            throw new ArgumentException($"min is {min}; a logarithmic axis begins above 0.", nameof(min));
        }

        int first = (int)Math.Floor(Math.Log10(min));
        int last = (int)Math.Ceiling(Math.Log10(max));
        IReadOnlyList<double> all = Inside(Mantissas, 1);
        for (int every = 1; all.Count > countMax; every++)
        {
            all = Inside([1], every);
        }

        return all;

        IReadOnlyList<double> Inside(double[] mantissas, int every) =>
        [
            .. Enumerable.Range(first, last - first + 1).Where(power => power % every == 0)
                .SelectMany(power => mantissas.Select(mantissa => Unscaled(mantissa, power)))
                .Where(tick => tick >= min * (1 - Slack) && tick <= max * (1 + Slack)),
        ];
    }

    /// <summary>The largest of 1, 2, 5 times a power of ten that a number is not below.</summary>
    /// <param name="value">Above 0, finite.</param>
    public static double RoundDown(double value) => Enclosing(value).Last(tick => tick <= value * (1 + Slack));

    /// <summary>The smallest of 1, 2, 5 times a power of ten that a number is not above.</summary>
    /// <param name="value">Above 0, finite.</param>
    public static double RoundUp(double value) => Enclosing(value).First(tick => tick >= value * (1 - Slack));

    private static List<double> Enclosing(double value)
    {
        int power = (int)Math.Floor(Math.Log10(value));
        return [.. Enumerable.Range(power - 1, 3).SelectMany(p => Mantissas.Select(mantissa => Unscaled(mantissa, p)))];
    }

    // Dividing by a whole power of ten gives the double nearest to the decimal; multiplying by 0.1 does not.
    private static double Unscaled(double value, int power) =>
        power >= 0 ? value * Math.Pow(10, power) : value / Math.Pow(10, -power);

    private static double Scaled(double value, int power) => Unscaled(value, -power);

    private static void Require(double min, double max, int countMax)
    {
        if (!double.IsFinite(min) || !double.IsFinite(max) || min >= max)
        {
            throw new ArgumentException($"The axis goes from {min} to {max}; it must be finite and rise.");
        }

        ArgumentOutOfRangeException.ThrowIfLessThan(countMax, 2);
    }
}
