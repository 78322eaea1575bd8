using System.Buffers.Binary;
using System.Text;
using Delight.Learning.Parameters;

namespace Delight.Experiments.Streams;

/// <summary>Takes the body of a record apart, in the order in which <see cref="StreamBodyWriter"/> put it
/// together.</summary>
/// <remarks>A body that is too short, too long or out of range is a <see cref="FormatException"/>.</remarks>
internal ref struct StreamBodyReader(ReadOnlySpan<byte> body)
{
    private ReadOnlySpan<byte> _rest = body;

    /// <summary>One byte.</summary>
    public byte Byte() => Take(1, sizeof(byte))[0];

    /// <summary>Four bytes.</summary>
    public int Int() => BinaryPrimitives.ReadInt32LittleEndian(Take(1, sizeof(int)));

    /// <summary>Eight bytes.</summary>
    public long Long() => BinaryPrimitives.ReadInt64LittleEndian(Take(1, sizeof(long)));

    /// <summary>Eight bytes.</summary>
    public double Double() => BinaryPrimitives.ReadDoubleLittleEndian(Take(1, sizeof(double)));

    /// <summary>A number of things: four bytes, at least 1.</summary>
    public int Count() => Int() is >= 1 and var count ? count : throw new FormatException("it counts fewer than one");

    /// <summary>A size that may be nothing: four bytes, at least 0.</summary>
    public int Size() => Int() is >= 0 and var size ? size : throw new FormatException("it has a size below 0");

    /// <summary>Term, then step.</summary>
    public PolicyVersion Version() => new(Int(), Long());

    /// <summary>A text with its length.</summary>
    public string Text() => Encoding.UTF8.GetString(Take(Int(), sizeof(byte)));

    /// <summary>Bytes.</summary>
    public byte[] Bytes(long count) => Take(count, sizeof(byte)).ToArray();

    /// <summary>Numbers of four bytes.</summary>
    public int[] Ints(long count)
    {
        ReadOnlySpan<byte> bytes = Take(count, sizeof(int));
        int[] values = new int[count];
        for (int i = 0; i < count; i++)
        {
            values[i] = BinaryPrimitives.ReadInt32LittleEndian(bytes[(i * sizeof(int))..]);
        }

        return values;
    }

    /// <summary>Numbers of four bytes.</summary>
    public float[] Floats(long count)
    {
        ReadOnlySpan<byte> bytes = Take(count, sizeof(float));
        float[] values = new float[count];
        for (int i = 0; i < count; i++)
        {
            values[i] = BinaryPrimitives.ReadSingleLittleEndian(bytes[(i * sizeof(float))..]);
        }

        return values;
    }

    /// <summary>Numbers of eight bytes.</summary>
    public double[] Doubles(long count)
    {
        ReadOnlySpan<byte> bytes = Take(count, sizeof(double));
        double[] values = new double[count];
        for (int i = 0; i < count; i++)
        {
            values[i] = BinaryPrimitives.ReadDoubleLittleEndian(bytes[(i * sizeof(double))..]);
        }

        return values;
    }

    /// <summary>Numbers of eight bytes.</summary>
    public long[] Longs(long count)
    {
        ReadOnlySpan<byte> bytes = Take(count, sizeof(long));
        long[] values = new long[count];
        for (int i = 0; i < count; i++)
        {
            values[i] = BinaryPrimitives.ReadInt64LittleEndian(bytes[(i * sizeof(long))..]);
        }

        return values;
    }

    /// <summary>Nothing is left.</summary>
    public readonly void RequireEnd()
    {
        if (_rest.Length > 0)
        {
            throw new FormatException($"it has {_rest.Length} bytes too many");
        }
    }

    private ReadOnlySpan<byte> Take(long count, int size)
    {
        if (count < 0 || count > _rest.Length / size)
        {
            throw new FormatException($"it ends where {count} more of {size} bytes should be");
        }

        ReadOnlySpan<byte> taken = _rest[..(int)(count * size)];
        _rest = _rest[taken.Length..];
        return taken;
    }
}
