using Delight.Experiments.Text;

namespace Delight.Reports.Charts;

/// <summary>Which values an axis shows, and what is equally long on it.</summary>
/// <param name="Min">Value at its lower end; above 0 on a logarithmic axis.</param>
/// <param name="Max">Value at its upper end, above <paramref name="Min"/>.</param>
/// <param name="Kind">Linear, logarithmic, or both.</param>
internal sealed record AxisRange(double Min, double Max, AxisKind Kind = AxisKind.Linear)
{
    // Values that span less than this ratio can be told apart on a linear axis.
    private const double LinearSpan = 8;

    // A linear axis may end at this multiple of what its quantity usually is: below, the usual still shows.
    private const double UsualSpan = 5;

    // Where an axis reaches from or to here, its ticks are powers of ten; others are as short in plain digits.
    private const double PowerFrom = 1e5;
    private const double PowerBelow = 1e-4;

    /// <summary>Where a symmetric axis stops being linear, to both sides.</summary>
    /// <value>Above 0.</value>
    public double LinearTo { get; init; } = 1;

    /// <summary>How long the part from 0 to <see cref="LinearTo"/> is, in decades of the other parts.</summary>
    /// <value>Above 0; default 1.</value>
    public double LinearDecades { get; init; } = 1;

    /// <summary>The axis of errors and other shares, from 0 or, where they span more than a factor of 8, logarithmic:
    /// down to the least of them, and on to 0 where one of them is 0.</summary>
    /// <param name="points">The points of all lines, at least one.</param>
    /// <param name="also">Shown too, for example chance; null for none.</param>
    public static AxisRange OfShares(IReadOnlyCollection<ChartPoint> points, double? also = null)
    {
        double largest = points.SelectMany(point => (double[])[point.High, point.Y, .. point.Singles ?? []])
            .Append(also ?? 0).Where(double.IsFinite).Max();
        return largest <= 0 ? new AxisRange(0, 0.01) : Spanning(points, Math.Min(1, AxisTicks.RoundUp(largest)));
    }

    /// <summary>The axis of what is not below 0 and may span decades: as for shares, without their upper end.</summary>
    /// <param name="points">The points of all lines, at least one.</param>
    public static AxisRange OfSizes(IReadOnlyCollection<ChartPoint> points)
    {
        double largest = points.SelectMany(point => (double[])[point.High, point.Y, .. point.Singles ?? []])
            .Append(0).Where(double.IsFinite).Max();
        return largest <= 0 ? new AxisRange(0, 1) : Spanning(points, AxisTicks.RoundUp(largest));
    }

    /// <summary>A linear axis from 0, or from below where something is, to the next round value.</summary>
    /// <param name="least">Shown, finite.</param>
    /// <param name="most">Shown, finite, not below <paramref name="least"/>.</param>
    public static AxisRange FromZero(double least, double most) =>
        Rounded(Math.Min(0, least), Math.Max(0, most));

    /// <summary>A linear axis from one round value to another.</summary>
    /// <param name="least">Shown, finite.</param>
    /// <param name="most">Shown, finite, not below <paramref name="least"/>.</param>
    public static AxisRange Rounded(double least, double most)
    {
        most = most <= least ? least + 1 : most;
        double step = AxisTicks.RoundUp((most - least) / 5);
        return new AxisRange(Math.Floor((least / step) + 1e-9) * step, Math.Ceiling((most / step) - 1e-9) * step);
    }

    /// <summary>The axis of what is usually at most some value and sometimes larger by decades: linear from 0 up to
    /// five times the usual, else linear up to the usual and logarithmic above.</summary>
    /// <param name="values">What is shown; what is not finite does not count.</param>
    /// <param name="usual">1, 2 or 5 times a power of ten.</param>
    /// <param name="least">The axis reaches at least up to here.</param>
    public static AxisRange OfOutliers(IEnumerable<double> values, double usual, double least)
    {
        double[] known = [.. values.Where(double.IsFinite)];
        double most = known.Append(0).Max(), lowest = known.Append(0).Min();
        double top = Math.Max(least, most > 0 ? AxisTicks.RoundUp(most) : 0);
        double bottom = lowest < -1e-9 * top ? -AxisTicks.RoundUp(-lowest) : 0;
        double span = Math.Max(top, -bottom);
        if (span <= UsualSpan * usual)
        {
            return new AxisRange(bottom, top);
        }

        // The usual keeps two fifths of the height, however far the outliers reach.
        double decades = Math.Max(0, Math.Log10(top / usual))
            + (bottom < -usual ? Math.Log10(-bottom / usual) : 0);
        return new AxisRange(bottom, top, AxisKind.Symmetric)
        {
            LinearTo = usual,
            LinearDecades = Math.Max(1, decades * 2 / 3),
        };
    }

    /// <summary>The axis of places that are given as they are: logarithmic where their gaps differ by more than a
    /// factor of 8.</summary>
    /// <param name="places">Ascending, not below 0, at least one.</param>
    public static AxisRange OfPlaces(IReadOnlyList<double> places)
    {
        double first = places[0], last = places[^1];
        double[] gaps = [.. places.Zip(places.Skip(1), (left, right) => right - left).Where(gap => gap > 0)];
        if (gaps.Length == 0)
        {
            return new AxisRange(Math.Min(0, first), Math.Max(1, last));
        }

        if (gaps.Max() <= LinearSpan * gaps.Min() * (1 + 1e-9))
        {
            return new AxisRange(Math.Min(0, first), last);
        }

        return first > 0
            ? new AxisRange(first, last, AxisKind.Logarithmic)
            : new AxisRange(first, last, AxisKind.Symmetric) { LinearTo = places.First(place => place > 0) };
    }

    /// <summary>The axis that shows what both show.</summary>
    /// <param name="other">Of the same quantity.</param>
    public AxisRange With(AxisRange other)
    {
        double min = Math.Min(Min, other.Min), max = Math.Max(Max, other.Max);
        AxisRange[] bent = [.. ((AxisRange[])[this, other]).Where(range => range.Kind == AxisKind.Symmetric)];
        AxisRange[] logarithmic = [.. ((AxisRange[])[this, other])
            .Where(range => range.Kind == AxisKind.Logarithmic)];
        if (bent.Length + logarithmic.Length == 0)
        {
            return new AxisRange(min, max);
        }

        return min > 0
            ? new AxisRange(min, max, AxisKind.Logarithmic)
            : new AxisRange(min, max, AxisKind.Symmetric)
            {
                LinearTo = bent.Select(range => range.LinearTo).Concat(logarithmic.Select(range => range.Min)).Min(),
                LinearDecades = bent.Select(range => range.LinearDecades).Append(ZeroDecades).Max(),
            };
    }

    /// <summary>Where a value lies, from 0 at the lower end to 1 at the upper; what lies outside is put at the
    /// end.</summary>
    public double Place(double value)
    {
        double clamped = Math.Clamp(value, Min, Max);
        return Kind switch
        {
            AxisKind.Logarithmic => Math.Log(clamped / Min) / Math.Log(Max / Min),
            AxisKind.Symmetric => (Bent(clamped) - Bent(Min)) / (Bent(Max) - Bent(Min)),
            _ => (clamped - Min) / (Max - Min),
        };
    }

    /// <summary>Round values to label, ascending.</summary>
    /// <param name="countMax">Most ticks wanted, at least 2.</param>
    public IReadOnlyList<double> Ticks(int countMax) => Kind switch
    {
        AxisKind.Logarithmic => AxisTicks.Logarithmic(Min, Max, countMax),
        AxisKind.Symmetric => SymmetricTicks(countMax),
        _ => AxisTicks.Linear(Min, Max, countMax),
    };

    /// <summary>What the name of the axis has to add, so that nobody takes it for one that begins at 0 and is
    /// linear.</summary>
    /// <param name="text">Writes a value of the axis.</param>
    public string Note(Func<double, string> text) => Kind switch
    {
        AxisKind.Logarithmic => ", logarithmic",
        AxisKind.Symmetric => $", logarithmic above {text(LinearTo)}",
        _ when Min > 0 => $", axis begins at {text(Min)}",
        _ => string.Empty,
    };

    /// <summary>A tick as its axis writes it: in powers of ten where plain digits would be long.</summary>
    /// <param name="tick">One of <see cref="Ticks"/>.</param>
    /// <param name="text">Writes a value in plain digits.</param>
    public string TickText(double tick, Func<double, string> text)
    {
        double size = Math.Abs(tick);
        bool hasLong = Math.Max(Max, -Min) >= PowerFrom || Least < PowerBelow;
        return Kind != AxisKind.Linear && hasLong && (size >= 1000 || (size > 0 && size < 0.01))
            ? NumberText.Power(tick) : text(tick);
    }

    private double Least => Kind == AxisKind.Logarithmic ? Min : LinearTo;

    // The part between 0 and the least value above it, on an axis that is logarithmic but for values of 0.
    private const double ZeroDecades = 0.5;

    private static AxisRange Spanning(IReadOnlyCollection<ChartPoint> points, double top)
    {
        double[] lows = [.. points.SelectMany(point => (double[])[point.Low, point.Y, .. point.Singles ?? []])
            .Where(double.IsFinite)];
        double least = lows.Where(low => low > 0).DefaultIfEmpty(top).Min();
        if (top / least <= LinearSpan)
        {
            return new AxisRange(0, top);
        }

        double bottom = AxisTicks.RoundDown(least);
        return lows.All(low => low > 0)
            ? new AxisRange(bottom, top, AxisKind.Logarithmic)
            : new AxisRange(0, top, AxisKind.Symmetric) { LinearTo = bottom, LinearDecades = ZeroDecades };
    }

    private double Bent(double value)
    {
        double size = Math.Abs(value);
        return size <= LinearTo
            ? value / LinearTo * LinearDecades
            : Math.Sign(value) * (LinearDecades + Math.Log10(size / LinearTo));
    }

    /// <summary>0, the ends of the linear part, and powers of ten beyond, as far as they are apart.</summary>
    private List<double> SymmetricTicks(int countMax)
    {
        double span = Math.Max(Max, -Min);
        double[] beyond = span <= LinearTo ? [] : [.. AxisTicks.Logarithmic(LinearTo, span, countMax)];
        double[] sizes = [LinearTo, .. beyond.Reverse(), LinearTo / 2];
        List<double> ticks = [];
        foreach (double tick in sizes.SelectMany(size => (double[])[size, -size]).Prepend(0))
        {
            bool isInside = tick >= Min * (1 + 1e-9) && tick <= Max * (1 + 1e-9);
            if (isInside && ticks.All(other => Math.Abs(Place(tick) - Place(other)) >= 0.8 / countMax))
            {
                ticks.Add(tick);
            }
        }

        return [.. ticks.Order()];
    }
}
