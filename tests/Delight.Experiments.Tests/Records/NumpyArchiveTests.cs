using System.IO.Compression;
using System.Text;
using Delight.Experiments.Files;
using Delight.Experiments.Tests.Support;
using Delight.Experiments.Text;
using Delight.Learning.Parameters;

namespace Delight.Experiments.Tests.Records;

public sealed class NumpyArchiveTests : IDisposable
{
    private static readonly ParameterLayout Layout =
        ParameterLayout.Of(("layer0.weight", [2, 3]), ("layer0.bias", [2]));
    private static readonly float[] Values = [1, -2, 3.5f, float.Epsilon, 0.1f, 1e30f, 7, 8];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Header_TwoByThree_IsTheGoldenText()
    {
        // Magic, version 1.0, length 118 little-endian, then the dictionary, spaces to 127, and a line feed: 128 bytes
        // in all.
        string text = "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }".PadRight(117) + "\n";
        byte[] golden = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 0x01, 0x00, 0x76, 0x00, .. Encoding.ASCII.GetBytes(text)];

        Assert.Equal(128, golden.Length);
        Assert.Equal(golden, NumpyFormat.Header([2, 3]));
    }

    [Theory]
    [InlineData(new int[0], "'shape': (), }")]
    [InlineData(new[] { 5 }, "'shape': (5,), }")]
    [InlineData(new[] { 784, 100 }, "'shape': (784, 100), }")]
    public void Header_AnyShape_IsAPythonTuple(int[] shape, string expected)
    {
        byte[] header = NumpyFormat.Header(shape);

        Assert.Equal(0, header.Length % 64);
        Assert.Contains(expected, Encoding.ASCII.GetString(header), StringComparison.Ordinal);
    }

    [Fact]
    public void Write_Parameters_ReadBackEqualByName()
    {
        string path = _folder.File("policy.npz");

        NumpyArchive.Write(path, Layout, Values);

        IReadOnlyList<NumpyArray> arrays = NumpyArchive.Read(path);
        Assert.Equal(["layer0.weight", "layer0.bias"], arrays.Select(array => array.Name));
        Assert.Equal([2, 3], arrays[0].Shape);
        Assert.Equal(Values[..6], arrays[0].Values.ToArray());
        Assert.Equal(Values, NumpyArchive.Read(path, Layout));
        Assert.Equal(
            [7, 8, 1, -2, 3.5f, float.Epsilon, 0.1f, 1e30f],
            NumpyArchive.Read(path, ParameterLayout.Of(("layer0.bias", [2]), ("layer0.weight", [2, 3]))));
    }

    [Fact]
    public void Write_SameParametersTwice_HasTheSameBytes()
    {
        NumpyArchive.Write(_folder.File("a.npz"), Layout, Values);
        NumpyArchive.Write(_folder.File("b.npz"), Layout, Values);

        byte[] first = File.ReadAllBytes(_folder.File("a.npz"));
        Assert.Equal(first, File.ReadAllBytes(_folder.File("b.npz")));
        using ZipArchive archive = ZipFile.OpenRead(_folder.File("a.npz"));
        Assert.All(archive.Entries, entry => Assert.Equal(new DateTime(1980, 1, 1), entry.LastWriteTime.DateTime));
    }

    [Fact]
    public void Write_TooFewParameters_IsRefusedAndLeavesNoFile()
    {
        Assert.Throws<ArgumentException>(() => NumpyArchive.Write(_folder.File("a.npz"), Layout, Values.AsMemory(1)));

        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder.Path));
    }

    [Fact]
    public void Read_OtherLayout_NamesEveryDifferenceAtOnce()
    {
        string path = _folder.File("policy.npz");
        NumpyArchive.Write(path, Layout, Values);

        UserErrorException failure = Assert.Throws<UserErrorException>(() => NumpyArchive.Read(
            path, ParameterLayout.Of(("layer0.weight", [3, 2]), ("layer1.weight", [4]))));

        Assert.Equal(3, failure.Problems.Count);
        Assert.Contains(
            "'layer0.weight' has shape (2, 3); the policy needs (3, 2)", failure.Problems[0], StringComparison.Ordinal);
        Assert.Contains("no array 'layer1.weight'", failure.Problems[1], StringComparison.Ordinal);
        Assert.Contains("'layer0.bias' is no part of the policy", failure.Problems[2], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{'descr': '<f8', 'fortran_order': False, 'shape': (1,), }", "has descr '<f8'; only '<f4'")]
    [InlineData("{'descr': '<f4', 'fortran_order': True, 'shape': (1,), }", "has fortran_order True; only False")]
    [InlineData(
        "{'descr': '<f4', 'fortran_order': False, 'shape': (2,), }", "has 4 bytes of values; shape (2) needs 8")]
    [InlineData("{'descr': '<f4', 'fortran_order': False}", "has no shape")]
    [InlineData("{'fortran_order': False, 'shape': (1,), }", "has descr missing")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (99999999999,), }", "which is too large")]
    public void Read_ArrayOfAnotherForm_NamesFileAndArray(string header, string expected)
    {
        byte[] text = Encoding.ASCII.GetBytes(header + "\n");
        WriteEntry([.. NumpyFormat.Header([])[..8], (byte)text.Length, 0, .. text, 0, 0, 128, 63]);

        UserErrorException failure = Assert.Throws<UserErrorException>(() => NumpyArchive.Read(_folder.File("x.npz")));

        Assert.StartsWith($"{_folder.File("x.npz")}: array 'w' ", failure.Message, StringComparison.Ordinal);
        Assert.Contains(expected, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_OtherOrderOfKeys_IsReadAsWell()
    {
        byte[] text = Encoding.ASCII.GetBytes("{'shape': (1, 1), 'fortran_order': False, 'descr': '<f4'}\n");
        WriteEntry([.. NumpyFormat.Header([])[..8], (byte)text.Length, 0, .. text, 0, 0, 128, 63]);

        NumpyArray array = Assert.Single(NumpyArchive.Read(_folder.File("x.npz")));

        Assert.Equal([1, 1], array.Shape);
        Assert.Equal([1f], array.Values.ToArray());
    }

    [Fact]
    public void Read_WrongMagicOrNoArchive_IsAUserError()
    {
        WriteEntry([1, 2, 3]);
        UserErrorException magic = Assert.Throws<UserErrorException>(() => NumpyArchive.Read(_folder.File("x.npz")));
        Assert.Contains("does not begin like a .npy file", magic.Message, StringComparison.Ordinal);

        File.WriteAllText(_folder.File("y.npz"), "no archive");
        UserErrorException archive = Assert.Throws<UserErrorException>(() => NumpyArchive.Read(_folder.File("y.npz")));
        Assert.Contains("cannot be read as a NumPy archive", archive.Message, StringComparison.Ordinal);
    }

    private void WriteEntry(byte[] bytes)
    {
        using ZipArchive archive = ZipFile.Open(_folder.File("x.npz"), ZipArchiveMode.Create);
        using Stream stream = archive.CreateEntry("w.npy").Open();
        stream.Write(bytes);
    }
}
