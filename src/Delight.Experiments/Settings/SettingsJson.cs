using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Delight.Experiments.Text;
using Delight.Simulation.Network;

namespace Delight.Experiments.Settings;

/// <summary>Settings as JSON: the text of a scenario file is the text of a <see cref="Scenario"/>.</summary>
internal static class SettingsJson
{
    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        WriteIndented = true,
        Converters =
        {
            new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower),
            new TextConverter<TimeSpan>(
                DurationText.Of, text => Read(DurationText.Read(text, out TimeSpan read), read)),
            new TextConverter<Latency>(
                LatencyText.Of, text => Read(LatencyText.Read(text, out Latency read), read)),
            new PartTextConverter(),
            new PolicyConverter(),
        },
        TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { Adapt } },
    };

    /// <summary>Reads a scenario; what is missing has its default, or null where it has none.</summary>
    /// <param name="json">As <see cref="Write"/> makes it; checked already.</param>
    public static Scenario Read(string json) => JsonSerializer.Deserialize<Scenario>(json, Options)!;

    /// <summary>Writes a scenario.</summary>
    public static string Write(Scenario scenario) => JsonSerializer.Serialize(scenario, Options);

    /// <summary>The word of an enum's value, as files write it: <c>crash-node</c>.</summary>
    public static string Word(object value) =>
        JsonSerializer.SerializeToElement(value, value.GetType(), Options).GetString()!;

    private static T Read<T>(string? error, T value) => error is null ? value : throw new JsonException(error);

    private static void Adapt(JsonTypeInfo type)
    {
        foreach (JsonPropertyInfo property in type.Properties)
        {
            // Of a scenario that is refused, rules see what is right of it.
            property.IsRequired = false;
            object[] part = property.AttributeProvider?.GetCustomAttributes(typeof(PartOfAttribute), false) ?? [];
            if (part is [PartOfAttribute { IsText: false }] && property.PropertyType != typeof(PolicySettings))
            {
                property.CustomConverter = new PartObjectConverter();
            }
        }
    }
}
