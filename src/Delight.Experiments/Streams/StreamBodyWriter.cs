using System.Buffers;
using System.Buffers.Binary;
using System.Text;
using Delight.Learning.Parameters;

namespace Delight.Experiments.Streams;

/// <summary>Builds the body of one record after the other: little-endian, without gaps.</summary>
/// <remarks>Not thread-safe. Allocates only while it grows to the largest body.</remarks>
internal sealed class StreamBodyWriter
{
    private readonly ArrayBufferWriter<byte> _buffer = new(1 << 16);

    /// <summary>What was written since <see cref="Clear"/>.</summary>
    public ReadOnlySpan<byte> Bytes => _buffer.WrittenSpan;

    /// <summary>Begins the next body.</summary>
    public void Clear() => _buffer.ResetWrittenCount();

    /// <summary>One byte.</summary>
    public void Write(byte value) => Take(1)[0] = value;

    /// <summary>Four bytes.</summary>
    public void Write(int value) => BinaryPrimitives.WriteInt32LittleEndian(Take(sizeof(int)), value);

    /// <summary>Eight bytes.</summary>
    public void Write(long value) => BinaryPrimitives.WriteInt64LittleEndian(Take(sizeof(long)), value);

    /// <summary>Eight bytes.</summary>
    public void Write(double value) => BinaryPrimitives.WriteDoubleLittleEndian(Take(sizeof(double)), value);

    /// <summary>Term, then step.</summary>
    public void Write(PolicyVersion version)
    {
        Write(version.Term);
        Write(version.Step);
    }

    /// <summary>Length in bytes, then UTF-8.</summary>
    public void Write(string text)
    {
        int bytes = Encoding.UTF8.GetByteCount(text);
        Write(bytes);
        Encoding.UTF8.GetBytes(text, Take(bytes));
    }

    /// <summary>Bytes as they are; the reader knows how many.</summary>
    public void Write(ReadOnlySpan<byte> bytes) => bytes.CopyTo(Take(bytes.Length));

    /// <summary>Four bytes each; the reader knows how many.</summary>
    public void Write(ReadOnlySpan<int> values)
    {
        foreach (int value in values)
        {
            Write(value);
        }
    }

    /// <summary>Four bytes each; the reader knows how many.</summary>
    public void Write(ReadOnlySpan<float> values)
    {
        foreach (float value in values)
        {
            BinaryPrimitives.WriteSingleLittleEndian(Take(sizeof(float)), value);
        }
    }

    /// <summary>Eight bytes each; the reader knows how many.</summary>
    public void Write(ReadOnlySpan<double> values)
    {
        foreach (double value in values)
        {
            Write(value);
        }
    }

    /// <summary>Eight bytes each; the reader knows how many.</summary>
    public void Write(ReadOnlySpan<long> values)
    {
        foreach (long value in values)
        {
            Write(value);
        }
    }

    private Span<byte> Take(int bytes)
    {
        Span<byte> taken = _buffer.GetSpan(bytes)[..bytes];
        _buffer.Advance(bytes);
        return taken;
    }
}
