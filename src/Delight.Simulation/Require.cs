namespace Delight.Simulation;

/// <summary>Refuses wrong values in one line: what, the rule, the remedy.</summary>
internal static class Require
{
    public static void NotNegative(TimeSpan duration, string name)
    {
        if (duration < TimeSpan.Zero)
        {
            throw new ArgumentOutOfRangeException(
                name, $"{name} is {DurationWords.Of(duration)}; it is at least 0. Pass 0 or more.");
        }
    }

    public static void Positive(TimeSpan duration, string name)
    {
        if (duration <= TimeSpan.Zero)
        {
            throw new ArgumentOutOfRangeException(
                name, $"{name} is {DurationWords.Of(duration)}; it is above 0. Pass more than 0.");
        }
    }

    public static void Factor(double factor)
    {
        if (!(factor > 0 && factor < double.PositiveInfinity))
        {
            string line = FormattableString.Invariant(
                $"factor is {factor}; it is above 0. Pass 1 for the normal speed.");
            throw new ArgumentOutOfRangeException(nameof(factor), line);
        }
    }
}
