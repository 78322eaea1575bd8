using System.Globalization;

namespace Delight.Simulation;

/// <summary>Durations as people write them: <c>340 ms</c>, <c>12.5 s</c>, <c>2 min 08 s</c>,
/// <c>1 h 05 min</c>.</summary>
/// <remarks>At most two units, invariant culture, ordinary spaces. Rounded to tenths of a second below a minute and to
/// seconds above it, so that 59.97 s is a minute; hours leave out what is less than a minute.</remarks>
public static class DurationWords
{
    private static readonly (string Unit, long Ticks)[] Small =
    [
        ("µs", TimeSpan.TicksPerMicrosecond), ("ms", TimeSpan.TicksPerMillisecond), ("s", TimeSpan.TicksPerSecond),
    ];

    /// <summary>Writes a duration.</summary>
    /// <param name="duration">Of any length; where it is negative, a minus stands before it.</param>
    public static string Of(TimeSpan duration)
    {
        if (duration < TimeSpan.Zero)
        {
            return "-" + Of(duration == TimeSpan.MinValue ? TimeSpan.MaxValue : -duration);
        }

        if (duration == TimeSpan.Zero)
        {
            return "0 s";
        }

        foreach ((string unit, long ticks) in Small)
        {
            double number = (double)duration.Ticks / ticks;
            int decimals = number < 9.95 || ticks == TimeSpan.TicksPerSecond ? 1 : 0;
            double rounded = Math.Round(number, decimals, MidpointRounding.AwayFromZero);
            if (rounded < (ticks == TimeSpan.TicksPerSecond ? 60 : 1000))
            {
                return string.Create(CultureInfo.InvariantCulture, $"{rounded:0.#} {unit}");
            }
        }

        long seconds = (long)Math.Round(duration.TotalSeconds, MidpointRounding.AwayFromZero);
        return seconds < 3600
            ? Two((seconds / 60, "min"), (seconds % 60, "s"))
            : Two((seconds / 3600, "h"), (seconds / 60 % 60, "min"));
    }

    private static string Two((long Number, string Unit) first, (long Number, string Unit) second) => second.Number == 0
        ? string.Create(CultureInfo.InvariantCulture, $"{first.Number:N0} {first.Unit}")
        : string.Create(
            CultureInfo.InvariantCulture,
            $"{first.Number:N0} {first.Unit} {second.Number:00} {second.Unit}");
}
