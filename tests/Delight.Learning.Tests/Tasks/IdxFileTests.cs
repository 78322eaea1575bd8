using System.Buffers.Binary;
using System.IO.Compression;
using Delight.Learning.Tasks;
using Delight.Learning.Tasks.Mnist;

namespace Delight.Learning.Tests.Tasks;

public sealed class IdxFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("delight-idx-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Read_WholeFile_GivesDimensionsAndBytes()
    {
        (int[] dimensions, byte[] bytes) =
            IdxFile.Read(Write(Idx(0x0803, [2, 1, 3], [1, 2, 3, 4, 5, 255])), dimensions: 3);
        Assert.Equal([2, 1, 3], dimensions);
        Assert.Equal([1, 2, 3, 4, 5, 255], bytes);
    }

    [Theory]
    [InlineData("labels.gz")] // unpacked, with its old name
    [InlineData("labels")]
    public void Read_PlainFile_IsReadWhateverItsName(string name)
    {
        string path = Path.Combine(_folder, name);
        File.WriteAllBytes(path, Idx(0x0801, [2], [7, 255]));
        (int[] dimensions, byte[] bytes) = IdxFile.Read(path, dimensions: 1);
        Assert.Equal([2], dimensions);
        Assert.Equal([7, 255], bytes);
    }

    [Fact]
    public void Read_ZipArchive_SaysToUnpackIt()
    {
        string path = Path.Combine(_folder, "labels.zip");
        File.WriteAllBytes(path, [(byte)'P', (byte)'K', 3, 4, 20, 0, 0, 0]);
        Assert.Equal($"{path} is a zip archive; IDX files are read, gzipped or not. Unpack it.", Refused(path));
    }

    [Fact]
    public void Read_ClaimOfGigabytesInASmallFile_IsTruncatedAndNotAllocated()
    {
        string path = Path.Combine(_folder, "labels");
        File.WriteAllBytes(path, Idx(0x0801, [2_000_000_000], [1, 2]));
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Equal($"{path} is truncated: its content has 2 bytes and needs 2000000000. Copy it again.",
            Refused(path));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1_000_000);
    }

    [Fact]
    public void Read_WrongMagic_SaysWhichIsNeeded()
    {
        string path = Write(Idx(0x0803, [1, 1, 1], [9]));
        Assert.Equal(
            $"{path} has the magic number 0x00000803; bytes in 1 dimensions need 0x00000801. It is another kind of "
            + "file: check that images and labels are not exchanged.", Refused(path));
    }

    [Fact]
    public void Read_FewerBytesThanClaimed_IsTruncated()
    {
        string path = Write(Idx(0x0801, [4], [1, 2, 3]));
        Assert.Equal($"{path} is truncated: its content has 3 bytes and needs 4. Copy it again.", Refused(path));
    }

    [Fact]
    public void Read_HeaderCutOff_IsTruncated()
    {
        string path = Write([0, 0, 8, 1, 0]);
        Assert.Equal($"{path} is truncated: its header has 5 bytes and needs 8. Copy it again.", Refused(path));
    }

    [Fact]
    public void Read_MoreBytesThanClaimed_IsRefused()
    {
        string path = Write(Idx(0x0801, [2], [1, 2, 3]));
        Assert.Equal($"{path} goes on after its last element; its header and its length must agree. Copy it again.",
            Refused(path));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(int.MaxValue)]
    public void Read_ImpossibleDimension_IsRefused(int size)
    {
        string path = Write(Idx(0x0801, [size], []));
        Assert.Equal($"{path} claims dimension 0 to be {size}; it must be at least 1 and the whole below 2 GiB.",
            Refused(path));
    }

    [Fact]
    public void Read_DamagedGzip_IsRefused()
    {
        string path = Path.Combine(_folder, "damaged.gz");
        File.WriteAllBytes(path, [0x1f, 0x8b, 1, 2, 3, 4, 5, 6]);
        string message = Refused(path);
        Assert.StartsWith($"{path} cannot be read (", message, StringComparison.Ordinal);
        Assert.EndsWith(
            "); it must be a whole IDX file, gzipped or not. Copy it again.", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_GzipCutOff_IsRefused()
    {
        byte[] noise = [.. Enumerable.Range(0, 5000).Select(i => (byte)((i * i * 31) >> 3))];
        string path = Write(Idx(0x0801, [5000], noise));
        byte[] packed = File.ReadAllBytes(path);
        File.WriteAllBytes(path, packed[..(packed.Length / 2)]);
        Assert.Matches("(is truncated: its content has|cannot be read).*Copy it again", Refused(path));
    }

    private static byte[] Idx(int magic, int[] sizes, byte[] content)
    {
        byte[] header = new byte[4 * (1 + sizes.Length)];
        BinaryPrimitives.WriteInt32BigEndian(header, magic);
        for (int i = 0; i < sizes.Length; i++)
        {
            BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4 * (i + 1)), sizes[i]);
        }

        return [.. header, .. content];
    }

    private static string Refused(string path) =>
        Assert.Throws<TaskDataException>(() => IdxFile.Read(path, dimensions: 1)).Message;

    private string Write(byte[] content)
    {
        string path = Path.Combine(_folder, "file.gz");
        using GZipStream stream = new(File.Create(path), CompressionLevel.Fastest);
        stream.Write(content);
        return path;
    }
}
