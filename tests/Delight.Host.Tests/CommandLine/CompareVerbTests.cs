using System.Text.Json.Nodes;
using Delight.Experiments.Files;
using Delight.Experiments.Tests.Support;

namespace Delight.Host.Tests.CommandLine;

/// <summary>Comparisons: what is kept of one that stopped, and what is refused.</summary>
public sealed class CompareVerbTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Compare_OneRun_IsNamedInTheSingular() => Assert.Contains(
        "seeds from 1, 1 run, records in ",
        (await HostRun.OfAsync("compare", Scenario(), "--estimators", "dg", "--out", _folder.File("one"))).Error,
        StringComparison.Ordinal);

    [Fact]
    public async Task Compare_SameCommandAgain_KeepsFinishedRunsAndRunsTheOthersAnew()
    {
        string[] arguments =
            ["compare", Scenario(), "--estimators", "dg,pg", "--seeds", "2", "--out", _folder.File("c"), "--json"];
        JsonNode whole = JsonNode.Parse((await HostRun.OfAsync(arguments)).Output)!;
        DateTime kept = File.GetLastWriteTimeUtc(_folder.File("c/dg-seed1/run.json"));
        // What a killed process leaves: a record that says running, a folder that is empty, one that has no record yet.
        Replace("c/dg-seed2/run.json", "\"status\": \"finished\"", "\"status\": \"running\"");
        Directory.Delete(_folder.File("c/pg-seed1"), recursive: true);
        Directory.CreateDirectory(_folder.File("c/pg-seed1/checkpoints"));
        File.WriteAllText(_folder.File("c/pg-seed2/run.json"), "{ torn");

        HostRun again = await HostRun.OfAsync(arguments);

        Assert.Equal(0, again.ExitCode);
        Assert.Contains("4 runs, 1 of them is there, records in", again.Error, StringComparison.Ordinal);
        Assert.Equal(Digests(whole), Digests(JsonNode.Parse(again.Output)!));
        Assert.Equal(kept, File.GetLastWriteTimeUtc(_folder.File("c/dg-seed1/run.json")));
        HostRun resumed = await HostRun.OfAsync("compare", "--resume", _folder.File("c"), "--json");
        Assert.Contains("4 runs, 4 of them are there", resumed.Error, StringComparison.Ordinal);
        Assert.Equal(Digests(whole), Digests(JsonNode.Parse(resumed.Output)!));
    }

    [Fact]
    public async Task Compare_Interrupted_SaysHowTheWholeGoesOn()
    {
        using CancellationTokenSource interrupt = new();
        HostRun run = await HostRun.WatchedAsync(
            line =>
            {
                if (line.Contains("finished after", StringComparison.Ordinal))
                {
                    interrupt.Cancel();
                }
            },
            interrupt.Token, "compare", Scenario(), "--estimators", "dg", "--seeds", "4", "--jobs", "1", "--out",
            _folder.File("c"));

        Assert.Equal(130, run.ExitCode);
        Assert.Contains("1 of 4 runs done, 3 wait; about ", run.Error, StringComparison.Ordinal);
        Assert.Equal(
            $"interrupted; 1 of 4 runs are finished and kept. Go on with: ./delight compare --resume "
                + _folder.File("c"),
            Assert.Single(run.Problems));
        Assert.Contains(
            "4 runs, 1 of them is there",
            (await HostRun.OfAsync("compare", "--resume", _folder.File("c"))).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Compare_FolderOfOtherSettings_IsRefusedAndNamesThem()
    {
        string[] arguments = ["compare", Scenario(), "--estimators", "dg", "--out", _folder.File("c")];
        Assert.Equal(0, (await HostRun.OfAsync(arguments)).ExitCode);
        HostRun run = await HostRun.OfAsync([.. arguments, "--steps", "70"]);
        Assert.Equal(2, run.ExitCode);
        Assert.Equal(
            $"{_folder.File("c/dg-seed1")} is a run of other settings (learner.steps 60 there, 70 here). Give this "
                + "comparison another folder.",
            Assert.Single(run.Problems));
    }

    [Fact]
    public async Task Compare_FolderOfAProcessUnderWay_SaysOnlyThatItIsInUse()
    {
        string[] arguments = ["compare", Scenario(), "--estimators", "dg", "--out", _folder.File("c")];
        Assert.Equal(0, (await HostRun.OfAsync(arguments)).ExitCode);
        string kept = File.ReadAllText(_folder.File("c/compare.json"));
        using (FolderClaim.Take(_folder.File("c"), string.Empty))
        {
            HostRun run = await HostRun.OfAsync([.. arguments, "--seeds", "2"]);
            Assert.Equal(2, run.ExitCode);
            Assert.Equal(
                $"delight: {_folder.File("c")} is in use by another process. Wait for it, or give this one another "
                    + "folder.",
                run.Error.TrimEnd());
        }

        Assert.Equal(kept, File.ReadAllText(_folder.File("c/compare.json")));
    }

    [Fact]
    public async Task Compare_ListOfValues_NamesTheSweepToType()
    {
        string scenario = Scenario();
        HostRun run = await HostRun.OfAsync(
            "compare", scenario, "--estimators", "dg,pg", "--set", "optimiser.learningRate=1e-4,1e-3", "--seeds", "5");
        Assert.Equal(2, run.ExitCode);
        Assert.Equal(
            "--set optimiser.learningRate=1e-4,1e-3: compare takes one value of a setting; several are a sweep. Type: "
                + $"./delight sweep {scenario} --set optimiser.learningRate=1e-4,1e-3 --estimators dg,pg --seeds 5",
            Assert.Single(run.Problems));
    }

    [Theory]
    [InlineData("compare", "compare has no scenario. Name one, or a folder to go on with: --resume DIR.")]
    [InlineData("compare SCENARIO", "--estimators is missing; compare needs at least one.")]
    [InlineData(
        "compare SCENARIO --estimators dg,pg,dg(eta=1.0)",
        "--estimators: dg and dg(eta=1.0) are the same estimator; keep one.")]
    [InlineData(
        "compare SCENARIO --estimators kondo(share=0.5,eta=2),kondo(eta=2,share=0.5)",
        "--estimators: kondo(share=0.5,eta=2) and kondo(eta=2,share=0.5) are the same estimator; keep one.")]
    [InlineData("compare SCENARIO --resume x", "--resume x and SCENARIO are both given")]
    [InlineData("compare --resume x --seeds 2", "--resume x and --seeds are both given")]
    [InlineData("compare --resume x", "--resume x: it has no compare.json, so it is no folder of compare.")]
    public async Task Compare_WithoutWhatToRun_IsRefusedInOneLine(string words, string problem)
    {
        string scenario = Scenario();
        HostRun run = await HostRun.OfAsync(
            [.. words.Split(' ').Select(word => word == "SCENARIO" ? scenario : word)]);
        Assert.Equal(2, run.ExitCode);
        Assert.StartsWith(
            problem.Replace("SCENARIO", scenario, StringComparison.Ordinal), Assert.Single(run.Problems),
            StringComparison.Ordinal);
    }

    private static IEnumerable<string> Digests(JsonNode json) => json["runs"]!.AsArray()
        .Select(run => $"{run!["estimator"]} {run["seed"]} {run["digest"]}");

    private void Replace(string file, string old, string now)
    {
        string text = File.ReadAllText(_folder.File(file));
        Assert.Contains(old, text, StringComparison.Ordinal);
        File.WriteAllText(_folder.File(file), text.Replace(old, now, StringComparison.Ordinal));
    }

    private string Scenario()
    {
        string file = _folder.File("small.json");
        File.WriteAllText(file, SmallExperiment.Scenario);
        return file;
    }
}
