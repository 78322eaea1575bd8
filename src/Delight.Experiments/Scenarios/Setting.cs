using Delight.Learning.Catalogue;

namespace Delight.Experiments.Scenarios;

/// <summary>Makes setting definitions, so that a key of the scenario file is one line in <see
/// cref="ScenarioSettings"/>.</summary>
internal static class Setting
{
    /// <summary>The largest count: a thousand million, far above use and far below what overflows.</summary>
    private const double CountMax = 1e9;

    /// <summary>The longest duration in seconds: 10,000 hours.</summary>
    private const double SecondsMax = 36e6;

    public static SettingDefinition Text(string name, string? standard, string summary) =>
        new() { Name = name, Kind = SettingKind.Text, Default = standard, Summary = summary };

    public static SettingDefinition Name(string name, string? standard, string summary) =>
        new() { Name = name, Kind = SettingKind.Name, Default = standard, Summary = summary };

    public static SettingDefinition File(string name, string summary) =>
        new() { Name = name, Kind = SettingKind.Path, Summary = summary };

    public static SettingDefinition Number(string name, double? standard, NumberRange range, string summary) => new()
    {
        Name = name,
        Kind = SettingKind.Number,
        Range = range,
        Summary = summary,
        Default = standard is { } number ? OptionText.Of(number) : null,
    };

    public static SettingDefinition Integer(string name, long? standard, NumberRange range, string summary) => new()
    {
        Name = name,
        Kind = SettingKind.Integer,
        Summary = summary,
        Range = double.IsPositiveInfinity(range.Maximum) ? range with { Maximum = CountMax } : range,
        Default = standard is { } number ? number.ToString(System.Globalization.CultureInfo.InvariantCulture) : null,
    };

    public static SettingDefinition Duration(string name, string? standard, string summary) => new()
    {
        Name = name,
        Kind = SettingKind.Duration,
        Default = standard,
        Summary = summary,
        Range = NumberRange.Between(0, SecondsMax),
    };

    public static SettingDefinition Latency(string name, string? standard, string summary) =>
        new() { Name = name, Kind = SettingKind.Latency, Default = standard, Summary = summary };

    public static SettingDefinition Flag(string name, bool standard, string summary) =>
        new() { Name = name, Kind = SettingKind.Flag, Default = standard ? "true" : "false", Summary = summary };

    public static SettingDefinition Choice(string name, string standard, string[] choices, string summary) =>
        new() { Name = name, Kind = SettingKind.Choice, Default = standard, Choices = choices, Summary = summary };

    public static SettingDefinition Object(string name, string summary, params SettingDefinition[] members) =>
        new() { Name = name, Kind = SettingKind.Object, Summary = summary, Members = members };

    public static SettingDefinition List(string name, string summary, params SettingDefinition[] members) =>
        new() { Name = name, Kind = SettingKind.List, Summary = summary, Members = members };

    public static SettingDefinition Part(string name, PartSet parts, string summary) =>
        new() { Name = name, Kind = SettingKind.Part, Parts = parts, Summary = summary };

    public static SettingDefinition Reference(string name, string standard, PartSet parts, string summary) =>
        new() { Name = name, Kind = SettingKind.PartReference, Parts = parts, Default = standard, Summary = summary };

    /// <summary>The same setting without the lower end of its range.</summary>
    public static SettingDefinition AboveMinimum(this SettingDefinition setting) =>
        setting with { Range = setting.Range with { MinimumIsExcluded = true } };

    /// <summary>The same setting, but it must not be missing.</summary>
    public static SettingDefinition Required(this SettingDefinition setting, string example) =>
        setting with { RequiredExample = example, Default = null };
}
