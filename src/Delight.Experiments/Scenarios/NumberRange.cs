using System.Globalization;

namespace Delight.Experiments.Scenarios;

/// <summary>Which numbers a setting takes; for durations in seconds, for lists of each element.</summary>
/// <param name="Minimum">Smallest number, or negative infinity.</param>
/// <param name="Maximum">Largest number, or infinity.</param>
/// <param name="MinimumIsExcluded">True where <paramref name="Minimum"/> itself is refused.</param>
/// <param name="MaximumIsExcluded">True where <paramref name="Maximum"/> itself is refused.</param>
public sealed record NumberRange(
    double Minimum, double Maximum, bool MinimumIsExcluded = false, bool MaximumIsExcluded = false)
{
    /// <summary>Every number, infinities included.</summary>
    public static NumberRange Any { get; } = new(double.NegativeInfinity, double.PositiveInfinity);

    /// <summary>The number itself and everything above it.</summary>
    public static NumberRange AtLeast(double minimum) => new(minimum, double.PositiveInfinity);

    /// <summary>Both ends included.</summary>
    public static NumberRange Between(double minimum, double maximum) => new(minimum, maximum);

    /// <summary>The lower end refused, the upper end included.</summary>
    public static NumberRange AboveTo(double minimum, double maximum) => new(minimum, maximum, MinimumIsExcluded: true);

    /// <summary>The lower end included, the upper end refused.</summary>
    public static NumberRange FromBelow(double minimum, double maximum) =>
        new(minimum, maximum, MaximumIsExcluded: true);

    /// <summary>True where the number is in the range; never for a value that is no number.</summary>
    public bool Contains(double number) =>
        (MinimumIsExcluded ? number > Minimum : number >= Minimum)
        && (MaximumIsExcluded ? number < Maximum : number <= Maximum);

    /// <summary>The rule in words, for example <c>above 0 and at most 1</c>; empty where every number is
    /// allowed.</summary>
    /// <param name="shown">Writes a bound, so that a duration's has its unit; by default the plain number.</param>
    public string InWords(Func<double, string>? shown = null)
    {
        shown ??= Plain;
        List<string> bounds = [];
        if (!double.IsNegativeInfinity(Minimum))
        {
            bounds.Add((MinimumIsExcluded ? "above " : "at least ") + shown(Minimum));
        }

        if (!double.IsPositiveInfinity(Maximum))
        {
            bounds.Add((MaximumIsExcluded ? "below " : "at most ") + shown(Maximum));
        }

        return string.Join(" and ", bounds);
    }

    /// <summary>A bound as people and JSON write it.</summary>
    /// <remarks>2^63 stands for the largest <see cref="long"/>, which no double can hold.</remarks>
    internal static string Plain(double bound) => bound >= 9223372036854775808.0
        ? "9223372036854775807"
        : bound.ToString(CultureInfo.InvariantCulture);
}
