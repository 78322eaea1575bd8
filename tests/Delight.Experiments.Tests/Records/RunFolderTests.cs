using Delight.Experiments.Records;
using Delight.Experiments.Tests.Support;
using Delight.Experiments.Text;

namespace Delight.Experiments.Tests.Records;

public sealed class RunFolderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly ManualClock _clock = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Create_NewFolder_ExistsAndIsEmpty()
    {
        string path = RunFolder.Create(_folder.File("a/b"), "stale", "dg", _clock);

        Assert.Equal(_folder.File("a/b"), path);
        Assert.Empty(Directory.EnumerateFileSystemEntries(path));
    }

    [Fact]
    public void Create_FolderWithAFile_IsRefusedInOneLine()
    {
        File.WriteAllText(_folder.File("old"), "");

        UserErrorException failure = Assert.Throws<UserErrorException>(
            () => RunFolder.Create(_folder.Path, "stale", "dg", _clock));

        Assert.Contains($"{_folder.Path} is not empty", Assert.Single(failure.Problems), StringComparison.Ordinal);
        Assert.Empty(File.ReadAllText(_folder.File("old")));
    }

    [Fact]
    public void Create_File_IsRefused()
    {
        File.WriteAllText(_folder.File("file"), "kept");

        UserErrorException failure = Assert.Throws<UserErrorException>(
            () => RunFolder.Create(_folder.File("file"), "stale", "dg", _clock));

        Assert.Contains("is a file", failure.Message, StringComparison.Ordinal);
        Assert.Equal("kept", File.ReadAllText(_folder.File("file")));
    }

    [Fact]
    public void Create_BelowAFile_IsRefusedAsNotWritable()
    {
        File.WriteAllText(_folder.File("file"), "");

        UserErrorException failure = Assert.Throws<UserErrorException>(
            () => RunFolder.Create(_folder.File("file/below"), "stale", "dg", _clock));

        Assert.Contains("cannot be written", Assert.Single(failure.Problems), StringComparison.Ordinal);
    }

    [Fact]
    public void Create_NothingGivenTwiceInASecond_NumbersTheSecond()
    {
        string first = RunFolder.Create(null, "stale", "tis(cap=1)", _clock);
        string second = RunFolder.Create(null, "stale", "tis(cap=1)", _clock);
        Directory.Delete(first);
        Directory.Delete(second);

        Assert.Equal("stale-tis-cap-1-20260304-050607", Path.GetFileName(first));
        Assert.Equal("stale-tis-cap-1-20260304-050607-2", Path.GetFileName(second));
        Assert.Equal("runs", Path.GetFileName(Path.GetDirectoryName(first)));
    }

    [Theory]
    [InlineData("dg", "dg")]
    [InlineData("kondo(share=0.1,price=0)", "kondo-share-0.1-price-0")]
    [InlineData("../up", "up")]
    [InlineData("...", "run")]
    public void NamePart_Text_HasOnlyHarmlessCharacters(string text, string expected) =>
        Assert.Equal(expected, RunFolder.NamePart(text));
}
