using Delight.Experiments.Files;

namespace Delight.Host.Tests;

public sealed class RepositoryRootTests
{
    [Fact]
    public void Find_BuiltInAClone_IsTheFolderOfTheSolution() =>
        Assert.True(File.Exists(Path.Combine(RepositoryRoot.Find()!, "Delight.sln")));

    [Fact]
    public void FindFrom_OutsideOfAClone_IsNull() => Assert.Null(RepositoryRoot.FindFrom(Path.GetTempPath()));
}
