using System.Text.Json;
using System.Text.RegularExpressions;
using Delight.Experiments.Text;

namespace Delight.Experiments.Scenarios;

/// <summary>Writes the JSON schema (draft 2020-12) of scenario files, for editors, from the tree of settings.</summary>
/// <remarks>It says what one setting may be; rules about several settings are the loader's.</remarks>
public static class SchemaWriter
{
    /// <summary>The schema as indented JSON with LF line ends; what <c>scenarios/schema.json</c> holds.</summary>
    /// <param name="definition">The top level, from <see cref="SettingTree.Create"/>.</param>
    public static string Write(SettingDefinition definition) => JsonText.Write(writer =>
    {
        writer.WriteStartObject();
        writer.WriteString("$schema", "https://json-schema.org/draft/2020-12/schema");
        writer.WriteString("title", "Delight scenario");

        // Editors that know this word accept what the reader accepts.
        writer.WriteBoolean("allowTrailingCommas", true);
        WriteSetting(writer, definition);
        writer.WriteEndObject();
    });

    private static void WriteSetting(Utf8JsonWriter writer, SettingDefinition setting)
    {
        writer.WriteString("description", Describe(setting));
        switch (setting.Kind)
        {
            case SettingKind.Object:
                WriteMembers(writer, setting.Members);
                break;
            case SettingKind.List:
                writer.WriteString("type", "array");
                if (setting.RequiredExample is not null)
                {
                    writer.WriteNumber("minItems", 1);
                }

                writer.WriteStartObject("items");
                WriteMembers(writer, setting.Members);
                writer.WriteEndObject();
                break;
            case SettingKind.Part:
                WriteParts(writer, setting);
                break;
            default:
                WriteScalar(writer, setting);
                break;
        }
    }

    private static string Describe(SettingDefinition setting)
    {
        IEnumerable<string> parts = setting.Kind == SettingKind.PartReference
            ? (setting.Parts?.Entries ?? []).Select(part => $"\n{Signature(part)}: {part.Summary}")
                .Concat((setting.Parts?.Joined?.Entries ?? []).Select(part => $"\n+{Signature(part)}: {part.Summary}"))
            : [];
        return setting.Summary + string.Concat(parts);
    }

    private static string Signature(PartEntry part) => part.Options.Count == 0
        ? part.Name
        : $"{part.Name}({string.Join(", ", part.Options.Select(Signature))})";

    private static string Signature(SettingDefinition option) =>
        option.Default is null ? option.Name : $"{option.Name}={option.Default}";

    private static void WriteMembers(Utf8JsonWriter writer, IReadOnlyList<SettingDefinition> members)
    {
        writer.WriteString("type", "object");
        writer.WriteBoolean("additionalProperties", false);
        WriteRequired(
            writer, members.Where(member => member.RequiredExample is not null).Select(member => member.Name));
        writer.WriteStartObject("properties");
        foreach (SettingDefinition member in members)
        {
            writer.WriteStartObject(member.Name);
            WriteSetting(writer, member);
            writer.WriteEndObject();
        }

        writer.WriteEndObject();
    }

    private static void WriteRequired(Utf8JsonWriter writer, IEnumerable<string> names)
    {
        string[] required = [.. names];
        if (required.Length == 0)
        {
            return;
        }

        writer.WriteStartArray("required");
        Array.ForEach(required, writer.WriteStringValue);
        writer.WriteEndArray();
    }

    private static void WriteParts(Utf8JsonWriter writer, SettingDefinition setting)
    {
        writer.WriteString("type", "object");
        WriteRequired(writer, ["name"]);
        if (setting.Parts is not { Entries.Count: > 0 } parts)
        {
            return;
        }

        writer.WriteStartArray("oneOf");
        foreach (PartEntry part in parts.Entries)
        {
            writer.WriteStartObject();
            writer.WriteString("description", part.Summary);
            writer.WriteBoolean("additionalProperties", false);
            writer.WriteStartObject("properties");
            writer.WriteStartObject("name");
            writer.WriteString("const", part.Name);
            writer.WriteEndObject();
            foreach (SettingDefinition option in part.Options)
            {
                writer.WriteStartObject(option.Name);
                WriteSetting(writer, option);
                writer.WriteEndObject();
            }

            writer.WriteEndObject();
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void WriteScalar(Utf8JsonWriter writer, SettingDefinition setting)
    {
        string type = setting.Kind switch
        {
            SettingKind.Number => "number",
            SettingKind.Integer => "integer",
            SettingKind.Flag => "boolean",
            SettingKind.IntegerList => "array",
            _ => "string",
        };
        WriteType(writer, setting, type);
        switch (setting.Kind)
        {
            case SettingKind.Number or SettingKind.Integer:
                WriteRange(writer, setting.Range);
                break;
            case SettingKind.IntegerList:
                writer.WriteStartObject("items");
                writer.WriteString("type", "integer");
                WriteRange(writer, setting.Range);
                writer.WriteEndObject();
                break;
            case SettingKind.Choice:
                writer.WriteStartArray("enum");
                setting.Choices.ToList().ForEach(writer.WriteStringValue);
                writer.WriteEndArray();
                break;
            case SettingKind.Name:
                writer.WriteString("pattern", "^[A-Za-z0-9][A-Za-z0-9._-]*$");
                break;
            case SettingKind.Path:
                writer.WriteNumber("minLength", 1);
                break;
            case SettingKind.Duration:
                writer.WriteString("pattern", $"^[0-9]+([.][0-9]+)? *({string.Join('|', DurationText.UnitNames)})$");
                break;
            case SettingKind.Latency:
                writer.WriteString("pattern", $"^([0-9]+([.][0-9]+)? *({string.Join('|', DurationText.UnitNames)})"
                    + "|(uniform|exponential|lognormal|empirical) *[(].*[)])$");
                break;
            case SettingKind.PartReference:
                string joined = setting.Parts?.Joined is { } masks ? $"( *[+] *{Pattern(masks)})*" : string.Empty;
                writer.WriteString("pattern", $"^{Pattern(setting.Parts)}{joined}$");
                break;
        }

        if (setting.Default is { } standard)
        {
            writer.WritePropertyName("default");
            JsonText.WriteValue(writer, setting, standard);
        }
    }

    private static string Pattern(PartSet? parts) =>
        $"({string.Join('|', (parts?.Names ?? []).Select(Regex.Escape))})( *[(].*[)])?";

    /// <summary>One type, or several where a value may also be <c>null</c> or the text <c>infinity</c>.</summary>
    private static void WriteType(Utf8JsonWriter writer, SettingDefinition setting, string type)
    {
        List<string> types = [type];
        bool mayBeInfinite = double.IsPositiveInfinity(setting.Range.Maximum)
            || double.IsNegativeInfinity(setting.Range.Minimum);
        if (setting.Kind == SettingKind.Number && mayBeInfinite)
        {
            types.Add("string");
        }

        if (setting.MayBeUnset)
        {
            types.Add("null");
        }

        if (types.Count == 1)
        {
            writer.WriteString("type", type);
            return;
        }

        writer.WriteStartArray("type");
        types.ForEach(writer.WriteStringValue);
        writer.WriteEndArray();
        if (types.Contains("string") && type != "string")
        {
            writer.WriteString("pattern", "^-?infinity$");
        }
    }

    private static void WriteRange(Utf8JsonWriter writer, NumberRange range)
    {
        if (double.IsFinite(range.Minimum))
        {
            writer.WritePropertyName(range.MinimumIsExcluded ? "exclusiveMinimum" : "minimum");
            writer.WriteRawValue(NumberRange.Plain(range.Minimum));
        }

        if (double.IsFinite(range.Maximum))
        {
            writer.WritePropertyName(range.MaximumIsExcluded ? "exclusiveMaximum" : "maximum");
            writer.WriteRawValue(NumberRange.Plain(range.Maximum));
        }
    }
}
