using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Delight.Experiments.Records;

/// <summary>How records are written as JSON: camelCase, shortest decimals that read back to the same bits, times in
/// seconds.</summary>
public static class RecordJson
{
    /// <summary>One object on one line.</summary>
    public static JsonSerializerOptions Line { get; } = Create(isIndented: false);

    /// <summary>For people: one member a line.</summary>
    public static JsonSerializerOptions Document { get; } = Create(isIndented: true);

    private static JsonSerializerOptions Create(bool isIndented)
    {
        JsonSerializerOptions options = new()
        {
            PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
            WriteIndented = isIndented,
            NewLine = "\n",
            RespectRequiredConstructorParameters = true,
            RespectNullableAnnotations = true,
            // The files are read by people and never pasted into a web page unescaped, so ü and > stay as they are.
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            Converters =
            {
                new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false),
                new FiniteConverter(),
                new SecondsConverter(),
                new StalenessCountsConverter(),
            },
            // Named, since programs that are one file have the default resolver switched off.
            TypeInfoResolver = new DefaultJsonTypeInfoResolver(),
        };
        options.MakeReadOnly();
        return options;
    }

    /// <summary>JSON has no NaN and no infinity: they are written as null, and null reads back as NaN.</summary>
    private sealed class FiniteConverter : JsonConverter<double>
    {
        public override bool HandleNull => true;

        public override double Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.TokenType == JsonTokenType.Null ? double.NaN : reader.GetDouble();

        public override void Write(Utf8JsonWriter writer, double value, JsonSerializerOptions options)
        {
            if (double.IsFinite(value))
            {
                writer.WriteNumberValue(value);
            }
            else
            {
                writer.WriteNullValue();
            }
        }
    }

    /// <summary>Ticks of 100 ns over ten million: the nearest double, which reads back to the same tick.</summary>
    private sealed class SecondsConverter : JsonConverter<TimeSpan>
    {
        public override TimeSpan Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            TimeSpan.FromTicks(checked((long)Math.Round(reader.GetDouble() * TimeSpan.TicksPerSecond)));

        public override void Write(Utf8JsonWriter writer, TimeSpan value, JsonSerializerOptions options) =>
            writer.WriteNumberValue(value.Ticks / (double)TimeSpan.TicksPerSecond);
    }

    /// <summary>Pairs [staleness, rows] on one line, also in an indented document.</summary>
    private sealed class StalenessCountsConverter : JsonConverter<IReadOnlyList<StalenessCount>>
    {
        public override IReadOnlyList<StalenessCount> Read(
            ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            long[][] pairs = JsonSerializer.Deserialize<long[][]>(ref reader, options) ?? [];
            return [.. pairs.Select(pair => pair is [>= 0, > 0]
                ? new StalenessCount(pair[0], pair[1])
                : throw new JsonException("a staleness count is not a pair [staleness, rows]"))];
        }

        public override void Write(
            Utf8JsonWriter writer, IReadOnlyList<StalenessCount> value, JsonSerializerOptions options) =>
            writer.WriteRawValue(JsonSerializer.Serialize(
                value.Select(count => new[] { count.Staleness, count.Rows }), Line));
    }
}
