using Delight.Learning.Catalogue;

namespace Delight.Experiments.Scenarios;

/// <summary>One part that a scenario file may name.</summary>
public sealed record PartEntry
{
    /// <summary>Name as written.</summary>
    public required string Name { get; init; }

    /// <summary>One line for lists.</summary>
    public required string Summary { get; init; }

    /// <summary>Its options as settings, and what every part of its catalogue has beside them.</summary>
    public required IReadOnlyList<SettingDefinition> Options { get; init; }

    /// <summary>Its options as the catalogue has them.</summary>
    public required IReadOnlyList<OptionDefinition> Definitions { get; init; }

    /// <summary>Says what is wrong with options that are each in range but do not go together, or null.</summary>
    public Func<OptionValues, string?>? CheckTogether { get; init; }

    /// <summary>What <see cref="CheckTogether"/> says about options that are each in range, or null.</summary>
    /// <param name="given">Checked values by name.</param>
    internal string? Together(IReadOnlyDictionary<string, string> given)
    {
        List<string> errors = [];
        OptionValues values = OptionValues.Check(Definitions, given, errors);
        return errors.FirstOrDefault() ?? CheckTogether?.Invoke(values);
    }

    /// <summary>Value of an option where nothing is said; null: then it is not set.</summary>
    internal string? DefaultOf(string option) => Options.FirstOrDefault(known => known.Name == option)?.Default;
}
