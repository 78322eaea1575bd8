using Delight.Experiments.Files;

namespace Delight.Experiments.Records;

/// <summary>A file of lines that grows while a run goes on.</summary>
/// <remarks>The file of a repeated run does not change until the run has come to the end of what was recorded: each of
/// its lines must be the next one that stands there.</remarks>
internal sealed class RecordFile : IDisposable
{
    private readonly RecordedLines? _recorded;
    private readonly List<string> _waiting = [];
    private LineFile? _writer;

    /// <summary>Goes on at the end of a file, or begins it.</summary>
    /// <exception cref="UnwritableFileException">It cannot be written.</exception>
    public RecordFile(string path) => _writer = new LineFile(path);

    /// <summary>Goes on behind recorded lines, once they have come again and <see cref="Begin"/> is called.</summary>
    public RecordFile(RecordedLines recorded) => _recorded = recorded;

    /// <summary>True where recorded lines have still to come again.</summary>
    public bool IsRepeating => _recorded is { AreLeft: true };

    /// <summary>Writes a line, or finds it in the record. Before <see cref="Begin"/> a new line waits.</summary>
    /// <param name="line">Without its end.</param>
    /// <exception cref="RecordDivergedException">The record has another line.</exception>
    public void Write(string line)
    {
        if (_recorded is { AreLeft: true } && _recorded.Take(line))
        {
            return;
        }

        if (_writer is null)
        {
            _waiting.Add(line);
        }
        else
        {
            _writer.Add(line);
        }
    }

    /// <summary>Asks for a record that has no more lines than the run.</summary>
    /// <exception cref="RecordDivergedException">It has more.</exception>
    public void End() => _recorded?.End();

    /// <summary>The run has come to the end of all files of its record: from here on this one grows.</summary>
    /// <param name="first">The line behind those that were there; null: none.</param>
    /// <exception cref="UnwritableFileException">It cannot be written.</exception>
    public void Begin(string? first = null)
    {
        int line = 0;
        RecordLines.Keep(_recorded!.Path, _ => line++ < _recorded.Kept);
        _writer = new LineFile(_recorded.Path);
        foreach (string added in first is null ? _waiting : _waiting.Prepend(first))
        {
            _writer.Add(added);
        }

        _waiting.Clear();
    }

    /// <summary>Hands everything to the operating system.</summary>
    /// <exception cref="UnwritableFileException">It cannot be written.</exception>
    public void Flush() => _writer?.Flush();

    /// <inheritdoc/>
    public void Dispose() => _writer?.Dispose();
}
