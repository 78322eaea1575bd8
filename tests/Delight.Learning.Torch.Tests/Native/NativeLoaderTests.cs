using Delight.Learning.Torch.Native;

namespace Delight.Learning.Torch.Tests.Native;

public sealed class NativeLoaderTests
{
    [Theory]
    [InlineData("c10")]
    [InlineData("LibTorchSharp")]
    public void Load_TheLibrariesOfThePackages_AreLoaded(string name)
    {
        TorchLibrary.Require("cpu"); // what they need is loaded before them

        Assert.Null(NativeLoader.Load(NativeFolders.Find(name)!));
    }

    [Fact]
    public void Load_NoSuchLibrary_NamesItInOneLine()
    {
        LoadFailure? failure = NativeLoader.Load("libno-such-torch.so.9");

        Assert.NotNull(failure);
        Assert.Contains("libno-such-torch.so.9", failure.Reason, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', failure.Reason);
    }

    [Fact]
    public void Load_FileThatIsNoLibrary_SaysSoInOneLine()
    {
        string file = Path.Combine(Directory.CreateTempSubdirectory("delight-torch-").FullName, "libtorch.so");
        File.WriteAllText(file, "this is text, and long enough to be taken for the header of a library of some kind");
        try
        {
            LoadFailure? failure = NativeLoader.Load(file);

            Assert.NotNull(failure);
            Assert.Contains(file, failure.Reason, StringComparison.Ordinal);
            Assert.DoesNotContain('\n', failure.Reason);
        }
        finally
        {
            Directory.Delete(Path.GetDirectoryName(file)!, recursive: true);
        }
    }

    [Fact]
    public void Find_CudaLibraryWithTheCpuPackage_IsNull() => Assert.Null(NativeFolders.Find("torch_cuda"));

    [Fact]
    public void Find_LibTorch_StaysInThePackageFolder() => Assert.DoesNotContain(
        AppContext.BaseDirectory, NativeFolders.Find("torch_cpu")!, StringComparison.Ordinal);
}
