using System.Buffers.Binary;
using System.Globalization;
using System.IO.Compression;

namespace Delight.Learning.Tasks.Mnist;

/// <summary>Reads IDX files of unsigned bytes, gzipped or not: the format that MNIST and its kin come in.</summary>
/// <remarks>
/// Source: LeCun, Cortes, Burges, "The MNIST database of handwritten digits", section on file formats: magic number
/// 0x0000080n with n dimensions, the dimensions as big-endian 32-bit integers, then the bytes in row-major order.
/// </remarks>
internal static class IdxFile
{
    private const int MagicOfBytes = 0x0800;
    private const int MagicOfZip = 0x504b0304;

    // What deflate makes of one byte at most. A header that claims more is damaged.
    private const long ExpansionMax = 1032;

    /// <summary>Reads one file; its first bytes tell whether it is gzipped, whatever its name.</summary>
    /// <param name="path">The file.</param>
    /// <param name="dimensions">How many dimensions it must have.</param>
    /// <returns>The dimensions and the bytes.</returns>
    /// <exception cref="TaskDataException">The file is missing, truncated, too long, or of another magic
    /// number.</exception>
    public static (int[] Dimensions, byte[] Bytes) Read(string path, int dimensions)
    {
        try
        {
            using FileStream file = File.OpenRead(path);
            bool isGzip = file.ReadByte() == 0x1f && file.ReadByte() == 0x8b;
            file.Position = 0;
            if (!isGzip)
            {
                return Read(file, (path, file.Length), dimensions);
            }

            using GZipStream stream = new(file, CompressionMode.Decompress);
            return Read(stream, (path, file.Length * ExpansionMax), dimensions);
        }
        catch (Exception error) when (
            error is InvalidDataException or EndOfStreamException or IOException or UnauthorizedAccessException)
        {
            throw new TaskDataException(
                $"{path} cannot be read ({error.Message.TrimEnd('.')}); it must be a whole IDX file, gzipped or not. "
                + "Copy it again.", error);
        }
    }

    private static (int[] Dimensions, byte[] Bytes) Read(
        Stream stream, (string Path, long BytesMax) file, int dimensions)
    {
        string path = file.Path;
        byte[] header = new byte[4 * (1 + dimensions)];
        RequireWhole(path, stream.ReadAtLeast(header, header.Length, throwOnEndOfStream: false), header.Length,
            "header");
        int magic = BinaryPrimitives.ReadInt32BigEndian(header);
        if (magic == MagicOfZip)
        {
            throw new TaskDataException($"{path} is a zip archive; IDX files are read, gzipped or not. Unpack it.");
        }

        if (magic != MagicOfBytes + dimensions)
        {
            throw new TaskDataException(string.Create(
                CultureInfo.InvariantCulture,
                $"{path} has the magic number 0x{magic:x8}; bytes in {dimensions} dimensions need " +
                $"0x{MagicOfBytes + dimensions:x8}. " +
                $"It is another kind of file: check that images and labels are not exchanged."));
        }

        int[] sizes = new int[dimensions];
        long length = 1;
        for (int i = 0; i < dimensions; i++)
        {
            sizes[i] = BinaryPrimitives.ReadInt32BigEndian(header.AsSpan(4 * (i + 1)));
            length *= sizes[i];
            if (sizes[i] < 1 || length > Array.MaxLength)
            {
                throw new TaskDataException(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{path} claims dimension {i} to be {sizes[i]}; it must be at least 1 and the whole " +
                    $"below 2 GiB."));
            }
        }

        RequireWhole(path, Math.Min(file.BytesMax - header.Length, length), length, "content");
        byte[] bytes = new byte[length];
        RequireWhole(path, stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false), bytes.Length, "content");
        if (stream.ReadByte() >= 0)
        {
            throw new TaskDataException(
                $"{path} goes on after its last element; its header and its length must agree. Copy it again.");
        }

        return (sizes, bytes);
    }

    private static void RequireWhole(string path, long read, long needed, string part)
    {
        if (read < needed)
        {
            throw new TaskDataException(string.Create(
                CultureInfo.InvariantCulture,
                    $"{path} is truncated: its {part} has {read} bytes and needs {needed}. Copy it again."));
        }
    }
}
