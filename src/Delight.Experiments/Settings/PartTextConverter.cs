using System.Text.Json;
using System.Text.Json.Serialization;
using Delight.Learning.Catalogue;

namespace Delight.Experiments.Settings;

/// <summary>Parts that files write as one text: <c>"kondo(share=0.1)"</c>.</summary>
internal sealed class PartTextConverter : JsonConverter<PartReference>
{
    /// <inheritdoc/>
    public override PartReference Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        PartText.Of(reader.GetString()!);

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, PartReference value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.ToString());
}
