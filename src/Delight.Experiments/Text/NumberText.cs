using System.Globalization;
using Delight.Simulation;

namespace Delight.Experiments.Text;

/// <summary>Numbers as people read them: thousands grouped, percent with a space that doesn't break, invariant
/// culture.</summary>
public static class NumberText
{
    private const string NoBreakSpace = "\u00a0";
    private const int DecimalsMax = 4;

    // What is smaller than this is the rounding of a sum, not a number to show.
    private const double Rounding = 1e-9;

    // More digits than this before the point are counted rather than read.
    private const double PowerFrom = 1e7;

    private const string Superscripts = "⁰¹²³⁴⁵⁶⁷⁸⁹";

    /// <summary>What stands where there is no number.</summary>
    public const string None = "–";

    /// <summary>For example <c>10,000</c>.</summary>
    public static string Count(long value) => value.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>For example <c>97.6 %</c>.</summary>
    public static string Percent(double share, int decimals) =>
        (share * 100).ToString("F" + decimals, CultureInfo.InvariantCulture) + NoBreakSpace + "%";

    /// <summary>A share with one decimal, or as many more as it takes for it to differ from 0 and from 100 %.</summary>
    public static string Percent(double share) => Percent(share, Math.Max(Decimals(share), Decimals(1 - share)));

    /// <summary>A share, or a dash where there is none.</summary>
    public static string PercentOrNone(double? share) =>
        share is { } known && double.IsFinite(known) ? Percent(known) : None;

    /// <summary>For example <c>2.43 ± 0.04 %</c>: as many decimals as the standard error needs; without one, just the
    /// mean.</summary>
    public static string PercentWithError(double mean, double? standardError)
    {
        if (standardError is not { } spread)
        {
            return Percent(mean);
        }

        int decimals = Math.Max(Decimals(spread), Math.Max(Decimals(mean), Decimals(1 - mean)));
        string number = (mean * 100).ToString("F" + decimals, CultureInfo.InvariantCulture);
        return $"{number}{NoBreakSpace}±{NoBreakSpace}{Percent(spread, decimals)}";
    }

    /// <summary>For example <c>30.5</c>, <c>1,004</c>: one decimal below a hundred.</summary>
    public static string Mean(double value) => !double.IsFinite(value)
        ? None
        : value.ToString(Math.Abs(value) >= 99.95 || value == 0 ? "N0" : "N1", CultureInfo.InvariantCulture);

    /// <summary>Few digits, none of them a needless 0, for example <c>0.123</c> or <c>12.5</c>; what is below a ten
    /// thousandth, or ten million and more, as <see cref="Power"/> writes it.</summary>
    public static string Short(double value)
    {
        double size = Math.Abs(value);
        return size switch
        {
            0 => "0",
            >= PowerFrom or < 1e-4 => Power(value),
            >= 100 => value.ToString("#,0", CultureInfo.InvariantCulture),
            >= 10 => value.ToString("0.#", CultureInfo.InvariantCulture),
            >= 1 => value.ToString("0.##", CultureInfo.InvariantCulture),
            >= 0.01 => value.ToString("0.###", CultureInfo.InvariantCulture),
            _ => value.ToString("0.####", CultureInfo.InvariantCulture),
        };
    }

    /// <summary>A number as a power of ten, for example <c>1.51×10¹⁴</c>, <c>10⁻³</c>; what is not finite as
    /// <c>NaN</c> or <c>∞</c>.</summary>
    public static string Power(double value)
    {
        if (!double.IsFinite(value) || value == 0)
        {
            return value.ToString(CultureInfo.InvariantCulture);
        }

        string[] parts = value.ToString("0.##e0", CultureInfo.InvariantCulture).Split('e');
        string power = string.Concat(parts[1].Select(digit => digit == '-' ? '⁻' : Superscripts[digit - '0']));
        return parts[0] switch
        {
            "1" => $"10{power}",
            "-1" => $"-10{power}",
            var mantissa => $"{mantissa}×10{power}",
        };
    }

    /// <summary>A share as a tick, without needless decimals: <c>50 %</c>, <c>0.5 %</c>.</summary>
    public static string PercentTick(double share) => Short(share * 100) + NoBreakSpace + "%";

    /// <summary>As <see cref="DurationWords"/>, with spaces that don't break.</summary>
    public static string Duration(TimeSpan duration) =>
        DurationWords.Of(duration).Replace(" ", NoBreakSpace, StringComparison.Ordinal);

    /// <summary>Formats with the invariant culture.</summary>
    public static string Text(FormattableString text) => FormattableString.Invariant(text);

    /// <summary>For example <c>1 seed</c>, <c>5 seeds</c>.</summary>
    public static string Counted(long count, string noun) =>
        $"{Count(count)} {noun}{(count == 1 ? string.Empty : "s")}";

    /// <summary>For example <c>a, b and c</c>.</summary>
    public static string List(IReadOnlyList<string> items) => items.Count < 2
        ? string.Concat(items)
        : $"{string.Join(", ", items.Take(items.Count - 1))} and {items[^1]}";

    private static int Decimals(double share)
    {
        int decimals = 1;
        while (decimals < DecimalsMax && Math.Abs(share) > Rounding && Math.Round(Math.Abs(share) * 100, decimals) == 0)
        {
            decimals++;
        }

        return decimals;
    }
}
