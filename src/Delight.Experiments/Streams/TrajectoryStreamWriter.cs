using System.Buffers.Binary;

namespace Delight.Experiments.Streams;

/// <summary>Writes the records of <c>stream.bin</c>, through a buffer.</summary>
/// <remarks>A process that is killed loses what is in the buffer, at most <see cref="BufferBytes"/> bytes and the
/// record at hand. Not thread-safe.</remarks>
internal sealed class TrajectoryStreamWriter : IDisposable
{
    /// <summary>Bytes that wait for the operating system at most.</summary>
    public const int BufferBytes = 1 << 16;

    private readonly FileStream _file;
    private readonly byte[] _frame = new byte[StreamFormat.PrefixBytes];

    /// <summary>Begins a file with its header.</summary>
    /// <param name="path">A new file.</param>
    /// <param name="header">What is recorded.</param>
    /// <exception cref="IOException">It exists or cannot be written.</exception>
    public TrajectoryStreamWriter(string path, StreamHeader header)
    {
        _file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.Read, BufferBytes);
        StreamFormat.Signature.CopyTo(_frame);
        BinaryPrimitives.WriteInt32LittleEndian(_frame.AsSpan(StreamFormat.Signature.Length), StreamFormat.Version);
        _file.Write(_frame);
        header.Write(Body);
        Write(StreamRecordKind.Header);
        _file.Flush();
    }

    /// <summary>The body of the next record; cleared with each record that is written.</summary>
    public StreamBodyWriter Body { get; } = new();

    /// <summary>Bytes written so far.</summary>
    public long Bytes => _file.Position;

    /// <summary>Writes a record with the body as it is.</summary>
    /// <exception cref="IOException">The disk is full or gone.</exception>
    public void Write(StreamRecordKind kind)
    {
        ReadOnlySpan<byte> body = Body.Bytes;
        Span<byte> frame = _frame.AsSpan(0, StreamFormat.HeadBytes);
        frame[0] = (byte)kind;
        BinaryPrimitives.WriteInt32LittleEndian(frame[1..], body.Length);
        _file.Write(frame);
        _file.Write(body);
        BinaryPrimitives.WriteUInt32LittleEndian(frame, StreamFormat.Check(kind, body));
        _file.Write(frame[..StreamFormat.CheckBytes]);
        Body.Clear();
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();
}
