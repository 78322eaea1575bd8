using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Delight.Experiments.Scenarios;

/// <summary>Writes JSON the way that all files of this folder have it: two spaces, LF, no needless escapes.</summary>
internal static class JsonText
{
    private static readonly JsonWriterOptions Options = new()
    {
        Indented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static string Write(Action<Utf8JsonWriter> write)
    {
        using MemoryStream stream = new();
        using (Utf8JsonWriter writer = new(stream, Options))
        {
            write(writer);
        }

        return Encoding.UTF8.GetString(stream.ToArray()) + "\n";
    }

    /// <summary>Writes a value of a setting in its JSON type; null where it is not set.</summary>
    public static void WriteValue(Utf8JsonWriter writer, SettingDefinition setting, string? text)
    {
        bool isRaw = setting.Kind
            is SettingKind.Number or SettingKind.Integer or SettingKind.Flag or SettingKind.IntegerList;
        if (text is null)
        {
            writer.WriteNullValue();
        }
        else if (isRaw && text is not ("infinity" or "-infinity"))
        {
            writer.WriteRawValue(text);
        }
        else
        {
            writer.WriteStringValue(text);
        }
    }
}
