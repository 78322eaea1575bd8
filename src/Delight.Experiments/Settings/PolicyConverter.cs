using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Delight.Experiments.Settings;

/// <summary>A policy: one object with its name, its options and what every policy has.</summary>
internal sealed class PolicyConverter : JsonConverter<PolicySettings>
{
    private const string Engine = "engine", Device = "device", Initial = "initial";

    /// <inheritdoc/>
    public override PolicySettings Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        JsonObject members = JsonNode.Parse(ref reader)!.AsObject();
        return new PolicySettings
        {
            Part = PartObjectConverter.Read(members, Engine, Device, Initial),
            Engine = members[Engine]?.Deserialize<PolicyEngine>(options) ?? default,
            Device = members[Device]?.Deserialize<PolicyDevice>(options) ?? default,
            Initial = (string?)members[Initial],
        };
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, PolicySettings value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        PartObjectConverter.WriteMembers(writer, value.Part);
        writer.WritePropertyName(Engine);
        JsonSerializer.Serialize(writer, value.Engine, options);
        writer.WritePropertyName(Device);
        JsonSerializer.Serialize(writer, value.Device, options);
        writer.WriteString(Initial, value.Initial);
        writer.WriteEndObject();
    }
}
