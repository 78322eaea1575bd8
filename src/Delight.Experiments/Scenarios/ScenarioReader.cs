using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using Delight.Experiments.Text;

namespace Delight.Experiments.Scenarios;

/// <summary>Reads JSON with comments and trailing commas into <see cref="ScenarioNode"/>s; never throws on what it
/// reads.</summary>
/// <param name="rootPath">Key path of the value that is read; empty for a whole file.</param>
/// <param name="sourceOf">Where a line (from 1) of the text is.</param>
/// <param name="problems">Added to.</param>
internal sealed class ScenarioReader(
    string rootPath, Func<int, ValueSource> sourceOf, ICollection<ScenarioProblem> problems)
{
    private const string Empty = "it is empty; a scenario is one JSON object with at least task, policy and workers.";

    private static readonly JsonReaderOptions Options = new()
    {
        CommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
        MaxDepth = 32,
    };

    private int _line = 1;
    private int _lineOffset;

    /// <summary>Reads one JSON value.</summary>
    /// <param name="json">UTF-8, with or without byte order mark.</param>
    /// <returns>The value, or null where a problem was added that leaves nothing to look at.</returns>
    public ScenarioNode? Read(ReadOnlySpan<byte> json)
    {
        json = json.StartsWith(Encoding.UTF8.Preamble) ? json[Encoding.UTF8.Preamble.Length..] : json;
        if (json.Trim(" \t\r\n"u8).IsEmpty)
        {
            Add(0, rootPath, Empty);
            return null;
        }

        if (!Utf8.IsValid(json))
        {
            Utf8.ToUtf16(json, new char[json.Length], out int valid, out _, replaceInvalidSequences: false);
            Add(LineAt(json, valid), rootPath, "not UTF-8 text. Save the file as UTF-8.");
            return null;
        }

        Utf8JsonReader reader = new(json, Options);
        try
        {
            reader.Read();
            ScenarioNode node = ReadValue(ref reader, json, rootPath);
            reader.Read();
            return node;
        }
        catch (JsonException) when (reader.TokenType == JsonTokenType.None && reader.BytesConsumed == json.Length)
        {
            // Nothing but comments.
            Add(0, rootPath, Empty);
            return null;
        }
        catch (JsonException exception)
        {
            // The reader's own text ends with a position counted from 0, which the line and column here replace.
            int end = exception.Message.IndexOf(" LineNumber:", StringComparison.Ordinal);
            string reason = Shown.Escaped(end < 0 ? exception.Message : exception.Message[..end]);
            long column = (exception.BytePositionInLine ?? 0) + 1;
            Add((int)(exception.LineNumber ?? 0) + 1, rootPath, $"not valid JSON at column {column}: {reason}");
            return null;
        }
    }

    private ScenarioNode ReadValue(ref Utf8JsonReader reader, ReadOnlySpan<byte> json, string path)
    {
        ValueSource source = sourceOf(LineAt(json, (int)reader.TokenStartIndex));
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject:
                return ReadObject(ref reader, json, path, source);
            case JsonTokenType.StartArray:
                ScenarioNode list = new() { Kind = ScenarioNodeKind.List, Path = path, Source = source };
                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                {
                    list.Elements.Add(ReadValue(ref reader, json, $"{path}[{list.Elements.Count}]"));
                }

                return list;
            case JsonTokenType.String:
                return Scalar(ScenarioNodeKind.Text, path, TextOf(ref reader, path, source), source);
            case JsonTokenType.Number:
                return Scalar(ScenarioNodeKind.Number, path, Encoding.UTF8.GetString(reader.ValueSpan), source);
            case JsonTokenType.True or JsonTokenType.False:
                string flag = reader.TokenType == JsonTokenType.True ? "true" : "false";
                return Scalar(ScenarioNodeKind.Flag, path, flag, source);
            default:
                return Scalar(ScenarioNodeKind.Null, path, "null", source);
        }
    }

    private ScenarioNode ReadObject(
        ref Utf8JsonReader reader, ReadOnlySpan<byte> json, string path, ValueSource source)
    {
        ScenarioNode node = new() { Kind = ScenarioNodeKind.Object, Path = path, Source = source };
        Dictionary<string, ValueSource> seen = new(StringComparer.Ordinal);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            ValueSource keySource = sourceOf(LineAt(json, (int)reader.TokenStartIndex));
            string key = TextOf(ref reader, path, keySource);
            string keyPath = ScenarioNode.PathOf(path, key);
            reader.Read();
            ScenarioNode value = ReadValue(ref reader, json, keyPath);
            if (seen.TryAdd(key, keySource))
            {
                node.Members.Add(new(key, value));
            }
            else
            {
                problems.Add(new(
                    keySource, keyPath, $"{Shown.OneLine(keyPath)} is set twice, first at {seen[key]}; keep one."));
            }
        }

        return node;
    }

    private string TextOf(ref Utf8JsonReader reader, string path, ValueSource source)
    {
        try
        {
            return reader.GetString() ?? string.Empty;
        }
        catch (InvalidOperationException)
        {
            // An escape such as \ud800 is valid JSON but half of a character.
            problems.Add(new(source, path, $"{Shown.OneLine(path)} has an escape that is half of a character; "
                + "write both halves, as in \"\\ud83d\\ude00\"."));
            return string.Empty;
        }
    }

    /// <summary>The line of a byte; offsets are asked for in ascending order, so each byte is looked at once.</summary>
    private int LineAt(ReadOnlySpan<byte> json, int offset)
    {
        if (offset > _lineOffset)
        {
            _line += json[_lineOffset..offset].Count((byte)'\n');
            _lineOffset = offset;
        }

        return _line;
    }

    private void Add(int line, string path, string message) =>
        problems.Add(new(sourceOf(line), path, path.Length == 0 ? message : $"{path}: {message}"));

    private static ScenarioNode Scalar(ScenarioNodeKind kind, string path, string text, ValueSource source) =>
        new() { Kind = kind, Path = path, Text = text, Source = source };
}
