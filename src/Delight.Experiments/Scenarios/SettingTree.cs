using System.ComponentModel.DataAnnotations;
using System.ComponentModel;
using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Delight.Actors.Rollouts;
using Delight.Experiments.Settings;
using Delight.Experiments.Text;
using Delight.Learning.Catalogue;
using Delight.Learning.Parts;
using Delight.Simulation.Network;

namespace Delight.Experiments.Scenarios;

/// <summary>The tree of all settings, read off the records of <see cref="Settings"/>: a property is a key, its
/// initial value the default, its attributes range and meaning. To add a key, add a property there.</summary>
public static class SettingTree
{
    /// <summary>Builds the tree for what the catalogues hold at this moment.</summary>
    /// <param name="catalogues">Where tasks, policies, estimators and baselines take their names and options
    /// from.</param>
    /// <returns>The definition of the top level.</returns>
    public static SettingDefinition Create(PartCatalogues catalogues)
    {
        SettingDefinition top = Object(typeof(Scenario), string.Empty, catalogues);
        SettingDefinition schema = new()
        {
            Name = "$schema", Kind = SettingKind.Text, IsIgnored = true,
            Summary = "where editors find the JSON schema; ignored",
        };
        return top with { Members = [schema, .. top.Members] };
    }

    private static SettingDefinition Object(Type type, string name, PartCatalogues catalogues) => new()
    {
        Name = name, Kind = SettingKind.Object, Summary = SummaryOf(type), Members = Members(type, catalogues),
    };

    private static List<SettingDefinition> Members(Type type, PartCatalogues catalogues)
    {
        object standards = Activator.CreateInstance(type)!;
        return
        [
            .. type.GetProperties().Where(property => property.CanWrite && property.Name != nameof(PolicySettings.Part))
                .Select(property => Member(property, property.GetValue(standards), catalogues)),
        ];
    }

    private static SettingDefinition Member(PropertyInfo property, object? standard, PartCatalogues catalogues)
    {
        string name = JsonNamingPolicy.CamelCase.ConvertName(property.Name);
        Type type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
        SettingDefinition setting = property.GetCustomAttribute<PartOfAttribute>() is { } part
            ? Part(part, name, SummaryOf(property), catalogues)
            : type.IsGenericType
                ? Object(type.GetGenericArguments()[0], name, catalogues) with { Kind = SettingKind.List }
            : type.GetCustomAttribute<DescriptionAttribute>() is not null ? Object(type, name, catalogues)
            : Scalar(property, type, name);
        bool isRequired = property.GetCustomAttribute<RequiredMemberAttribute>() is not null;
        return isRequired
            ? setting with { RequiredExample = $"\"{name}\": {ExampleOf(property, setting)}" }
            : setting with { Default = setting.Members.Count > 0 ? null : TextOf(standard) };
    }

    private static SettingDefinition Scalar(PropertyInfo property, Type type, string name) => new()
    {
        Name = name, Kind = KindOf(property, type), Summary = SummaryOf(property), Range = RangeOf(property, type),
        Choices = type.IsEnum ? [.. Enum.GetValuesAsUnderlyingType(type).Cast<object>()
            .Select(value => SettingsJson.Word(Enum.ToObject(type, value)))] : [],
    };

    private static SettingKind KindOf(PropertyInfo property, Type type) =>
        property.IsDefined(typeof(NameTextAttribute)) ? SettingKind.Name
        : property.IsDefined(typeof(FilePathAttribute)) ? SettingKind.Path
        : type.IsEnum ? SettingKind.Choice
        : type == typeof(bool) ? SettingKind.Flag
        : type == typeof(double) ? SettingKind.Number
        : type == typeof(int) || type == typeof(long) ? SettingKind.Integer
        : type == typeof(TimeSpan) ? SettingKind.Duration
        : type == typeof(Latency) ? SettingKind.Latency
        : type == typeof(string) ? SettingKind.Text
        : throw new NotSupportedException($"{property.DeclaringType}.{property.Name} has a type that is no setting's.");

    private static NumberRange RangeOf(PropertyInfo property, Type type) =>
        property.GetCustomAttribute<RangeAttribute>() is { } range
            ? new NumberRange(
                Convert.ToDouble(range.Minimum, CultureInfo.InvariantCulture),
                Convert.ToDouble(range.Maximum, CultureInfo.InvariantCulture), range.MinimumIsExclusive,
                range.MaximumIsExclusive)
            : type == typeof(TimeSpan) ? NumberRange.Between(0, Limits.SecondsMax) : NumberRange.Any;

    private static SettingDefinition Part(
        PartOfAttribute attribute, string name, string summary, PartCatalogues catalogues) => new()
        {
            Name = name, Kind = attribute.IsText ? SettingKind.PartReference : SettingKind.Part, Summary = summary,
            Parts = attribute.Catalogue switch
            {
                PartCatalogueName.Tasks => PartSet.Of(catalogues.Tasks),
                PartCatalogueName.Policies =>
                    PartSet.Of(catalogues.Policies).With(Members(typeof(PolicySettings), catalogues)),
                PartCatalogueName.Estimators =>
                    PartSet.Of(catalogues.Estimators) with { Joined = PartSet.Of(catalogues.Masks) },
                PartCatalogueName.Advantages => PartSet.Of(catalogues.Advantages),
                _ => PartSet.Of(PolicyAgeCatalogue.Create()),
            },
        };

    private static string ExampleOf(PropertyInfo property, SettingDefinition setting) =>
        property.GetCustomAttribute<ExampleAttribute>()?.Json
            ?? $"{{ \"name\": \"{setting.Parts?.Names.FirstOrDefault() ?? "NAME"}\" }}";

    private static string SummaryOf(MemberInfo member) => member.GetCustomAttribute<DescriptionAttribute>()?.Description
        ?? throw new NotSupportedException($"{member.DeclaringType}.{member.Name} has no description.");

    /// <summary>A default in the one form of its kind; null where the setting is not set.</summary>
    private static string? TextOf(object? value) => value switch
    {
        null => null,
        bool flag => flag ? "true" : "false",
        double number => OptionText.Of(number),
        TimeSpan duration => DurationText.Of(duration),
        Latency latency => LatencyText.Of(latency),
        Enum word => SettingsJson.Word(word),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture),
    };
}
