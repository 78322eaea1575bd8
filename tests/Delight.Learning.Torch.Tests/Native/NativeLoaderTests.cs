using Delight.Learning.Torch.Native;

namespace Delight.Learning.Torch.Tests.Native;

public sealed class NativeLoaderTests
{
    [Fact]
    public void WhyNot_TheLibraryOfThePackage_IsLoaded() => Assert.Null(NativeLoader.WhyNot());

    [Fact]
    public void WhyNot_NoSuchLibrary_NamesItInOneLine()
    {
        string? reason = NativeLoader.WhyNot("libno-such-torch.so.9");

        Assert.NotNull(reason);
        Assert.Contains("libno-such-torch.so.9", reason, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', reason);
    }

    [Fact]
    public void WhyNot_FileThatIsNoLibrary_SaysSoInOneLine()
    {
        string file = Path.Combine(Directory.CreateTempSubdirectory("delight-torch-").FullName, "libtorch.so");
        File.WriteAllText(file, "this is text, and long enough to be taken for the header of a library of some kind");
        try
        {
            string? reason = NativeLoader.WhyNot(file);

            Assert.NotNull(reason);
            Assert.Contains(file, reason, StringComparison.Ordinal);
            Assert.DoesNotContain('\n', reason);
        }
        finally
        {
            Directory.Delete(Path.GetDirectoryName(file)!, recursive: true);
        }
    }

    [Fact]
    public void HasCudaLibrary_CpuPackage_IsFalse() => Assert.False(NativeLoader.HasCudaLibrary());
}
