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
    [InlineData("{'descr': '<i8', 'fortran_order': False, 'shape': (1,), }",
        "has descr <i8; floats of 16, 32 and 64 bits are read. Save it as .astype('float32').")]
    [InlineData("{'descr': '|O', 'fortran_order': False, 'shape': (1,), }", "has descr |O; floats")]
    [InlineData("{'descr': [('a', '<f4')], 'fortran_order': False, 'shape': (1,), }", "has descr [('a', '<f4')]; ")]
    [InlineData("{'descr': '<f4', 'fortran_order': 1, 'shape': (1,), }", "has fortran_order 1; it must be True or")]
    [InlineData("{'descr': '<f8', 'fortran_order': False, 'shape': (1,), }",
        "has 4 bytes of values; shape (1) of <f8 needs 8. Copy it again.")]
    [InlineData(
        "{'descr': '<f4', 'fortran_order': False, 'shape': (2,), }", "has 4 bytes of values; shape (2) of <f4 needs 8")]
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

    public static TheoryData<string, byte[]> Encodings => new()
    {
        { "<f4", [0, 0, 192, 63, 0, 0, 0, 192] },
        { ">f4", [63, 192, 0, 0, 192, 0, 0, 0] },
        { "<f8", [0, 0, 0, 0, 0, 0, 248, 63, 0, 0, 0, 0, 0, 0, 0, 192] },
        { ">f8", [63, 248, 0, 0, 0, 0, 0, 0, 192, 0, 0, 0, 0, 0, 0, 0] },
        { "<f2", [0, 62, 0, 192] },
        { ">f2", [62, 0, 192, 0] },
    };

    [Theory]
    [MemberData(nameof(Encodings))]
    public void Read_FloatsOfOtherWriters_AreTheSameValues(string type, byte[] values)
    {
        WriteEntry(Npy(1, $"{{'descr': '{type}', 'fortran_order': False, 'shape': (2,), }}", values));

        Assert.Equal([1.5f, -2f], Assert.Single(NumpyArchive.Read(_folder.File("x.npz"))).Values.ToArray());
    }

    [Theory]
    [InlineData("(2, 3)", new float[] { 0, 2, 4, 1, 3, 5 })]
    [InlineData("(3, 2)", new float[] { 0, 3, 1, 4, 2, 5 })]
    [InlineData("(1, 2, 3)", new float[] { 0, 2, 4, 1, 3, 5 })]
    [InlineData("(6,)", new float[] { 0, 1, 2, 3, 4, 5 })]
    public void Read_FortranOrder_IsTurnedIntoRows(string shape, float[] expected)
    {
        byte[] values = [.. Enumerable.Range(0, 6).SelectMany(i => BitConverter.GetBytes((float)i))];
        WriteEntry(Npy(1, $"{{'descr': '<f4', 'fortran_order': True, 'shape': {shape}, }}", values));

        Assert.Equal(expected, Assert.Single(NumpyArchive.Read(_folder.File("x.npz"))).Values.ToArray());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Read_EachVersion_IsRead(byte version)
    {
        WriteEntry(Npy(version, "{'descr': '<f4', 'fortran_order': False, 'shape': (1,), }", [0, 0, 128, 63]));

        Assert.Equal([1f], Assert.Single(NumpyArchive.Read(_folder.File("x.npz"))).Values.ToArray());
    }

    [Fact]
    public void Read_VersionOfTheFuture_IsRefused()
    {
        WriteEntry(Npy(4, "{'descr': '<f4', 'fortran_order': False, 'shape': (1,), }", [0, 0, 128, 63]));

        Assert.Equal(
            $"{_folder.File("x.npz")}: array 'w' does not begin like a .npy file of version 1.0 to 3.0. Save the "
            + "arrays with numpy.savez.",
            Assert.Throws<UserErrorException>(() => NumpyArchive.Read(_folder.File("x.npz"))).Message);
    }

    [Fact]
    public void Read_DoubleBeyondFloats_IsRefused()
    {
        WriteEntry(Npy(
            1, "{'descr': '<f8', 'fortran_order': False, 'shape': (1,), }", BitConverter.GetBytes(1e300)));

        Assert.Contains(
            "has the value 1E+300, which is beyond 32-bit floats",
            Assert.Throws<UserErrorException>(() => NumpyArchive.Read(_folder.File("x.npz"))).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Read_OneBitOfAValueFlipped_IsRefused()
    {
        string path = _folder.File("policy.npz");
        NumpyArchive.Write(path, Layout, Values);
        byte[] whole = File.ReadAllBytes(path);
        int at = whole.AsSpan().IndexOf(BitConverter.GetBytes(3.5f));
        whole[at] ^= 1;
        File.WriteAllBytes(path, whole);

        Assert.Equal(
            $"{path}: array 'layer0.weight' is damaged: its check sum is another than the archive says. Copy it again.",
            Assert.Throws<UserErrorException>(() => NumpyArchive.Read(path)).Message);
    }

    [Fact]
    public void Read_ASingleArray_SaysThatAnArchiveIsNeeded()
    {
        string path = _folder.File("weights.npy");
        File.WriteAllBytes(path, [.. NumpyFormat.Header([1]), 0, 0, 128, 63]);

        Assert.Equal(
            $"{path} is a single array (.npy); a policy is an archive of several. Save it with numpy.savez.",
            Assert.Throws<UserErrorException>(() => NumpyArchive.Read(path)).Message);
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

    private static byte[] Npy(byte version, string header, byte[] values)
    {
        byte[] text = Encoding.ASCII.GetBytes(header + "\n");
        byte[] length = version == 1
            ? BitConverter.GetBytes((ushort)text.Length) : BitConverter.GetBytes(text.Length);
        return [.. NumpyFormat.Header([])[..6], version, 0, .. length, .. text, .. values];
    }

    private void WriteEntry(byte[] bytes)
    {
        using ZipArchive archive = ZipFile.Open(_folder.File("x.npz"), ZipArchiveMode.Create);
        using Stream stream = archive.CreateEntry("w.npy").Open();
        stream.Write(bytes);
    }
}
