using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Delight.Learning.Catalogue;

namespace Delight.Experiments.Settings;

/// <summary>Parts that files write as an object: <c>{ "name": "mlp", "hidden": [50, 50] }</c>.</summary>
internal sealed class PartObjectConverter : JsonConverter<PartReference>
{
    private const string Name = "name";

    /// <summary>Reads the part among members of which some are not its own.</summary>
    /// <param name="members">With the name.</param>
    /// <param name="others">Names of members that are not options.</param>
    public static PartReference Read(JsonObject members, params IReadOnlyCollection<string> others) => new(
        (string?)members[Name] ?? string.Empty,
        members.Where(member => member.Key != Name && member.Value is not null && !others.Contains(member.Key))
            .ToDictionary(member => member.Key, member => TextOf(member.Value!), StringComparer.Ordinal));

    /// <summary>Writes name and options as members of the object that is open.</summary>
    public static void WriteMembers(Utf8JsonWriter writer, PartReference part)
    {
        writer.WriteString(Name, part.Name);
        foreach ((string option, string text) in part.Options)
        {
            writer.WritePropertyName(option);
            bool isRaw = text is "true" or "false" || text.StartsWith('[')
                || double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double _);
            if (isRaw && text is not ("NaN" or "Infinity" or "-Infinity"))
            {
                writer.WriteRawValue(text);
            }
            else
            {
                writer.WriteStringValue(text);
            }
        }
    }

    /// <inheritdoc/>
    public override PartReference Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        Read(JsonNode.Parse(ref reader)!.AsObject());

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, PartReference value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        WriteMembers(writer, value);
        writer.WriteEndObject();
    }

    // A list of numbers is one text, as people write it on the command line.
    private static string TextOf(JsonNode value) => value switch
    {
        JsonArray list => $"[{string.Join(", ", list.Select(element => element!.ToJsonString()))}]",
        JsonValue text when text.TryGetValue(out string? word) => word,
        _ => value.ToJsonString(),
    };
}
