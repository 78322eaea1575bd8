using System.Buffers.Binary;
using System.Globalization;
using System.IO.Compression;

namespace Delight.Learning.Tasks.Mnist;

/// <summary>Reads gzipped IDX files of unsigned bytes, the format that MNIST comes in.</summary>
/// <remarks>
/// Source: LeCun, Cortes, Burges, "The MNIST database of handwritten digits", section on file formats: magic number
/// 0x0000080n with n dimensions, the dimensions as big-endian 32-bit integers, then the bytes in row-major order.
/// </remarks>
internal static class IdxFile
{
    private const int MagicOfBytes = 0x0800;

    /// <summary>Reads one file.</summary>
    /// <param name="path">A file ending in .gz.</param>
    /// <param name="dimensions">How many dimensions it must have.</param>
    /// <returns>The dimensions and the bytes.</returns>
    /// <exception cref="TaskDataException">The file is missing, no gzip, truncated, too long, or of another magic
    /// number.</exception>
    public static (int[] Dimensions, byte[] Bytes) Read(string path, int dimensions)
    {
        if (!File.Exists(path))
        {
            throw new TaskDataException(
                $"{path} is missing; MNIST needs its four gzipped IDX files. Set task.data to the folder that "
                    + "holds them.");
        }

        try
        {
            using GZipStream stream = new(File.OpenRead(path), CompressionMode.Decompress);
            return Read(stream, path, dimensions);
        }
        catch (Exception error) when (
            error is InvalidDataException or EndOfStreamException or IOException or UnauthorizedAccessException)
        {
            throw new TaskDataException(
                $"{path} cannot be read ({error.Message}); it must be a whole gzipped IDX file. Copy it again.", error);
        }
    }

    private static (int[] Dimensions, byte[] Bytes) Read(GZipStream stream, string path, int dimensions)
    {
        byte[] header = new byte[4 * (1 + dimensions)];
        RequireWhole(path, stream.ReadAtLeast(header, header.Length, throwOnEndOfStream: false), header.Length,
            "header");
        int magic = BinaryPrimitives.ReadInt32BigEndian(header);
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

        byte[] bytes = new byte[length];
        RequireWhole(path, stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false), bytes.Length, "content");
        if (stream.ReadByte() >= 0)
        {
            throw new TaskDataException(
                $"{path} goes on after its last element; its header and its length must agree. Copy it again.");
        }

        return (sizes, bytes);
    }

    private static void RequireWhole(string path, int read, int needed, string part)
    {
        if (read < needed)
        {
            throw new TaskDataException(string.Create(
                CultureInfo.InvariantCulture,
                    $"{path} is truncated: its {part} has {read} bytes and needs {needed}. Copy it again."));
        }
    }
}
