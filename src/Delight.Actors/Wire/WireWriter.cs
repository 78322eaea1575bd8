using System.Buffers.Binary;
using System.Buffers;
using System.Runtime.InteropServices;
using System.Text;
using Delight.Actors.Messages;
using Delight.Learning.Parameters;

namespace Delight.Actors.Wire;

/// <summary>Writes fields one after another, little-endian, without padding.</summary>
/// <remarks>An array is its number of elements, 4 bytes, and then the elements; a text is its UTF-8 as such an array;
/// an absent value is the byte 0, a present one the byte 1 before it.</remarks>
internal sealed class WireWriter
{
    private readonly ArrayBufferWriter<byte> _buffer = new();

    public byte[] ToArray() => _buffer.WrittenSpan.ToArray();

    public void Add(byte value)
    {
        _buffer.GetSpan(1)[0] = value;
        _buffer.Advance(1);
    }

    public void Add(bool value) => Add(value ? (byte)1 : (byte)0);

    public void Add(int value)
    {
        BinaryPrimitives.WriteInt32LittleEndian(_buffer.GetSpan(sizeof(int)), value);
        _buffer.Advance(sizeof(int));
    }

    public void Add(long value)
    {
        BinaryPrimitives.WriteInt64LittleEndian(_buffer.GetSpan(sizeof(long)), value);
        _buffer.Advance(sizeof(long));
    }

    public void Add(double value) => Add(BitConverter.DoubleToInt64Bits(value));

    public void Add(string text) => Add(Encoding.UTF8.GetBytes(text).AsSpan());

    public void Add(PolicyVersion version)
    {
        Add(version.Term);
        Add(version.Step);
    }

    public void Add(RequestId request)
    {
        Add(request.Term);
        Add(request.Index);
    }

    public void Add(long? value)
    {
        Add(value.HasValue);
        if (value is { } present)
        {
            Add(present);
        }
    }

    public void Add(double? value) => Add(value is { } present ? BitConverter.DoubleToInt64Bits(present) : (long?)null);

    public void Add(ReadOnlySpan<byte> values)
    {
        Add(values.Length);
        _buffer.Write(values);
    }

    public void Add(ReadOnlySpan<bool> values) => Add(MemoryMarshal.AsBytes(values));

    public void Add(ReadOnlySpan<int> values)
    {
        Add(values.Length);
        Span<byte> place = Reserve(values.Length, sizeof(int));
        for (int i = 0; i < values.Length; i++)
        {
            BinaryPrimitives.WriteInt32LittleEndian(place[(i * sizeof(int))..], values[i]);
        }
    }

    public void Add(ReadOnlySpan<long> values)
    {
        Add(values.Length);
        Span<byte> place = Reserve(values.Length, sizeof(long));
        for (int i = 0; i < values.Length; i++)
        {
            BinaryPrimitives.WriteInt64LittleEndian(place[(i * sizeof(long))..], values[i]);
        }
    }

    public void Add(ReadOnlySpan<float> values) => Add(MemoryMarshal.Cast<float, int>(values));

    public void Add(ReadOnlySpan<double> values) => Add(MemoryMarshal.Cast<double, long>(values));

    private Span<byte> Reserve(int elements, int elementBytes)
    {
        int bytes = checked(elements * elementBytes);
        Span<byte> place = _buffer.GetSpan(bytes)[..bytes];
        _buffer.Advance(bytes);
        return place;
    }
}
