using Delight.Learning.Catalogue;
using Delight.Simulation.Network;

namespace Delight.Experiments.Text;

/// <summary>Latencies as scenario files write them: a duration, or a distribution with its options in
/// parentheses.</summary>
public static class LatencyText
{
    /// <summary>How each distribution is written.</summary>
    public const string Forms = "a duration such as 5ms, uniform(min=1ms,max=5ms), exponential(mean=5ms,min=1ms), "
        + "lognormal(median=5ms,sigma=0.5) or empirical(1ms,2ms,50ms)";

    private static readonly string[] Names = ["uniform", "exponential", "lognormal", "empirical"];

    /// <summary>Reads a latency.</summary>
    /// <param name="text">For example <c>5ms</c> or <c>lognormal(median=5ms,sigma=0.5)</c>.</param>
    /// <param name="latency">No latency where it is refused.</param>
    /// <returns>Null, or what is wrong and the remedy, to follow "NAME is VALUE; ".</returns>
    public static string? Read(string text, out Latency latency)
    {
        text = text.Trim();
        latency = Latency.Zero;
        int open = text.IndexOf('(', StringComparison.Ordinal);
        if (open < 0)
        {
            return char.IsAsciiLetter(text.FirstOrDefault())
                ? UnknownName(text)
                : ReadConstant(text, ref latency);
        }

        string name = text[..open].Trim();
        if (!Names.Contains(name, StringComparer.Ordinal))
        {
            return UnknownName(name);
        }

        if (text[^1] != ')')
        {
            return $"its parentheses do not end. A latency is {Forms}.";
        }

        string[] arguments = text[(open + 1)..^1].Split(',', StringSplitOptions.TrimEntries);
        try
        {
            return name == "empirical"
                ? ReadEmpirical(arguments, ref latency)
                : ReadOptions(name, arguments, ref latency);
        }
        catch (ArgumentOutOfRangeException error)
        {
            return $"{error.ParamName} is out of its range: durations of at most 10000h, max at least min, mean at "
                + "least min, sigma from 0 to 5.";
        }
    }

    /// <summary>Writes a latency in its one form.</summary>
    public static string Of(Latency latency)
    {
        string start = DurationText.Of(latency.Start);
        return latency.Shape switch
        {
            LatencyShape.Uniform => $"uniform(min={start},max={End()})",
            LatencyShape.Exponential => $"exponential(mean={End()},min={start})",
            LatencyShape.Lognormal => $"lognormal(median={start},sigma={OptionText.Of(latency.Spread)})",
            LatencyShape.Empirical => $"empirical({string.Join(',', latency.Values.Select(DurationText.Of))})",
            _ => start,
        };

        string End() => DurationText.Of(latency.Start + TimeSpan.FromTicks((long)latency.Spread));
    }

    private static string UnknownName(string name) => $"{Shown.Quoted(name)} is no distribution."
        + $"{NearestName.Hint(name, Names)} A latency is {Forms}.";

    private static string? ReadConstant(string text, ref Latency latency)
    {
        if (DurationText.Read(text, out TimeSpan duration) is { } error)
        {
            return error;
        }

        if (duration > Latency.Longest)
        {
            return "it must be at least 0ms and at most 10000h.";
        }

        latency = duration;
        return null;
    }

    private static string? ReadEmpirical(string[] arguments, ref Latency latency)
    {
        TimeSpan[] values = new TimeSpan[arguments.Length];
        for (int i = 0; i < values.Length; i++)
        {
            if (DurationText.Read(arguments[i], out values[i]) is { } error)
            {
                return $"value {i + 1} is {Shown.Quoted(arguments[i])}; {error}";
            }
        }

        latency = Latency.Empirical(values);
        return null;
    }

    private static string? ReadOptions(
        string name, string[] arguments, ref Latency latency)
    {
        (string First, string Second) options = name switch
        {
            "uniform" => ("min", "max"),
            "exponential" => ("mean", "min"),
            _ => ("median", "sigma"),
        };
        Dictionary<string, string> given = new(StringComparer.Ordinal);
        foreach (string argument in arguments)
        {
            string[] parts = argument.Split('=', 2, StringSplitOptions.TrimEntries);
            if (parts.Length < 2 || (parts[0] != options.First && parts[0] != options.Second)
                || !given.TryAdd(parts[0], parts[1]))
            {
                return $"{Shown.Quoted(argument)} does not belong there. A latency is {Forms}.";
            }
        }

        if (name == "exponential")
        {
            given.TryAdd("min", "0ms");
        }

        foreach (string option in (string[])[options.First, options.Second])
        {
            if (!given.ContainsKey(option))
            {
                return $"{option} is missing. A latency is {Forms}.";
            }
        }

        if (DurationText.Read(given[options.First], out TimeSpan first) is { } error)
        {
            return $"{options.First} is {Shown.Quoted(given[options.First])}; {error}";
        }

        if (name == "lognormal")
        {
            return ReadLognormal(first, given["sigma"], ref latency);
        }

        if (DurationText.Read(given[options.Second], out TimeSpan second) is { } wrong)
        {
            return $"{options.Second} is {Shown.Quoted(given[options.Second])}; {wrong}";
        }

        latency = name == "uniform"
            ? Latency.Uniform(first, second)
            : Latency.Exponential(first, second);
        return null;
    }

    private static string? ReadLognormal(
        TimeSpan median, string written, ref Latency latency)
    {
        if (!OptionText.TryNumber(written, out double sigma))
        {
            return $"sigma is {Shown.Quoted(written)}; it must be a number.";
        }

        latency = Latency.Lognormal(median, sigma);
        return null;
    }
}
