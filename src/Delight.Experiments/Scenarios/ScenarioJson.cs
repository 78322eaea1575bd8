using System.Text.Json;

namespace Delight.Experiments.Scenarios;

/// <summary>Writes an effective scenario as a scenario file, by walking the tree of definitions.</summary>
internal static class ScenarioJson
{
    public static string Write(EffectiveScenario scenario) =>
        JsonText.Write(writer => WriteMembers(writer, scenario.Definition, scenario, scenario, string.Empty));

    private static void WriteMembers(
        Utf8JsonWriter writer, SettingDefinition owner, EffectiveScenario scenario, ScenarioSection section,
        string path)
    {
        writer.WriteStartObject();
        foreach (SettingDefinition member in owner.Members.Where(member => !member.IsIgnored))
        {
            writer.WritePropertyName(member.Name);
            string memberPath = ScenarioNode.PathOf(path, member.Name);
            switch (member.Kind)
            {
                case SettingKind.Object:
                    WriteMembers(writer, member, scenario, section, memberPath);
                    break;
                case SettingKind.List:
                    writer.WriteStartArray();
                    foreach (ScenarioSection entry in section.List(memberPath))
                    {
                        WriteMembers(writer, member, scenario, entry, string.Empty);
                    }

                    writer.WriteEndArray();
                    break;
                case SettingKind.Part:
                    WritePart(writer, scenario, section.Path, memberPath);
                    break;
                default:
                    JsonText.WriteValue(writer, member, section.Value(memberPath).Text);
                    break;
            }
        }

        writer.WriteEndObject();
    }

    private static void WritePart(Utf8JsonWriter writer, EffectiveScenario scenario, string sectionPath, string path)
    {
        string prefix = ScenarioNode.PathOf(sectionPath, path) + ".";
        writer.WriteStartObject();
        foreach (EffectiveValue value in scenario.Values.Where(
            value => value.Path.StartsWith(prefix, StringComparison.Ordinal)))
        {
            writer.WritePropertyName(value.Definition.Name);
            JsonText.WriteValue(writer, value.Definition, value.Text);
        }

        writer.WriteEndObject();
    }
}
