using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;
using Delight.Actors.Messages;
using Delight.Learning.Parameters;

namespace Delight.Actors.Wire;

/// <summary>Reads what <see cref="WireWriter"/> wrote, and believes none of it: every length is checked against its
/// limit and against what is left before anything is allocated.</summary>
/// <param name="payload">Of one message.</param>
internal ref struct WireReader(ReadOnlySpan<byte> payload)
{
    private static readonly UTF8Encoding StrictText = new(
        encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly int _length = payload.Length;
    private ReadOnlySpan<byte> _left = payload;

    /// <summary>Requires that nothing is left.</summary>
    /// <exception cref="WireFormatException">Bytes are left.</exception>
    public readonly void End()
    {
        if (_left.Length > 0)
        {
            throw new WireFormatException($"{_left.Length} of {_length} bytes are left behind the last field.");
        }
    }

    public byte Byte() => Take(1)[0];

    public bool Flag() => Byte() switch
    {
        0 => false,
        1 => true,
        byte other => throw new WireFormatException($"a flag is {other} {Place()}; it must be 0 or 1."),
    };

    public int Int32() => BinaryPrimitives.ReadInt32LittleEndian(Take(sizeof(int)));

    public long Int64() => BinaryPrimitives.ReadInt64LittleEndian(Take(sizeof(long)));

    public double Double() => BitConverter.Int64BitsToDouble(Int64());

    public long? OptionalInt64() => Flag() ? Int64() : null;

    public double? OptionalDouble() => Flag() ? Double() : null;

    public PolicyVersion Version() => new(Int32(), Int64());

    public RequestId Request() => new(Int32(), Int64());

    /// <summary>A number that counts something: at least the given one.</summary>
    public int Count(int min = 0)
    {
        int count = Int32();
        return count >= min ? count
            : throw new WireFormatException($"a count is {count} {Place()}; it must be at least {min}.");
    }

    public string Text()
    {
        ReadOnlySpan<byte> bytes = Take(Length(WireLimits.TextBytesMax, sizeof(byte)));
        try
        {
            return StrictText.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            throw new WireFormatException($"a text of {bytes.Length} bytes {Place()} is not UTF-8.");
        }
    }

    public byte[] Bytes() => Take(Length(WireLimits.BytesMax, sizeof(byte))).ToArray();

    public bool[] Flags()
    {
        bool[] flags = new bool[Length(WireLimits.BytesMax, sizeof(byte))];
        for (int i = 0; i < flags.Length; i++)
        {
            flags[i] = Flag();
        }

        return flags;
    }

    public int[] Int32s() => Int32s(WireLimits.ElementsMax);

    public float[] Floats(int elementsMax = WireLimits.ElementsMax)
    {
        float[] values = new float[Length(elementsMax, sizeof(float))];
        Fill(MemoryMarshal.Cast<float, int>(values.AsSpan()));
        return values;
    }

    public long[] Int64s()
    {
        long[] values = new long[Length(WireLimits.ElementsMax, sizeof(long))];
        Fill(values);
        return values;
    }

    public double[] Doubles()
    {
        double[] values = new double[Length(WireLimits.ElementsMax, sizeof(double))];
        Fill(MemoryMarshal.Cast<double, long>(values.AsSpan()));
        return values;
    }

    /// <summary>Requires an array to be as long as others say.</summary>
    public static T[] Require<T>(string name, T[] values, long length) => values.Length == length ? values
        : throw new WireFormatException($"{name} has {values.Length} elements; the message promises {length}.");

    private int[] Int32s(int elementsMax)
    {
        int[] values = new int[Length(elementsMax, sizeof(int))];
        Fill(values);
        return values;
    }

    private void Fill(Span<int> values)
    {
        ReadOnlySpan<byte> bytes = Take(values.Length * sizeof(int));
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = BinaryPrimitives.ReadInt32LittleEndian(bytes[(i * sizeof(int))..]);
        }
    }

    private void Fill(Span<long> values)
    {
        ReadOnlySpan<byte> bytes = Take(values.Length * sizeof(long));
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = BinaryPrimitives.ReadInt64LittleEndian(bytes[(i * sizeof(long))..]);
        }
    }

    private int Length(int elementsMax, int elementBytes)
    {
        int length = Int32();
        if (length < 0 || length > elementsMax || (long)length * elementBytes > _left.Length)
        {
            throw new WireFormatException(
                $"an array of {length} elements of {elementBytes} bytes {Place()}; {_left.Length} bytes are left, and "
                + $"it may have {elementsMax} elements.");
        }

        return length;
    }

    private ReadOnlySpan<byte> Take(int bytes)
    {
        if (bytes > _left.Length)
        {
            throw new WireFormatException($"the payload ends {Place()}, {bytes - _left.Length} bytes too early.");
        }

        ReadOnlySpan<byte> taken = _left[..bytes];
        _left = _left[bytes..];
        return taken;
    }

    private readonly string Place() => $"at byte {_length - _left.Length} of {_length}";
}
