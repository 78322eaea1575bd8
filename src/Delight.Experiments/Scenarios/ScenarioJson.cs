using System.Globalization;
using System.Text.Json;

namespace Delight.Experiments.Scenarios;

/// <summary>Writes the values of a scenario as a scenario file, by walking the tree of definitions.</summary>
internal static class ScenarioJson
{
    /// <summary>Writes them; a value that was refused is left out.</summary>
    public static string Write(SettingDefinition definition, EffectiveValues values) =>
        JsonText.Write(writer => WriteMembers(writer, definition, values, string.Empty));

    private static void WriteMembers(
        Utf8JsonWriter writer, SettingDefinition owner, EffectiveValues values, string path)
    {
        writer.WriteStartObject();
        foreach (SettingDefinition member in owner.Members.Where(member => !member.IsIgnored))
        {
            string memberPath = ScenarioNode.PathOf(path, member.Name);
            switch (member.Kind)
            {
                case SettingKind.Object:
                    writer.WritePropertyName(member.Name);
                    WriteMembers(writer, member, values, memberPath);
                    break;
                case SettingKind.List:
                    writer.WriteStartArray(member.Name);
                    for (int i = 0; i < (values.Count(memberPath) ?? 0); i++)
                    {
                        WriteMembers(
                            writer, member, values, string.Create(CultureInfo.InvariantCulture, $"{memberPath}[{i}]"));
                    }

                    writer.WriteEndArray();
                    break;
                case SettingKind.Part:
                    writer.WriteStartObject(member.Name);
                    foreach (EffectiveValue value in values.Below(memberPath))
                    {
                        writer.WritePropertyName(value.Definition.Name);
                        JsonText.WriteValue(writer, value.Definition, value.Text);
                    }

                    writer.WriteEndObject();
                    break;
                default:
                    if (values.Find(memberPath) is { } found)
                    {
                        writer.WritePropertyName(member.Name);
                        JsonText.WriteValue(writer, member, found.Text);
                    }

                    break;
            }
        }

        writer.WriteEndObject();
    }
}
