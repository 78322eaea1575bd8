using System.Globalization;

namespace Delight.Simulation.Exploration;

/// <summary>Which seeds an exploration runs, and how.</summary>
public sealed record ExplorationOptions
{
    /// <summary>Runs this one seed alone, whatever the options say: what a failure prints.</summary>
    public const string SeedVariable = "DELIGHT_SIMULATION_SEED";

    /// <summary>Overrides <see cref="Seeds"/>.</summary>
    public const string SeedsVariable = "DELIGHT_SIMULATION_SEEDS";

    /// <summary>Overrides <see cref="Jobs"/>.</summary>
    public const string JobsVariable = "DELIGHT_SIMULATION_JOBS";

    /// <summary>The first seed.</summary>
    /// <value>Default 1.</value>
    public ulong FirstSeed { get; init; } = 1;

    /// <summary>How many seeds, one after the other.</summary>
    /// <value>At least 1. Default 100.</value>
    public int Seeds { get; init; } = 100;

    /// <summary>Trials at the same time, each on a thread of its own.</summary>
    /// <value>At least 1. Default: one for each processor.</value>
    public int Jobs { get; init; } = Environment.ProcessorCount;

    /// <summary>True to look for the least set of faults that still makes the trial fail.</summary>
    /// <value>Default true.</value>
    public bool Shrinks { get; init; } = true;

    /// <summary>The options as the environment overrides them.</summary>
    /// <exception cref="ArgumentException">A variable has no number in its range, or an option is out of its
    /// range.</exception>
    internal ExplorationOptions Effective()
    {
        ExplorationOptions options = this with
        {
            Seeds = (int)Read(SeedsVariable, (ulong)Math.Max(0, Seeds)),
            Jobs = (int)Read(JobsVariable, (ulong)Math.Max(0, Jobs)),
        };
        if (Environment.GetEnvironmentVariable(SeedVariable) is { Length: > 0 })
        {
            options = options with { FirstSeed = Read(SeedVariable, 0), Seeds = 1 };
        }

        return options.Seeds >= 1 && options.Jobs >= 1
            ? options
            : throw new ArgumentException(FormattableString.Invariant(
                $"an exploration has {options.Seeds} seeds and {options.Jobs} jobs; both are at least 1. Raise them."));
    }

    private static ulong Read(string variable, ulong otherwise)
    {
        string? text = Environment.GetEnvironmentVariable(variable);
        return string.IsNullOrEmpty(text) ? otherwise
            : ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out ulong value) ? value
            : throw new ArgumentException($"{variable} is '{text}'; it is a whole number. Set it to one, or unset it.");
    }
}
