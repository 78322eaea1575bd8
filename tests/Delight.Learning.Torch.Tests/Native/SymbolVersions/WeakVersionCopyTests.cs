using Delight.Learning.Torch.Native.SymbolVersions;

namespace Delight.Learning.Torch.Tests.Native.SymbolVersions;

public sealed class WeakVersionCopyTests : IDisposable
{
    private const string Missing = "GLIBCXX_3.4.32";
    private const string Present = "GLIBCXX_3.4.21";

    private readonly string _file = Path.GetTempFileName();

    public void Dispose() => File.Delete(_file);

    [Fact]
    public void Create_OnlyTheAnchorNeedsTheVersion_ChangesTwoBytesOfTheCopy()
    {
        byte[] library = new SmallElf()
            .Need(Present).Symbol("_ZNSo3putEc").Need(Missing).Symbol(WeakVersionCopy.Anchor).ToArray();
        File.WriteAllBytes(_file, library);

        byte[] copy = WeakVersionCopy.Create(_file, Missing);

        ElfSymbolVersions versions = new(copy);
        Assert.True(versions.IsWeak(Missing));
        Assert.False(versions.IsWeak(Present));
        Assert.Equal(library.Length, copy.Length);
        Assert.Equal(1, library.Zip(copy).Count(pair => pair.First != pair.Second));
        Assert.Equal(library, File.ReadAllBytes(_file));
    }

    [Fact]
    public void Create_AnotherSymbolNeedsTheVersion_NamesIt()
    {
        byte[] library = new SmallElf()
            .Need(Missing).Symbol(WeakVersionCopy.Anchor).Symbol("_ZSt9do_a_thingv").ToArray();

        Assert.Equal("its symbol _ZSt9do_a_thingv needs GLIBCXX_3.4.32", Refusal(library));
    }

    [Fact]
    public void Create_NoSymbolNeedsTheVersion_SaysSo()
    {
        byte[] library = new SmallElf().Need(Missing).Need(Present).Symbol("_ZNSo3putEc").ToArray();

        Assert.Equal("none of its symbols needs GLIBCXX_3.4.32", Refusal(library));
    }

    [Fact]
    public void Create_WeakAlready_SaysSo()
    {
        byte[] library = new SmallElf().Need(Missing, isWeak: true).Symbol(WeakVersionCopy.Anchor).ToArray();

        Assert.Equal("its need of GLIBCXX_3.4.32 is weak already", Refusal(library));
    }

    [Fact]
    public void Create_32Bit_SaysSo()
    {
        byte[] library = new SmallElf().Need(Missing).Symbol(WeakVersionCopy.Anchor).ToArray();
        library[4] = 1;

        Assert.Equal("it is no 64-bit little-endian library", Refusal(library));
    }

    [Fact]
    public void Create_NoElfFile_SaysSo() => Assert.Equal("it is no ELF file", Refusal("#!/bin/sh\n"u8.ToArray()));

    [Fact]
    public void Create_CutOffAnywhere_SaysSo()
    {
        byte[] library = new SmallElf().Need(Missing).Symbol(WeakVersionCopy.Anchor).ToArray();

        for (int length = 4; length < library.Length; length++)
        {
            Assert.Equal("it is cut off", Refusal(library[..length]));
        }
    }

    [Theory]
    [InlineData(40)] // the section headers
    [InlineData(64 + (4 * 64) + 24)] // the versions needed
    [InlineData(64 + (2 * 64) + 24)] // the symbols
    public void Create_OffsetsThatPointOutside_SaysSo(int at)
    {
        byte[] library = new SmallElf().Need(Missing).Symbol(WeakVersionCopy.Anchor).ToArray();
        foreach (long offset in (long[])[-1, long.MinValue, long.MaxValue, library.Length])
        {
            BitConverter.TryWriteBytes(library.AsSpan(at), offset);

            Assert.Equal("it is cut off", Refusal(library));
        }
    }

    [Theory]
    [InlineData(
        "/lib/libstdc++.so.6: version `GLIBCXX_3.4.32' not found (required by /app/libLibTorchSharp.so)",
        "/app/libLibTorchSharp.so")]
    [InlineData(
        "libstdc++.so.6: version `GLIBCXX_3.4.32' not found (required by /a folder/lib.so)", "/a folder/lib.so")]
    public void Parse_MessageOfTheLoader_NamesVersionAndLibraries(string message, string library)
    {
        MissingVersion? missing = MissingVersion.Parse(message);

        Assert.NotNull(missing);
        Assert.Equal(Missing, missing.Version);
        Assert.Equal(library, missing.Library);
        Assert.Equal("libstdc++.so.6", Path.GetFileName(missing.Provider));
    }

    [Fact]
    public void Parse_AnotherMessage_IsNull() =>
        Assert.Null(MissingVersion.Parse("libtorch.so: cannot open shared object file: No such file or directory"));

    private string Refusal(byte[] library)
    {
        File.WriteAllBytes(_file, library);
        return Assert.Throws<InvalidDataException>(() => WeakVersionCopy.Create(_file, Missing)).Message;
    }
}
