namespace Delight.Tidy.Tests.Rules;

public sealed class ReferenceRulesTests
{
    [Theory]
    [InlineData("Delight.Learning", "Delight.Actors")]
    [InlineData("Delight.Actors", "Delight.Actors.Testing")]
    [InlineData("Delight.Actors", "Delight.Learning.Torch")]
    [InlineData("Delight.Actors.Testing", "Delight.Host")]
    public void ProjectsPointDown_ReferenceUpOrAcross_IsFound(string project, string target) => Sample.AssertOne(
        ReferenceRules.ProjectsPointDown(
            Project(project, $"<ProjectReference Include=\"..\\{target}\\{target}.csproj\" />")),
        $"src/{project}/{project}.csproj:2", $"{project} references {target}");

    [Fact]
    public void ProjectsPointDown_ProjectWithoutAPlace_IsFound() => Sample.AssertOne(
        ReferenceRules.ProjectsPointDown(Project("Delight.More", "")), "src/Delight.More/Delight.More.csproj:1");

    [Fact]
    public void ProjectsPointDown_ReferenceDown_IsFine() => Assert.Empty(ReferenceRules.ProjectsPointDown(
        Project("Delight.Actors", "<ProjectReference Include=\"../Delight.Learning/Delight.Learning.csproj\" />")));

    [Theory]
    [InlineData("Delight.Learning", "<PackageReference Include=\"MathNet.Numerics\" />")]
    [InlineData("Delight.Actors", "<PackageReference Include=\"System.Numerics.Tensors\" />")]
    [InlineData("Delight.Actors", "<FrameworkReference Include=\"Microsoft.AspNetCore.App\" />")]
    [InlineData("Delight.Learning", "<Reference Include=\"lib.dll\" />")]
    public void PackagesAreGranted_AnyOther_IsFound(string project, string element) => Sample.AssertOne(
        ReferenceRules.PackagesAreGranted(Project(project, element)),
        $"src/{project}/{project}.csproj:2", "may reference");

    [Fact]
    public void PackagesAreGranted_OnTheList_IsFine() => Assert.Empty(ReferenceRules.PackagesAreGranted(
        Project("Delight.Learning", "<PackageReference Include=\"System.Numerics.Tensors\" />")));

    [Theory]
    [InlineData("Delight.Host", "Akka")]
    [InlineData("Delight.Actors.Testing", "Akka.Remote")]
    public void AkkaStaysInItsProject_ElsewhereInSources_IsFound(string project, string package) => Sample.AssertOne(
        ReferenceRules.AkkaStaysInItsProject(Project(project, $"<PackageReference Include=\"{package}\" />")),
        $"src/{project}/{project}.csproj:2", package);

    [Fact]
    public void AkkaStaysInItsProject_ThereOrOtherPackage_IsFine()
    {
        string akka = "<PackageReference Include=\"Akka.Cluster\" />";
        string other = "<PackageReference Include=\"Akkadian\" />";

        Assert.Empty(ReferenceRules.AkkaStaysInItsProject(Project("Delight.Actors", akka)));
        Assert.Empty(ReferenceRules.AkkaStaysInItsProject(Project("Delight.Host", other)));
    }

    [Fact]
    public void PackagesAreInTheNotices_Unnamed_IsFound()
    {
        SourceFile project = Project("Delight.Host", "<PackageReference Include=\"Some.Package\" />")[0];
        SourceFile longer = new("THIRD-PARTY-NOTICES.md", "| Some.Package.More | MIT |");
        SourceFile exact = new("THIRD-PARTY-NOTICES.md", "| Other, Some.Package | MIT |");

        string place = project.Path + ":2";
        Sample.AssertOne(ReferenceRules.PackagesAreInTheNotices([project]), place, "Some.Package");
        Sample.AssertOne(ReferenceRules.PackagesAreInTheNotices([project, longer]), place, "Some.Package");
        Assert.Empty(ReferenceRules.PackagesAreInTheNotices([project, exact]));
    }

    private static SourceFile[] Project(string name, string element) =>
        Sample.Of($"src/{name}/{name}.csproj", $"<Project><ItemGroup>\n{element}\n</ItemGroup></Project>");
}
