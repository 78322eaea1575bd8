using Delight.Experiments.Sweeps;
using Delight.Experiments.Tests.Support;
using Delight.Host.Tests.CommandLine;

namespace Delight.Host.Tests.Reproducing;

public sealed class ReproduceVerbTests : IDisposable
{
    private const string Provenance = "## How it was run";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Reproduce_SmallExperiment_WritesPageFigureReportAndRecords()
    {
        HostRun run = await Reproduce("a");
        Assert.Equal((0, string.Empty), (run.ExitCode, run.Output));
        Assert.Equal(8, Results("a").Length);
        string page = File.ReadAllText(Path.Combine(_folder.Path, "a", "small.md"));
        Assert.Contains("| age, learner steps | dg | reinforce |", page, StringComparison.Ordinal);
        Assert.Contains("| 5 | reinforce − dg |", page, StringComparison.Ordinal);
        Assert.Contains("8 runs, 2 seeds (1 to 2) a cell.", page, StringComparison.Ordinal);
        Assert.All((string[])["small.svg", "small.html", "README.md", "index.html"], file =>
            Assert.True(File.Exists(Path.Combine(_folder.Path, "a", file)), file));
        CellResult result = ResultStore.Read(Results("a")[0]);
        Assert.Equal((60, 1200), (result.Steps, result.RowsForward));
        Assert.Matches("^[0-9a-f]{16}$", result.Digest!);
        Assert.Empty(Directory.GetDirectories(Path.Combine(_folder.Path, "a", "work")));
    }

    [Fact]
    public async Task Reproduce_SeveralSeeds_RunsEachPlaceOnceBeforeAnySeedIsRepeated()
    {
        HostRun run = await HostRun.OfAsync(
            "reproduce", SmallExperiment.Write(_folder.Path), "--out", Path.Combine(_folder.Path, "a"), "--jobs", "1");
        string[] lines = [.. run.Error.Split('\n').Where(line => line.Contains(" seed ", StringComparison.Ordinal))];
        Assert.Equal(8, lines.Length);
        Assert.All(lines[..4], line => Assert.Contains(" seed 1,", line, StringComparison.Ordinal));
        Assert.All(lines[4..], line => Assert.Contains(" seed 2,", line, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Reproduce_Again_RunsNothingAndWritesTheSameBytes()
    {
        _ = await Reproduce("a");
        string page = Path.Combine(_folder.Path, "a", "small.md");
        (string Page, string Svg) before =
            (File.ReadAllText(page), File.ReadAllText(Path.ChangeExtension(page, ".svg")));
        HostRun again = await Reproduce("a", "--resume");
        Assert.Contains("8 results, 8 of them are there", again.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("seed", again.Error, StringComparison.Ordinal);
        Assert.Equal(before, (File.ReadAllText(page), File.ReadAllText(Path.ChangeExtension(page, ".svg"))));
    }

    [Fact]
    public async Task Reproduce_InterruptedAndRunAgain_HasTheNumbersOfARunInOneGo()
    {
        _ = await Reproduce("whole");
        using CancellationTokenSource interrupt = new();
        HostRun first = await HostRun.WatchedAsync(
            line =>
            {
                if (line.StartsWith("small 3 of 8", StringComparison.Ordinal))
                {
                    interrupt.Cancel();
                }
            },
            interrupt.Token, Arguments("parts"));
        Assert.Equal(130, first.ExitCode);
        Assert.Contains("The same command goes on with the rest.", first.Error, StringComparison.Ordinal);
        Assert.InRange(Results("parts").Length, 3, 7);
        // What a killed process leaves: a file that never got its name, and a folder of work.
        File.WriteAllText(Results("parts")[0] + ".new", "{ half");
        File.WriteAllText(Path.Combine(_folder.Path, "parts", "work", "left"), "behind");

        Assert.Equal(0, (await Reproduce("parts")).ExitCode);
        Assert.Equal(Numbers("whole"), Numbers("parts"));
        Assert.Equal(Drawing("whole"), Drawing("parts"));
        Assert.Equal(Digests("whole"), Digests("parts"));
    }

    [Fact]
    public async Task Reproduce_ReplayedVariant_GivesTheRecordingEstimatorItsOwnResult()
    {
        string file = SmallExperiment.Write(_folder.Path, """
            "variants": [ { "name": "own" }, { "name": "replayed", "recordedWith": "dg" } ],
            """);
        HostRun run = await HostRun.OfAsync(
            "reproduce", file, "--quick", "--out", Path.Combine(_folder.Path, "replay"), "--jobs", "1");
        Assert.Equal(0, run.ExitCode);
        CellResult[] all = [.. Directory.GetFiles(Path.Combine(_folder.Path, "replay", "results", "small"))
            .Select(ResultStore.Read).Where(result => result.Estimator == "dg")];
        Assert.Equal(4, all.Length);
        foreach (IGrouping<string, CellResult> age in all.GroupBy(
            result => result.Scenario!["network"]!["latency"]!.ToJsonString()))
        {
            CellResult own = age.Single(result => result.RecordedWith is null);
            CellResult replayed = age.Single(result => result.RecordedWith == "dg");
            Assert.Equal(own.Measurements["reward"], replayed.Measurements["reward"]);
            Assert.Equal(own.Evaluations["error"], replayed.Evaluations["error"]);
        }
    }

    [Fact]
    public async Task Reproduce_TwoVariantsOfEqualScenarios_ShareTheirRuns()
    {
        string file = SmallExperiment.Write(_folder.Path, """
            "variants": [ { "name": "one" }, { "name": "other" } ],
            """);
        HostRun run = await HostRun.OfAsync("reproduce", file, "--out", Path.Combine(_folder.Path, "twice"));
        Assert.Contains("8 results, 0 of them are there", run.Error, StringComparison.Ordinal);
        Assert.Equal(8, Results("twice").Length);
        string page = File.ReadAllText(Path.Combine(_folder.Path, "twice", "small.md"));
        Assert.Contains("- 8 runs, 2 seeds", page, StringComparison.Ordinal);
        Assert.Contains("| other | 5 |", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Reproduce_ScenarioThatIsRefused_SaysSoBeforeAnythingRuns()
    {
        string file = SmallExperiment.Write(_folder.Path, "\"set\": { \"learner.batchRow\": 5 },");
        HostRun run = await HostRun.OfAsync("reproduce", file, "--out", Path.Combine(_folder.Path, "no"));
        Assert.Equal(2, run.ExitCode);
        string problem = Assert.Single(run.Problems);
        Assert.Contains("'learner.batchRow' is no setting. Did you mean 'learner.batchRows'?", problem,
            StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.Combine(_folder.Path, "no")));
    }

    [Fact]
    public async Task Reproduce_UnknownName_NamesTheNearest()
    {
        HostRun run = await HostRun.OfAsync("reproduce", "kondos");
        Assert.Equal(2, run.ExitCode);
        Assert.StartsWith("kondos: there is no such experiment. Did you mean 'kondo'?", Assert.Single(run.Problems),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Reproduce_DamagedResult_IsRefusedWithItsFile()
    {
        _ = await Reproduce("a");
        string file = Results("a")[0];
        File.WriteAllText(file, "{ \"format\": 1");
        HostRun run = await Reproduce("a");
        Assert.Equal(2, run.ExitCode);
        Assert.StartsWith($"{file}:1: it is no result", Assert.Single(run.Problems), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Reproduce_PagesWhereOneExperimentHasNoResults_WritesTheOthersAndSaysWhich()
    {
        _ = await Reproduce("a");
        string page = Path.Combine(_folder.Path, "a", "small.md");
        File.Delete(page);
        HostRun run = await HostRun.OfAsync(
            "reproduce", "theory", SmallExperiment.Write(_folder.Path), "--pages", "--out",
            Path.Combine(_folder.Path, "a"));
        Assert.Equal(2, run.ExitCode);
        Assert.StartsWith("theory has no result in ", Assert.Single(run.Problems), StringComparison.Ordinal);
        Assert.True(File.Exists(page));
    }

    private Task<HostRun> Reproduce(string folder, params string[] more) =>
        HostRun.OfAsync([.. Arguments(folder), .. more]);

    private string[] Arguments(string folder) =>
    [
        "reproduce", SmallExperiment.Write(_folder.Path), "--out", Path.Combine(_folder.Path, folder), "--jobs", "2",
    ];

    private string[] Results(string folder) =>
        [.. Directory.GetFiles(Path.Combine(_folder.Path, folder, "results", "small"), "*.json").Order()];

    private string Numbers(string folder) =>
        File.ReadAllText(Path.Combine(_folder.Path, folder, "small.md")).Split(Provenance)[0];

    private string Drawing(string folder) => File.ReadAllText(Path.Combine(_folder.Path, folder, "small.svg"));

    private IEnumerable<string> Digests(string folder) => Results(folder)
        .Select(file => $"{Path.GetFileName(file)} {ResultStore.Read(file).Digest}");
}
