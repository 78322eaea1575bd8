using System.Buffers.Binary;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.RegularExpressions;

namespace Delight.Experiments.Files;

/// <summary>The <c>.npy</c> format, version 1.0, for 32-bit floats in row-major order, little-endian.</summary>
/// <remarks>
/// <para>Layout: 0x93, NUMPY, version 1.0 (2 bytes), header length (2 bytes), header, values. The header is a Python
/// dictionary as
/// text, filled with spaces and ended by a line feed so that the values begin at a multiple of 64 bytes.</para>
/// <para>Source: NumPy Enhancement Proposal 1, "A Simple File Format for NumPy Arrays".</para>
/// </remarks>
internal static partial class NumpyFormat
{
    private const int Alignment = 64;
    private const int PrefixBytes = 10;

    private static ReadOnlySpan<byte> Magic => [0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y', 1, 0];

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
    /// <exception cref="FormatException">Not this format; the message says what was found and what is
    /// needed.</exception>
    public static NumpyArray Read(string name, ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < PrefixBytes || !bytes[..Magic.Length].SequenceEqual(Magic))
        {
            throw new FormatException("does not begin like a .npy file of version 1.0");
        }

        int headerBytes = BinaryPrimitives.ReadUInt16LittleEndian(bytes[8..]);
        if (bytes.Length < PrefixBytes + headerBytes)
        {
            throw new FormatException("ends inside its header");
        }

        string header = Encoding.ASCII.GetString(bytes.Slice(PrefixBytes, headerBytes));
        Require(header, "descr", DescriptionPattern(), "'<f4'", "32-bit floats, little-endian");
        Require(header, "fortran_order", OrderPattern(), "False", "row-major order");
        int[] shape = Shape(header);
        long count = shape.Aggregate(1L, (product, size) => checked(product * size));
        ReadOnlySpan<byte> body = bytes[(PrefixBytes + headerBytes)..];
        if (body.Length != count * sizeof(float))
        {
            string sizes = string.Join(", ", shape);
            throw new FormatException(string.Create(CultureInfo.InvariantCulture,
                $"has {body.Length} bytes of values; shape ({sizes}) needs {count * sizeof(float)}"));
        }

        float[] values = new float[count];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = BinaryPrimitives.ReadSingleLittleEndian(body[(i * sizeof(float))..]);
        }

        return new NumpyArray(name, shape, values);
    }

    private static void Require(string header, string key, Regex pattern, string wanted, string meaning)
    {
        string found = pattern.Match(header) is { Success: true } match ? match.Groups[1].Value : "missing";
        if (found != wanted)
        {
            throw new FormatException($"has {key} {found}; only {wanted} is read ({meaning})");
        }
    }

    private static int[] Shape(string header)
    {
        if (ShapePattern().Match(header) is not { Success: true } match)
        {
            throw new FormatException("has no shape of whole numbers in its header");
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
