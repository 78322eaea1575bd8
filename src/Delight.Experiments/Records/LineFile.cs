using System.Text;
using Delight.Experiments.Files;

namespace Delight.Experiments.Records;

/// <summary>A file that grows by lines. What cannot be written stays in memory, and the file ends with a whole
/// line.</summary>
/// <remarks>Not thread-safe.</remarks>
internal sealed class LineFile : IDisposable
{
    private readonly string _path;
    private readonly FileStream _file;
    private readonly MemoryStream _waiting = new();
    private long _length;

    /// <summary>Opens a file at its end, or begins it.</summary>
    /// <exception cref="UnwritableFileException">It cannot be opened.</exception>
    public LineFile(string path)
    {
        _path = path;
        try
        {
            _file = new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.Read | FileShare.Delete, 0);
            _length = _file.Position;
        }
        catch (Exception failure) when (UnwritableFileException.IsKind(failure))
        {
            throw UnwritableFileException.Of(path, failure);
        }
    }

    /// <summary>Adds a line, in memory.</summary>
    /// <param name="line">Without its end.</param>
    public void Add(string line)
    {
        _waiting.Write(Encoding.UTF8.GetBytes(line));
        _waiting.WriteByte((byte)'\n');
    }

    /// <summary>Hands the lines to the operating system.</summary>
    /// <exception cref="UnwritableFileException">They cannot be written, or the file was removed: writing to a file
    /// without a name would succeed and be lost.</exception>
    public void Flush()
    {
        if (!File.Exists(_path))
        {
            throw UnwritableFileException.Missing(_path);
        }

        try
        {
            _file.Write(_waiting.GetBuffer().AsSpan(0, (int)_waiting.Length));
        }
        catch (Exception failure) when (UnwritableFileException.IsKind(failure))
        {
            CutBack();
            throw UnwritableFileException.Of(_path, failure);
        }

        _length = _file.Position;
        _waiting.SetLength(0);
    }

    /// <summary>Leaves whole lines. Where that fails too, a reader passes over a last line without an end.</summary>
    private void CutBack()
    {
        try
        {
            _file.SetLength(_length);
        }
        catch (Exception failure) when (UnwritableFileException.IsKind(failure))
        {
            return;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();
}
