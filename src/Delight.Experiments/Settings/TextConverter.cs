using System.Text.Json;
using System.Text.Json.Serialization;

namespace Delight.Experiments.Settings;

/// <summary>Values that files write as one text.</summary>
/// <param name="write">Makes the text.</param>
/// <param name="read">Reads it.</param>
internal sealed class TextConverter<T>(Func<T, string> write, Func<string, T> read) : JsonConverter<T>
{
    /// <inheritdoc/>
    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        read(reader.GetString()!);

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) =>
        writer.WriteStringValue(write(value));
}
