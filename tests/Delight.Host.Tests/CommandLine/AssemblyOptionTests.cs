using System.Text.Json.Nodes;
using Delight.Experiments.Extensions;
using Delight.Experiments.Files;
using Delight.Experiments.Records;
using Delight.Experiments.Sweeps;
using Delight.Experiments.Tests.Support;
using Delight.Experiments.Text;
using Delight.Learning.Parts;

namespace Delight.Host.Tests.CommandLine;

public sealed class AssemblyOptionTests
{
    private const string SampleName = "Delight.Samples.OwnEstimator";

    private static string Sample => Path.Combine(
        AppContext.BaseDirectory, "..", "..", SampleName,
        new DirectoryInfo(AppContext.BaseDirectory).Name, SampleName + ".dll");

    private static string Scenario => Path.Combine(RepositoryRoot.Find()!, "samples", "own-estimator", "majority.json");

    [Fact]
    public async Task Simulate_SampleOfAnOwnAssembly_RunsAndLearns()
    {
        using TemporaryFolder folder = new();
        HostRun run = await HostRun.OfAsync(
            "simulate", Scenario, "--assembly", Sample, "--steps", "20", "--json", "--out", folder.File("out"));
        Assert.Equal(0, run.ExitCode);
        JsonObject json = JsonNode.Parse(run.Output)!.AsObject();
        Assert.Equal(("sign", 20), ((string)json["estimator"]!, (int)json["steps"]!));

        // An undecided policy is right on half of the 32 contexts; 2,000 rows at a step of 0.1 settle nearly all.
        Assert.True((double)json["error"]! <= 0.2, $"error is {json["error"]}");
        RunRecord record = RunRecord.Read(folder.File("out"));
        Assert.Contains(" --assembly ", record.Summary.Command, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Simulate_CosinesOfATaskThatDoesNotKnowItsRewards_IsRefused()
    {
        HostRun run = await HostRun.OfAsync(
            "simulate", Scenario, "--assembly", Sample, "--set", "recorder.cosines=true");
        Assert.Equal(2, run.ExitCode);
        Assert.Contains(
            "task 'majority' does not know the expected reward", Assert.Single(run.Problems), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sweep_OfAnOwnEstimator_ResumesWithoutTheOptionAndRefusesAnotherBuild()
    {
        using TemporaryFolder folder = new();
        string assembly = folder.File(SampleName + ".dll"), sweep = folder.File("sweep");
        File.Copy(Sample, assembly);
        HostRun run = await HostRun.OfAsync(
            "sweep", Scenario, "--assembly", assembly, "--steps", "5", "--set", "optimiser.learningRate=0.1,0.2",
            "--out", sweep);
        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Contains($" --assembly {assembly} ", ResultStore.Read(
            Directory.GetFiles(Path.Combine(sweep, "results"))[0]).Command, StringComparison.Ordinal);

        HostRun resumed = await HostRun.OfAsync("sweep", "--resume", sweep);
        Assert.True(resumed.ExitCode == 0, resumed.Error);
        Assert.Contains("2 results, 2 of them are there", resumed.Error, StringComparison.Ordinal);

        string kept = Path.Combine(sweep, "assemblies.json");
        File.WriteAllText(kept, File.ReadAllText(kept).Replace("\": \"", "\": \"0", StringComparison.Ordinal));
        HostRun other = await HostRun.OfAsync("sweep", "--resume", sweep);
        Assert.Equal(2, other.ExitCode);
        Assert.StartsWith(
            $"{assembly} has changed since results in {sweep} were computed", Assert.Single(other.Problems),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task List_WithoutTheAssembly_DoesNotKnowItsParts()
    {
        HostRun with = await HostRun.OfAsync("list", "tasks", "--assembly", Sample);
        HostRun without = await HostRun.OfAsync("list", "tasks");
        Assert.Contains("majority", with.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("majority", without.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Assembly_SeveralThatCannotBeUsed_AreRefusedTogether()
    {
        using TemporaryFolder folder = new();
        string text = folder.File("text.dll"), none = typeof(PartCatalogues).Assembly.Location;
        File.WriteAllText(text, "no assembly");
        HostRun run = await HostRun.OfAsync(
            "list", "tasks", "--assembly", "no-such.dll", "--assembly", folder.Path, "--assembly", text,
            "--assembly", none);
        Assert.Equal((2, string.Empty), (run.ExitCode, run.Output));
        Assert.Equal(
            [
                "--assembly no-such.dll: there is no such file. Build its project and give the path of the .dll.",
                $"--assembly {folder.Path}: it is a folder; give the .dll in it.",
                $"--assembly {text}: it is no .NET assembly. Give the .dll that a .NET project builds.",
                $"--assembly {none}: it has no public class that implements ICatalogueExtension and has a constructor "
                    + "without parameters. Add one that adds your parts.",
            ],
            run.Problems);
    }

    [Fact]
    public void Load_NameThatIsTaken_IsRefusedByTheNameOfTheClass()
    {
        PartCatalogues catalogues = new();
        CatalogueExtensions.Load([Sample], null, catalogues);
        Assert.Contains("sign", catalogues.Estimators.Names);
        UserErrorException refused =
            Assert.Throws<UserErrorException>(() => CatalogueExtensions.Load([Sample], null, catalogues));
        Assert.Equal(
            $"--assembly {Sample}: {SampleName}.OwnParts failed: The estimator name 'sign' is taken; choose another "
                + "name.",
            Assert.Single(refused.Problems));
    }

    [Fact]
    public void Load_SamePathByEnvironmentAndOption_IsLoadedOnce()
    {
        PartCatalogues catalogues = new();
        CatalogueExtensions.Load([Sample], $"{Path.PathSeparator} {Sample}", catalogues);
        Assert.Single(catalogues.Tasks.Names, "majority");
        UserErrorException refused =
            Assert.Throws<UserErrorException>(() => CatalogueExtensions.Load([], "gone.dll", catalogues));
        Assert.StartsWith(
            "DELIGHT_ASSEMBLIES gone.dll: there is no such file.", refused.Message, StringComparison.Ordinal);
    }
}
