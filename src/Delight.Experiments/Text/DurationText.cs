using System.Globalization;
using Delight.Learning.Catalogue;

namespace Delight.Experiments.Text;

/// <summary>Durations as scenario files write them: a number and a unit.</summary>
public static class DurationText
{
    private static readonly (string Name, long Ticks)[] Units =
    [
        ("us", TimeSpan.TicksPerMicrosecond), ("ms", TimeSpan.TicksPerMillisecond), ("s", TimeSpan.TicksPerSecond),
        ("min", TimeSpan.TicksPerMinute), ("h", TimeSpan.TicksPerHour),
    ];

    /// <summary>The units, smallest first: <c>us, ms, s, min, h</c>.</summary>
    public static IEnumerable<string> UnitNames => Units.Select(unit => unit.Name);

    /// <summary>Reads a duration.</summary>
    /// <param name="text">For example <c>250ms</c> or <c>1.5s</c>; a space before the unit is allowed.</param>
    /// <param name="duration">Exact; zero where it is refused.</param>
    /// <returns>Null, or what is wrong and the remedy, to follow "NAME is VALUE; ".</returns>
    public static string? Read(string text, out TimeSpan duration)
    {
        duration = TimeSpan.Zero;
        text = text.Trim();
        int end = text.AsSpan().LastIndexOfAnyInRange('0', '9') + 1;
        string unitName = text[end..].Trim();
        const NumberStyles Style = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint;
        if (end == 0 || !decimal.TryParse(text[..end], Style, CultureInfo.InvariantCulture, out decimal number))
        {
            return "it must be a number and a unit. Write for example 250ms.";
        }

        if (unitName.Length == 0)
        {
            string units = string.Join(", ", UnitNames);
            return $"a duration needs a unit. Write for example {Shown.OneLine(text)}ms ({units}).";
        }

        (string name, long ticksPerUnit) = Array.Find(Units, unit => unit.Name == unitName);
        if (name is null)
        {
            string hint = NearestName.Hint(unitName, UnitNames);
            return $"{Shown.Quoted(unitName)} is no unit.{hint} Units are {string.Join(", ", UnitNames)}.";
        }

        if (number < 0)
        {
            return "a duration must not be negative.";
        }

        if (number > (decimal)long.MaxValue / ticksPerUnit)
        {
            return "it is longer than any clock counts.";
        }

        decimal ticks = number * ticksPerUnit;
        if (ticks != decimal.Truncate(ticks))
        {
            return "it is finer than 0.1us, the smallest step of the clock.";
        }

        duration = TimeSpan.FromTicks((long)ticks);
        return null;
    }

    /// <summary>Writes a duration in the largest unit that needs no fraction; zero is <c>0ms</c>.</summary>
    /// <param name="duration">Not negative.</param>
    public static string Of(TimeSpan duration)
    {
        if (duration == TimeSpan.Zero)
        {
            return "0ms";
        }

        (string name, long ticks) = Array.FindLast(Units, unit => duration.Ticks % unit.Ticks == 0);
        (name, ticks) = name is null ? Units[0] : (name, ticks);
        return ((decimal)duration.Ticks / ticks).ToString("0.#", CultureInfo.InvariantCulture) + name;
    }
}
