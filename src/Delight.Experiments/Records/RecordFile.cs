using Delight.Experiments.Files;

namespace Delight.Experiments.Records;

/// <summary>A file of lines that grows while a run goes on.</summary>
/// <remarks>The file of a repeated run does not change until the run has come to the end of what was recorded: each of
/// its lines must be the next one that stands there.</remarks>
internal sealed class RecordFile : IDisposable
{
    private readonly string _path;
    private readonly RecordedLines? _recorded;
    private LineFile? _writer;

    /// <summary>Goes on at the end of a file, or begins it.</summary>
    /// <exception cref="UnwritableFileException">It cannot be written.</exception>
    public RecordFile(string path)
    {
        _path = path;
        _writer = new LineFile(path);
    }

    /// <summary>Goes on behind recorded lines, once they have come again.</summary>
    public RecordFile(RecordedLines recorded) => (_path, _recorded) = (recorded.Path, recorded);

    /// <summary>True where recorded lines have still to come again.</summary>
    public bool IsRepeating => _recorded is { AreLeft: true };

    /// <summary>Writes a line, or finds it in the record.</summary>
    /// <param name="line">Without its end.</param>
    /// <exception cref="RecordDivergedException">The record has another line.</exception>
    /// <exception cref="UnwritableFileException">It cannot be written.</exception>
    public void Write(string line)
    {
        if (_recorded is { AreLeft: true } && _recorded.Take(line))
        {
            return;
        }

        _writer ??= Open();
        _writer.Add(line);
    }

    /// <summary>Asks for a record that has no more lines than the run.</summary>
    /// <exception cref="RecordDivergedException">It has more.</exception>
    public void End()
    {
        if (_recorded is { AreLeft: true })
        {
            _recorded.End();
            _writer = Open();
        }
    }

    /// <summary>Hands everything to the operating system.</summary>
    /// <exception cref="UnwritableFileException">It cannot be written.</exception>
    public void Flush() => _writer?.Flush();

    /// <inheritdoc/>
    public void Dispose() => _writer?.Dispose();

    private LineFile Open()
    {
        int line = 0;
        RecordLines.Keep(_path, _ => line++ < _recorded!.Kept);
        return new LineFile(_path);
    }
}
