using Delight.Tidy.Tests.Rules;

namespace Delight.Tidy.Tests;

/// <summary>Holds every rule against every tracked file.</summary>
public sealed class RepositoryTests
{
    /// <summary>Kernels without a benchmark as yet. The rule says when an entry is out of date.</summary>
    private static readonly HashSet<string> KernelsWithoutBenchmark = new(StringComparer.Ordinal);

    /// <summary>Projects whose namespaces are parts of one machine: a loop, its clock, its network and its
    /// nodes.</summary>
    private static readonly HashSet<string> OneMachine = new(StringComparer.Ordinal)
    {
        "Delight.Simulation", "Delight.Simulation.Cluster", "Delight.Simulation.TestKit",
    };

    [Fact]
    public void CSharp_FileLength_IsWithinTheLimit() => AssertNone(SizeRules.FileLength(Repository.Files));

    [Fact]
    public void CSharp_LineLength_IsWithinTheLimit() => AssertNone(SizeRules.LineLength(Repository.Files));

    [Fact]
    public void CSharp_MethodLength_IsWithinTheLimit() => AssertNone(SizeRules.MethodLength(Repository.Files));

    [Fact]
    public void CSharp_ParameterCount_IsWithinTheLimit() => AssertNone(SizeRules.ParameterCount(Repository.Files));

    [Fact]
    public void CSharp_PublicTypes_HaveFilesOfTheirNames() =>
        AssertNone(LayoutRules.OnePublicTypePerFile(Repository.Files));

    [Fact]
    public void CSharp_Namespaces_EqualFolders() => AssertNone(LayoutRules.NamespaceIsFolder(Repository.Files));

    [Fact]
    public void CSharp_Namespaces_DependOneWay() =>
        AssertNone(NamespaceRules.DependOneWay(Repository.Files, OneMachine));

    [Fact]
    public void Code_MarksOfUnfinishedWork_AreAbsent() => AssertNone(TextRules.UnfinishedCode(Repository.Files));

    [Fact]
    public void Text_PathsOfOneMachine_AreAbsent() => AssertNone(TextRules.MachinePaths(Repository.Files));

    [Fact]
    public void Text_PackageRegistries_AreAbsent() => AssertNone(TextRules.RegistryHosts(Repository.Files));

    [Fact]
    public void Text_BannedPhrases_AreAbsent() => AssertNone(TextRules.BannedPhrases(Repository.Files));

    [Fact]
    public void Documentation_RelativeLinks_LeadSomewhere() =>
        AssertNone(LinkRules.DeadLinks(Repository.Files, Repository.Paths));

    [Fact]
    public void Documentation_Code_IsThatOfCompiledFiles() =>
        AssertNone(SnippetRules.CodeIsARegion(Repository.Files));

    [Fact]
    public void Estimators_All_NameTheirSource()
    {
        Assert.NotEmpty(LearningRules.Estimators(Repository.Files));
        AssertNone(LearningRules.EstimatorNamesItsSource(Repository.Files));
    }

    [Fact]
    public void Kernels_All_HaveTests()
    {
        Assert.NotEmpty(LearningRules.Kernels(Repository.Files));
        AssertNone(LearningRules.KernelHasTests(Repository.Files));
    }

    [Fact]
    public void Kernels_All_HaveBenchmarks() =>
        AssertNone(LearningRules.KernelHasBenchmark(Repository.Files, KernelsWithoutBenchmark));

    [Fact]
    public void Projects_References_PointDown()
    {
        Assert.NotEmpty(ReferenceRules.Projects(Repository.Files));
        AssertNone(ReferenceRules.ProjectsPointDown(Repository.Files));
    }

    [Fact]
    public void Projects_Packages_AreGranted() => AssertNone(ReferenceRules.PackagesAreGranted(Repository.Files));

    [Fact]
    public void Projects_Akka_StaysInItsProject() => AssertNone(ReferenceRules.AkkaStaysInItsProject(Repository.Files));

    [Fact]
    public void Projects_Packages_AreInTheNotices() =>
        AssertNone(ReferenceRules.PackagesAreInTheNotices(Repository.Files));

    [Fact]
    public void Scenarios_All_SayWhatTheyAreFor() =>
        AssertNone(DocumentRules.ScenarioSaysWhatItIsFor(Repository.Files));

    [Fact]
    public void Changelog_NextRelease_HasASection() =>
        AssertNone(DocumentRules.ChangelogHasUnreleased(Repository.Files));

    private static void AssertNone(IEnumerable<Finding> findings)
    {
        Assert.Contains(Repository.Files, file => file.IsCSharp);
        Finding[] all = [.. findings];
        Assert.True(all.Length == 0, string.Join(Environment.NewLine, all.Select(finding => finding.ToString())));
    }
}
