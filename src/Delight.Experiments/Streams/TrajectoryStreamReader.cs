using System.Buffers.Binary;
using System.Globalization;
using Delight.Experiments.Text;

namespace Delight.Experiments.Streams;

/// <summary>Reads the records of <c>stream.bin</c> one after the other.</summary>
/// <remarks>
/// What is no stream, of another format or damaged is a <see cref="UserErrorException"/> of one line. A file that ends
/// within a record is what a killed run leaves: it reads as if it ended before that record. Holds one record in memory.
/// Not thread-safe.
/// </remarks>
public sealed class TrajectoryStreamReader : IDisposable
{
    private readonly FileStream _file;
    private readonly byte[] _head = new byte[StreamFormat.PrefixBytes];
    private byte[] _body = new byte[1 << 16];
    private int _bodyBytes;

    private TrajectoryStreamReader(string path, FileStream file) => (Path, _file) = (path, file);

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>What was recorded.</summary>
    public StreamHeader Header { get; private set; } = null!;

    /// <summary>The record at hand; nothing once <see cref="TryRead"/> was false.</summary>
    internal StreamRecordKind Kind { get; private set; }

    /// <summary>Its body.</summary>
    internal StreamBodyReader Body => new(_body.AsSpan(0, _bodyBytes));

    /// <summary>Where the record at hand begins.</summary>
    public long Offset { get; private set; }

    /// <summary>Bytes of a record that is not whole, at the end of the file.</summary>
    public long BytesCut { get; private set; }

    /// <summary>Opens a stream and reads its header.</summary>
    /// <exception cref="UserErrorException">It cannot be read, or is no stream that this build reads.</exception>
    public static TrajectoryStreamReader Open(string path)
    {
        FileStream? file = null;
        try
        {
            file = new FileStream(
                path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 1 << 16);
            TrajectoryStreamReader reader = new(path, file);
            reader.ReadHeader();
            return reader;
        }
        catch (Exception failure)
        {
            file?.Dispose();
            throw failure is IOException or UnauthorizedAccessException
                ? new UserErrorException($"{path} cannot be read ({failure.Message.TrimEnd('.')}).")
                : failure;
        }
    }

    /// <summary>Goes on to the next record; false where no whole one is left.</summary>
    /// <exception cref="UserErrorException">It is damaged.</exception>
    public bool TryRead()
    {
        Offset = _file.Position;
        long left = _file.Length - Offset;
        Span<byte> head = _head.AsSpan(0, StreamFormat.HeadBytes);
        if (left < head.Length)
        {
            return End(left);
        }

        _file.ReadExactly(head);
        Kind = (StreamRecordKind)head[0];
        uint length = BinaryPrimitives.ReadUInt32LittleEndian(head[1..]);
        if (!Enum.IsDefined(Kind))
        {
            throw Damaged($"it has kind {head[0]}, which format {StreamFormat.Version} does not know");
        }

        if (left < StreamFormat.HeadBytes + length + StreamFormat.CheckBytes)
        {
            return End(left);
        }

        _bodyBytes = checked((int)length);
        Array.Resize(ref _body, Math.Max(_body.Length, _bodyBytes));
        _file.ReadExactly(_body.AsSpan(0, _bodyBytes));
        _file.ReadExactly(_head.AsSpan(0, StreamFormat.CheckBytes));
        uint written = BinaryPrimitives.ReadUInt32LittleEndian(_head);
        uint actual = StreamFormat.Check(Kind, _body.AsSpan(0, _bodyBytes));
        return written == actual
            ? true
            : throw Damaged($"its check sum is {actual:x8}, and {written:x8} is written behind it");
    }

    /// <summary>What to throw where the record at hand does not say what it should.</summary>
    /// <param name="what">What is wrong with it, without a full stop.</param>
    public UserErrorException Damaged(string what) => new(string.Create(
        CultureInfo.InvariantCulture,
        $"{Path} is damaged: the record at byte {Offset} cannot be read, {what}. Record the run again."));

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();

    private bool End(long bytesCut)
    {
        (BytesCut, _bodyBytes) = (bytesCut, 0);
        return false;
    }

    private void ReadHeader()
    {
        int length = _file.ReadAtLeast(_head, _head.Length, throwOnEndOfStream: false);
        if (length < _head.Length || !_head.AsSpan().StartsWith(StreamFormat.Signature))
        {
            throw new UserErrorException(
                $"{Path} is no stream: it does not begin like one. Give a stream.bin of simulate --record, or its "
                + "folder.");
        }

        int version = BinaryPrimitives.ReadInt32LittleEndian(_head.AsSpan(StreamFormat.Signature.Length));
        if (version != StreamFormat.Version)
        {
            throw new UserErrorException(string.Create(
                CultureInfo.InvariantCulture,
                $"{Path} has stream format {version}; this build reads format {StreamFormat.Version}. Record the run "
                + $"again, or replay it with the build that recorded it."));
        }

        if (!TryRead() || Kind != StreamRecordKind.Header)
        {
            throw new UserErrorException(
                $"{Path} has no header: it was cut off at its beginning. Record the run again.");
        }

        try
        {
            StreamBodyReader body = Body;
            Header = StreamHeader.Read(ref body);
        }
        catch (FormatException failure)
        {
            throw Damaged(failure.Message);
        }
    }
}
