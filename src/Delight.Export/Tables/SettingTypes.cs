using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Delight.Experiments.Scenarios;
using Delight.Learning.Parts;

namespace Delight.Export.Tables;

/// <summary>Turns an effective scenario into columns. A setting's type is that of its definition, so that 1 is a whole
/// number for <c>learner.batchRows</c> and not for <c>optimiser.learningRate</c>.</summary>
/// <remarks>Durations stay as written, with their unit, since some are distributions. Settings of parts that Delight
/// does not ship have the type of their JSON; their numbers are no whole numbers.</remarks>
internal sealed class SettingTypes
{
    private readonly SettingDefinition _top = SettingTree.Create(new PartCatalogues());

    /// <summary>All values by the path that <c>--set</c> takes.</summary>
    /// <param name="scenario">As <c>run.json</c> has it.</param>
    public IEnumerable<MapEntry> Flatten(JsonObject scenario) => Members(scenario, _top, string.Empty);

    private static IEnumerable<MapEntry> Members(JsonObject values, SettingDefinition? definition, string prefix) =>
        values.SelectMany(member => Flatten(
            member.Value, DefinitionOf(values, definition, member.Key), prefix + member.Key));

    private static IEnumerable<MapEntry> Flatten(JsonNode? node, SettingDefinition? definition, string path) =>
        node switch
        {
            JsonObject inner => Members(inner, definition, path + "."),
            JsonArray list when list.Any(element => element is JsonObject) => list.SelectMany((element, i) =>
                Flatten(element, definition, string.Create(CultureInfo.InvariantCulture, $"{path}[{i}]"))),
            JsonArray { Count: 0 } when definition?.Kind == SettingKind.List => [],
            _ => [Entry(node, definition, path)],
        };

    private static SettingDefinition? DefinitionOf(JsonObject values, SettingDefinition? owner, string key) =>
        owner?.Parts is not { } parts
            ? owner?.Member(key)
            : parts.Find(values["name"] is JsonValue name && name.TryGetValue(out string? text) ? text : string.Empty)
                ?.Options.FirstOrDefault(option => option.Name == key);

    private static MapEntry Entry(JsonNode? node, SettingDefinition? definition, string path)
    {
        Type type = TypeOf(definition?.Kind, node);
        string? text = node is JsonValue value && value.TryGetValue(out string? written) ? written
            : node?.ToJsonString();
        return new MapEntry(path, type, text is null ? null : Parse(text, type));
    }

    private static Type TypeOf(SettingKind? kind, JsonNode? node) => (kind, node?.GetValueKind()) switch
    {
        (SettingKind.Integer, JsonValueKind.Number or null) => typeof(long),
        (SettingKind.Number, JsonValueKind.Number or JsonValueKind.String or null) => typeof(double),
        (SettingKind.Flag, JsonValueKind.True or JsonValueKind.False or null) => typeof(bool),
        (null, JsonValueKind.Number) => typeof(double),
        (null, JsonValueKind.True or JsonValueKind.False) => typeof(bool),
        _ => typeof(string),
    };

    /// <summary>Null for a number that a record by hand has wrong.</summary>
    private static object? Parse(string text, Type type)
    {
        if (type == typeof(string))
        {
            return text;
        }

        if (type == typeof(bool))
        {
            return text == "true";
        }

        if (type == typeof(long))
        {
            return long.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out long whole)
                ? whole
                : null;
        }

        return text switch
        {
            "infinity" => double.PositiveInfinity,
            "-infinity" => double.NegativeInfinity,
            _ => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number)
                ? number
                : null,
        };
    }
}
