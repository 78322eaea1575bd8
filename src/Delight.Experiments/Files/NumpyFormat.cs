using System.Buffers.Binary;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.RegularExpressions;

namespace Delight.Experiments.Files;

/// <summary>The <c>.npy</c> format: written as version 1.0 with 32-bit floats in row-major order, little-endian; read
/// as versions 1.0 to 3.0 with floats of 16, 32 or 64 bits, in either order and either endianness.</summary>
/// <remarks>
/// <para>Layout: 0x93, NUMPY, version (2 bytes), header length (2 bytes, from version 2.0 on 4), header, values. The
/// header is a Python dictionary as text, filled with spaces and ended by a line feed so that the values begin at a
/// multiple of 64 bytes.</para>
/// <para>Source: NumPy Enhancement Proposal 1, "A Simple File Format for NumPy Arrays".</para>
/// </remarks>
internal static partial class NumpyFormat
{
    /// <summary>With which every file begins.</summary>
    public const int FirstByte = 0x93;

    private const int Alignment = 64;
    private const int PrefixBytes = 10;
    private const int LongPrefixBytes = 12;
    private const int VersionAt = 6;
    private const int VersionNewest = 3;

    private static ReadOnlySpan<byte> Magic => [FirstByte, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y', 1, 0];

    /// <summary>Everything before the values.</summary>
    /// <param name="shape">Dimensions; empty for a single number.</param>
    public static byte[] Header(IReadOnlyList<int> shape)
    {
        string sizes = string.Join(", ", shape.Select(size => size.ToString(CultureInfo.InvariantCulture)));
        string tuple = shape.Count == 1 ? $"({sizes},)" : $"({sizes})";
        string text = $"{{'descr': '<f4', 'fortran_order': False, 'shape': {tuple}, }}";
        int bytes = (PrefixBytes + text.Length + 1 + Alignment - 1) / Alignment * Alignment;
        byte[] header = new byte[bytes];
        header.AsSpan().Fill((byte)' ');
        Magic.CopyTo(header);
        BinaryPrimitives.WriteUInt16LittleEndian(header.AsSpan(8), checked((ushort)(bytes - PrefixBytes)));
        Encoding.ASCII.GetBytes(text, header.AsSpan(PrefixBytes));
        header[^1] = (byte)'\n';
        return header;
    }

    /// <summary>Writes one array.</summary>
    public static void Write(Stream stream, IReadOnlyList<int> shape, ReadOnlySpan<float> values)
    {
        stream.Write(Header(shape));
        if (BitConverter.IsLittleEndian)
        {
            stream.Write(MemoryMarshal.AsBytes(values));
            return;
        }

        Span<byte> bytes = stackalloc byte[sizeof(float)];
        foreach (float value in values)
        {
            BinaryPrimitives.WriteSingleLittleEndian(bytes, value);
            stream.Write(bytes);
        }
    }

    /// <summary>Reads one array.</summary>
    /// <param name="name">Name of the array, for the result and for messages.</param>
    /// <param name="bytes">The whole entry.</param>
    /// <returns>The values as 32-bit floats in row-major order.</returns>
    /// <exception cref="FormatException">Not this format; the message says what was found and what is
    /// needed.</exception>
    public static NumpyArray Read(string name, ReadOnlySpan<byte> bytes)
    {
        (string header, int bodyAt) = Header(bytes);
        string type = Found(header, DescriptionPattern()).Trim('\'');
        int size = type switch
        {
            "<f4" or ">f4" => sizeof(float),
            "<f8" or ">f8" => sizeof(double),
            "<f2" or ">f2" => 2,
            _ => throw new FormatException(
                $"has descr {type}; floats of 16, 32 and 64 bits are read. Save it as .astype('float32')"),
        };
        string order = Found(header, OrderPattern());
        if (order is not ("True" or "False"))
        {
            throw new FormatException($"has fortran_order {order}; it must be True or False. Save the array again");
        }

        int[] shape = Shape(header);
        long count = shape.Aggregate(1L, (product, length) => checked(product * length));
        ReadOnlySpan<byte> body = bytes[bodyAt..];
        if (body.Length != checked(count * size))
        {
            string sizes = string.Join(", ", shape);
            throw new FormatException(string.Create(CultureInfo.InvariantCulture,
                $"has {body.Length} bytes of values; shape ({sizes}) of {type} needs {count * size}. Copy it again"));
        }

        float[] values = new float[count];
        for (int i = 0; i < values.Length; i++)
        {
            double value = Value(body.Slice(i * size, size), type[0] == '>');
            values[i] = (float)value;
            if (double.IsFinite(value) && !float.IsFinite(values[i]))
            {
                throw new FormatException(string.Create(CultureInfo.InvariantCulture,
                    $"has the value {value}, which is beyond 32-bit floats. Save what a policy can hold"));
            }
        }

        return new NumpyArray(name, shape, order == "True" ? RowMajor(values, shape) : values);
    }

    private static (string Header, int BodyAt) Header(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < LongPrefixBytes || !bytes[..VersionAt].SequenceEqual(Magic[..VersionAt])
            || bytes[VersionAt] is 0 or > VersionNewest)
        {
            throw new FormatException(
                "does not begin like a .npy file of version 1.0 to 3.0. Save the arrays with numpy.savez");
        }

        bool isLong = bytes[VersionAt] > 1;
        int begin = isLong ? LongPrefixBytes : PrefixBytes;
        long length = isLong ? BinaryPrimitives.ReadUInt32LittleEndian(bytes[8..])
            : BinaryPrimitives.ReadUInt16LittleEndian(bytes[8..]);
        return bytes.Length - begin >= length
            ? (Encoding.UTF8.GetString(bytes.Slice(begin, (int)length)), begin + (int)length)
            : throw new FormatException("ends inside its header. Copy it again");
    }

    private static double Value(ReadOnlySpan<byte> bytes, bool isBigEndian) => (bytes.Length, isBigEndian) switch
    {
        (sizeof(float), false) => BinaryPrimitives.ReadSingleLittleEndian(bytes),
        (sizeof(float), true) => BinaryPrimitives.ReadSingleBigEndian(bytes),
        (sizeof(double), false) => BinaryPrimitives.ReadDoubleLittleEndian(bytes),
        (sizeof(double), true) => BinaryPrimitives.ReadDoubleBigEndian(bytes),
        (_, false) => (double)BinaryPrimitives.ReadHalfLittleEndian(bytes),
        (_, true) => (double)BinaryPrimitives.ReadHalfBigEndian(bytes),
    };

    /// <summary>Values whose first index runs fastest, in the order in which the last one does.</summary>
    private static float[] RowMajor(float[] values, int[] shape)
    {
        float[] ordered = new float[values.Length];
        int[] at = new int[shape.Length];
        foreach (float value in values)
        {
            int place = 0;
            for (int axis = 0; axis < shape.Length; axis++)
            {
                place = (place * shape[axis]) + at[axis];
            }

            ordered[place] = value;
            for (int axis = 0; axis < shape.Length && ++at[axis] == shape[axis]; axis++)
            {
                at[axis] = 0;
            }
        }

        return ordered;
    }

    private static string Found(string header, Regex pattern) =>
        pattern.Match(header) is { Success: true } match ? match.Groups[1].Value : "missing";

    private static int[] Shape(string header)
    {
        if (ShapePattern().Match(header) is not { Success: true } match)
        {
            throw new FormatException("has no shape of whole numbers in its header. Save the array again");
        }

        return [.. match.Groups[1].Value
            .Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Select(size => int.TryParse(size, NumberStyles.None, CultureInfo.InvariantCulture, out int value)
                ? value
                : throw new FormatException($"has dimension {size} in its shape, which is too large"))];
    }

    [GeneratedRegex("""['"]descr['"]\s*:\s*('[^']*'|\[[^\]]*\])""", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex DescriptionPattern();

    [GeneratedRegex("""['"]fortran_order['"]\s*:\s*(\w+)""", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex OrderPattern();

    [GeneratedRegex("""['"]shape['"]\s*:\s*\(([\d\s,]*)\)""", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex ShapePattern();
}
