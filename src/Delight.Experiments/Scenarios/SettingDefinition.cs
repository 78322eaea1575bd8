using Delight.Learning.Catalogue;

namespace Delight.Experiments.Scenarios;

/// <summary>One setting of a scenario file: the one place of its name, kind, default, range and meaning.</summary>
/// <remarks>
/// Validation, binding, <c>delight config</c>, the JSON schema and the docs all read the tree of definitions that
/// <see cref="SettingTree"/> reads off the records of settings. Immutable.
/// </remarks>
public sealed record SettingDefinition
{
    /// <summary>The key as written in the file; empty for the top level.</summary>
    public required string Name { get; init; }

    /// <summary>What it holds.</summary>
    public required SettingKind Kind { get; init; }

    /// <summary>One line with the unit.</summary>
    public required string Summary { get; init; }

    /// <summary>Its value where nothing is said, as text; null: then it is not set.</summary>
    public string? Default { get; init; }

    /// <summary>Allowed numbers; seconds for a duration, each element for a list of numbers.</summary>
    public NumberRange Range { get; init; } = NumberRange.Any;

    /// <summary>The words of a <see cref="SettingKind.Choice"/>.</summary>
    public IReadOnlyList<string> Choices { get; init; } = [];

    /// <summary>Members of an object, or of each object of a list, in canonical order.</summary>
    public IReadOnlyList<SettingDefinition> Members { get; init; } = [];

    /// <summary>The catalogue of a <see cref="SettingKind.Part"/> or <see cref="SettingKind.PartReference"/>.</summary>
    public PartSet? Parts { get; init; }

    /// <summary>How to write it where it must not be missing; null where it may be.</summary>
    public string? RequiredExample { get; init; }

    /// <summary>True where the value is checked and then forgotten, as for <c>$schema</c>.</summary>
    public bool IsIgnored { get; init; }

    /// <summary>True for a setting that every part of a catalogue has beside options of its own: it is the scenario's,
    /// and the part never sees it.</summary>
    public bool IsOfEveryPart { get; init; }

    /// <summary>True where <c>null</c> may be written and means "not set".</summary>
    public bool MayBeUnset => Default is null && RequiredExample is null
        && Kind is not (SettingKind.Object or SettingKind.List or SettingKind.Part);

    /// <summary>The member of that name, or null.</summary>
    /// <param name="name">Name to look for.</param>
    /// <param name="comparison">How names compare; exact by default.</param>
    public SettingDefinition? Member(string name, StringComparison comparison = StringComparison.Ordinal) =>
        Members.FirstOrDefault(member => member.Name.Equals(name, comparison));

    /// <summary>The same as <paramref name="option"/> of a part, so that options and settings share one set of
    /// rules.</summary>
    public static SettingDefinition FromOption(OptionDefinition option)
    {
        SettingKind kind = option.Kind switch
        {
            OptionKind.Number => SettingKind.Number,
            OptionKind.Integer => SettingKind.Integer,
            OptionKind.Flag => SettingKind.Flag,
            OptionKind.Choice => SettingKind.Choice,
            OptionKind.IntegerList => SettingKind.IntegerList,
            _ => SettingKind.Path,
        };
        NumberRange range = new(option.Minimum, option.Maximum, option.MinimumIsExcluded);
        if (kind == SettingKind.Integer)
        {
            // Parts read whole numbers as int.
            range = range with
            {
                Minimum = Math.Max(range.Minimum, int.MinValue),
                Maximum = Math.Min(range.Maximum, int.MaxValue),
            };
        }

        SettingDefinition setting = new()
        {
            Name = option.Name,
            Kind = kind,
            Summary = option.Summary,
            Range = range,
            Choices = option.Choices,
        };
        return setting with { Default = option.Default is { } text ? SettingValue.Canonical(setting, text) : null };
    }
}
