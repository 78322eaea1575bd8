using System.Globalization;
using System.Text.Json.Nodes;

namespace Delight.Experiments.Records;

/// <summary>The lines that a file of the record holds, to be taken one after the other.</summary>
/// <remarks>Not thread-safe.</remarks>
internal sealed class RecordedLines
{
    private readonly List<string> _lines;
    private readonly Predicate<string> _isOfTheRun;
    private readonly Predicate<string> _mayDiffer;
    private int _at;

    /// <summary>Reads them; a last line without an end is what an interruption leaves, and is left out.</summary>
    /// <param name="path">The file; a missing one has no lines.</param>
    /// <param name="isOfTheRun">False for lines that only a resumption wrote.</param>
    /// <param name="mayDiffer">True for lines that the run need not come to again.</param>
    /// <exception cref="IOException">It cannot be read.</exception>
    public RecordedLines(string path, Predicate<string> isOfTheRun, Predicate<string> mayDiffer)
    {
        (Path, _isOfTheRun, _mayDiffer) = (path, isOfTheRun, mayDiffer);
        _lines = File.Exists(path) ? [.. File.ReadAllText(path).Split('\n')[..^1]] : [];
        SkipOthers();
    }

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>True where the run has not come to the last one.</summary>
    public bool AreLeft => _at < _lines.Count;

    /// <summary>How many lines from the first on stand in the record by right.</summary>
    public int Kept => _at;

    /// <summary>Takes the next line.</summary>
    /// <param name="line">What the run comes to.</param>
    /// <returns>False where the rest of the record is of another end of the run; nothing is left then.</returns>
    /// <exception cref="RecordDivergedException">It is another line.</exception>
    public bool Take(string line)
    {
        string recorded = _lines[_at];
        if (line == recorded)
        {
            _at++;
            SkipOthers();
            return true;
        }

        if (!_mayDiffer(recorded))
        {
            throw new RecordDivergedException(string.Create(
                CultureInfo.InvariantCulture, $"{Path}:{_at + 1}: {Difference(recorded, line)}"));
        }

        Cut();
        return false;
    }

    /// <summary>The run has ended.</summary>
    /// <exception cref="RecordDivergedException">It did not come to lines that it must come to.</exception>
    public void End()
    {
        if (AreLeft && !_mayDiffer(_lines[_at]))
        {
            throw new RecordDivergedException(string.Create(
                CultureInfo.InvariantCulture,
                $"{Path}:{_at + 1}: the record goes on here, and the run has ended"));
        }

        Cut();
    }

    private static string Difference(string recorded, string line)
    {
        JsonObject then = JsonNode.Parse(recorded)!.AsObject(), now = JsonNode.Parse(line)!.AsObject();
        string? key = then.Select(member => member.Key).Concat(now.Select(member => member.Key)).FirstOrDefault(
            name => !JsonNode.DeepEquals(then[name], now[name]) || then.ContainsKey(name) != now.ContainsKey(name));
        return key is null
            ? "the line has been written otherwise than a run writes it, which is no change of values"
            : $"{key} is {Text(then[key])} there and {Text(now[key])} now";
    }

    private static string Text(JsonNode? value) => value?.ToJsonString() ?? "not there";

    private void SkipOthers()
    {
        while (AreLeft && !_isOfTheRun(_lines[_at]))
        {
            _at++;
        }
    }

    private void Cut() => _lines.RemoveRange(_at, _lines.Count - _at);
}
