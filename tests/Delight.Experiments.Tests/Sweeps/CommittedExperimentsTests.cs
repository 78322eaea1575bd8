using Delight.Experiments.Files;
using Delight.Experiments.Sweeps;
using Delight.Experiments.Tests.Support;
using Delight.Learning.Parts;
using Delight.Reports.Sweeps;

namespace Delight.Experiments.Tests.Sweeps;

/// <summary>The experiments of the repository are accepted, and what is published of them is what their results
/// say.</summary>
public sealed class CommittedExperimentsTests
{
    private static readonly string Root = RepositoryRoot.Find()!;

    private static readonly ExperimentFolder Folder = new(Path.Combine(Root, "experiments"));

    public static TheoryData<string> Names => new(Folder.Names);

    /// <summary>Experiments with a page.</summary>
    public static TheoryData<string> Published => new(Folder.Names.Where(
        name => File.Exists(Page(name))).DefaultIfEmpty(string.Empty));

    [Theory]
    [MemberData(nameof(Names))]
    public void Plan_BothForms_IsAcceptedAndQuickIsSmaller(string name)
    {
        ExperimentPlan full = Plan(name, isQuick: false), quick = Plan(name, isQuick: true);
        Assert.InRange(quick.Count, 1, full.Count);
        Assert.Equal(full.Experiment.IsTheory, full.Cells.Count == 0);
    }

    [Fact]
    public void Folder_ExperimentsOfTheIssue_AreThere() => Assert.Equal(
        [
            "against-dg", "age-shape", "age-shape-mnist", "counterfactual", "crash-and-partition", "kondo", "masks",
            "mnist-alignment", "mnist-baseline", "mnist-staleness", "paid-broken", "pmpo-settings", "ppo-settings",
            "ranking", "ranking-ten-tokens", "reuse", "reversal-combined", "reversal-frictions",
            "reversal-learning-rates", "reversal-scaling", "staleness-bound", "theory",
        ],
        Folder.Names);

    [Theory]
    [MemberData(nameof(Published))]
    public void Page_FromItsRecords_IsWhatIsCommitted(string name)
    {
        if (name.Length == 0)
        {
            Assert.DoesNotContain(Folder.Names, one => File.Exists(Page(one)));
            return;
        }

        ExperimentPlan plan = Plan(name, isQuick: false);
        string results = Path.Combine(Root, "experiments", "results");
        ResultStore store = ResultStore.Open(Path.Combine(results, name), new PartCatalogues());
        ExperimentResults found = ExperimentResults.Of(plan, store);
        Assert.True(found.Missing == 0, $"{found.Missing} results of {name} are missing in experiments/results/{name}");
        using TemporaryFolder folder = new();
        ExperimentPages.Write(found, ReproductionOptions.For(null, isQuick: false) with
        {
            PagesFolder = folder.Path, ReportsFolder = folder.Path,
        });
        Assert.Equal(File.ReadAllText(Page(name)), File.ReadAllText(folder.File(name + ".md")));
        foreach (string extension in (string[])[".svg", ".csv"])
        {
            Assert.Equal(
                File.ReadAllText(Path.ChangeExtension(Page(name), extension)),
                File.ReadAllText(folder.File(name + extension)));
        }
    }

    private static ExperimentPlan Plan(string name, bool isQuick)
    {
        List<string> problems = [];
        ExperimentPlan plan = ExperimentPlan.Create(Folder.Read(name, isQuick), new PartCatalogues(), problems);
        Assert.Empty(problems);
        return plan;
    }

    private static string Page(string name) => Path.Combine(Root, "docs", "results", name + ".md");
}
