using System.Text.Json.Nodes;
using Delight.Experiments.Tests.Support;

namespace Delight.Host.Tests.CommandLine;

/// <summary>Runs as a collection: listed, filtered, compared, deleted, indexed.</summary>
public sealed class RunsVerbTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Runs_WholeAndDamagedOnes_ListsEachWithItsStatus()
    {
        await SimulateAsync("runs/a");
        await SimulateAsync("runs/b", "--seed", "2");
        await SimulateAsync("runs/below/c", "--estimator", "pg");
        File.WriteAllText(_folder.File("runs/b/run.json"), "{ torn");
        Directory.CreateDirectory(_folder.File("runs/empty"));
        string running = _folder.File("runs/below/c/run.json");
        File.WriteAllText(running, File.ReadAllText(running).Replace(
            "\"status\": \"finished\"", "\"status\": \"running\"", StringComparison.Ordinal));

        HostRun run = await HostRun.OfAsync("runs", _folder.File("runs"), "--json");

        Assert.Equal(0, run.ExitCode);
        JsonArray runs = JsonNode.Parse(run.Output)!["runs"]!.AsArray();
        Assert.Equal(
            ["a dg finished 60", "b  damaged ", "c pg abandoned 60"],
            runs.Select(one => $"{one!["name"]} {one["estimator"]} {one["status"]} {one["steps"]}").Order());
        Assert.StartsWith(
            _folder.File("runs/b/run.json") + ":1: cannot be read",
            (string)runs.Single(one => (string)one!["name"]! == "b")!["problem"]!, StringComparison.Ordinal);
        Assert.Contains("damaged: ", (await HostRun.OfAsync("runs", _folder.File("runs"))).Output,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--estimator pg", "pg-seed1 pg-seed2")]
    [InlineData("--where estimator!=pg", "dg-seed1 dg-seed2")]
    [InlineData("--where seed>1", "dg-seed2 pg-seed2")]
    [InlineData("--where seed<=1 --estimator d*", "dg-seed1")]
    [InlineData("--where learner.batchRows=20.0 --status finished", "dg-seed1 dg-seed2 pg-seed1 pg-seed2")]
    [InlineData("--where task.name=bernoulli* --scenario small", "dg-seed1 dg-seed2 pg-seed1 pg-seed2")]
    [InlineData("--status failed", "")]
    [InlineData("--where learner.stepTime<9ms", "")]
    [InlineData("--where learner.stepTime<11ms --where error<=100%", "dg-seed1 dg-seed2 pg-seed1 pg-seed2")]
    [InlineData("--where started>2000", "dg-seed1 dg-seed2 pg-seed1 pg-seed2")]
    public async Task Runs_Filtered_KeepsThoseThatAllConditionsHoldFor(string options, string names)
    {
        string compared = await CompareAsync();
        HostRun run = await HostRun.OfAsync(["runs", compared, "--json", .. options.Split(' ')]);
        Assert.Equal(0, run.ExitCode);
        Assert.Equal(names, string.Join(' ', JsonNode.Parse(run.Output)!["runs"]!.AsArray()
            .Select(one => (string)one!["name"]!).Order()));
    }

    [Theory]
    [InlineData("runs missing", "missing: there is no such folder.")]
    [InlineData("runs RUNS --where status", "--where status: it is no condition. Write key=value")]
    [InlineData("runs RUNS --where learner.batchRow=1", "--where learner.batchRow: no run has it. Did you mean")]
    [InlineData("runs delete", "there is nothing to delete: no run is named, or --where holds for none.")]
    [InlineData("runs delete RUNS --where seed=9", "there is nothing to delete: no run is named, or --where holds for")]
    [InlineData("runs delete RUNS --where error<abc", "--where error<abc: 'abc' cannot be more or less. Write a")]
    [InlineData("runs RUNS --where error<", "--where error<: it has no value.")]
    [InlineData("runs RUNS --status foo", "--where status=foo: there is no such status. A status is finished,")]
    [InlineData("runs RUNS --foo", "runs --foo: there is no such option. See ./delight runs --help.")]
    [InlineData("runs index RUNS --json", "runs index --json: there is no such option. See ./delight runs index")]
    [InlineData("runs compare", "Required argument missing for command: 'compare'. See ./delight runs compare --help.")]
    [InlineData("export RUNS/../small.json --format csv --jso", "export --jso: there is no such option.")]
    [InlineData("runs delete RUNS/..", "RUNS/.. is no folder of a run, a comparison or a sweep.")]
    public async Task Runs_WhatIsNotThere_IsRefusedInOneLine(string words, string problem)
    {
        string compared = await CompareAsync();
        HostRun run = await HostRun.OfAsync(
            [.. words.Replace("RUNS", compared, StringComparison.Ordinal).Split(' ')]);
        Assert.Equal((2, string.Empty), (run.ExitCode, run.Output));
        Assert.StartsWith(
            problem.Replace("RUNS", compared, StringComparison.Ordinal), Assert.Single(run.Problems),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunsCompare_RunsOfSeveralCommands_TellsThemApartByWhatDiffers()
    {
        await SimulateAsync("a", "--set", "optimiser.learningRate=0.1");
        await SimulateAsync("b", "--set", "optimiser.learningRate=0.01");
        await SimulateAsync("c", "--set", "optimiser.learningRate=0.01", "--seed", "2");

        HostRun run = await HostRun.OfAsync(
            "runs", "compare", _folder.File("a"), _folder.File("b"), _folder.File("c"), "--json", "--out",
            _folder.File("all"));

        Assert.Equal(0, run.ExitCode);
        JsonNode json = JsonNode.Parse(run.Output)!;
        Assert.Equal(
            [("dg, learningRate=0.1", 1), ("dg, learningRate=0.01", 2)],
            json["summary"]!.AsObject().Select(entry => (entry.Key, (int)entry.Value!["n"]!)));
        Assert.Equal(
            ["0.1", "0.01"], json["differences"]!["optimiser.learningRate"]!.AsArray().Select(value => (string)value!));
        Assert.Equal(
            ["dg | dg, learningRate=0.1", "dg | dg, learningRate=0.01", "dg | dg, learningRate=0.01"],
            json["runs"]!.AsArray().Select(one => $"{one!["estimator"]} | {one["label"]}"));
        string page = File.ReadAllText(_folder.File("all/report.html"));
        Assert.Contains("dg, learningRate=0.01", page, StringComparison.Ordinal);
        Assert.Equal(0, (await HostRun.OfAsync("runs", "delete", _folder.File("all"), "--yes")).ExitCode);
        Assert.False(Directory.Exists(_folder.File("all")));
        Assert.True(Directory.Exists(_folder.File("a")));
    }

    [Fact]
    public async Task RunsCompare_RunThatDidNotFinish_IsRefused()
    {
        await SimulateAsync("a");
        string file = _folder.File("a/run.json");
        File.WriteAllText(file, File.ReadAllText(file).Replace(
            "\"status\": \"finished\"", "\"status\": \"interrupted\"", StringComparison.Ordinal));
        HostRun run = await HostRun.OfAsync("runs", "compare", _folder.File("a"), "--out", _folder.File("all"));
        Assert.Equal(2, run.ExitCode);
        Assert.StartsWith(
            $"{_folder.File("a")} is interrupted after 60 of 60 steps; only finished runs are compared.",
            Assert.Single(run.Problems), StringComparison.Ordinal);
        Assert.False(Directory.Exists(_folder.File("all")));
    }

    [Fact]
    public async Task RunsDelete_ListedThenConfirmed_DeletesWhatIsNamedAndNothingElse()
    {
        string compared = await CompareAsync();
        await SimulateAsync("kept");
        HostRun listed = await HostRun.OfAsync("runs", "delete", "--where", "seed=2", compared);
        Assert.Equal(2, listed.ExitCode);
        Assert.Contains("2 folders of ", Assert.Single(listed.Problems), StringComparison.Ordinal);
        Assert.True(Directory.Exists(Path.Combine(compared, "dg-seed2")));

        HostRun done = await HostRun.OfAsync("runs", "delete", "--where", "seed=2", compared, "--yes");
        Assert.Equal(0, done.ExitCode);
        Assert.Equal(
            ["dg-seed1", "pg-seed1"], Directory.GetDirectories(compared).Select(Path.GetFileName).Order());

        Assert.Equal(0, (await HostRun.OfAsync("runs", "delete", compared, "--yes")).ExitCode);
        Assert.False(Directory.Exists(compared));
        Assert.True(File.Exists(_folder.File("kept/run.json")));
    }

    [Fact]
    public async Task RunsDelete_RunUnderWayOrWithFoldersOfTheUser_IsRefused()
    {
        await SimulateAsync("a");
        string file = _folder.File("a/run.json");
        File.WriteAllText(file, File.ReadAllText(file).Replace(
            "\"status\": \"finished\"", "\"status\": \"running\"", StringComparison.Ordinal));
        using (FileStream measured = new(
            _folder.File("a/metrics.jsonl"), FileMode.Append, FileAccess.Write, FileShare.Read))
        {
            HostRun run = await HostRun.OfAsync("runs", "delete", _folder.File("a"), "--yes");
            Assert.Equal(2, run.ExitCode);
            Assert.StartsWith(
                $"{_folder.File("a")} is under way: a process writes to it.", Assert.Single(run.Problems),
                StringComparison.Ordinal);
            Assert.Contains(
                "\"running\"", (await HostRun.OfAsync("runs", _folder.File("a"), "--json")).Output,
                StringComparison.Ordinal);
        }

        foreach (string own in (string[])["thesis", "export"])
        {
            Directory.CreateDirectory(_folder.File($"a/{own}"));
            HostRun mine = await HostRun.OfAsync("runs", "delete", _folder.File("a"), "--yes");
            Assert.Contains($"holds the folder {own}, which no run makes", Assert.Single(mine.Problems),
                StringComparison.Ordinal);
            Directory.Delete(_folder.File($"a/{own}"));
        }

        Assert.Equal(0, (await HostRun.OfAsync("runs", "delete", _folder.File("a"), "--yes")).ExitCode);
        Assert.False(Directory.Exists(_folder.File("a")));
    }

    [Fact]
    public async Task RunsIndex_RunsAndComparisons_LinksToEachReport()
    {
        await CompareAsync("runs/compared");
        await SimulateAsync("runs/one run");
        Directory.CreateDirectory(_folder.File("runs/torn"));
        File.WriteAllText(_folder.File("runs/torn/run.json"), "{");

        HostRun run = await HostRun.OfAsync("runs", "index", _folder.File("runs"));

        Assert.Equal((0, _folder.File("runs/index.html")), (run.ExitCode, run.Output.Trim()));
        string page = File.ReadAllText(_folder.File("runs/index.html"));
        Assert.Contains("href=\"compared/report.html\"", page, StringComparison.Ordinal);
        Assert.Contains("href=\"one%20run/report.html\"", page, StringComparison.Ordinal);
        Assert.Equal(5, page.Split("href=\"compared/report.html\"").Length - 1);
        Assert.Contains("6 runs · 1 damaged · 5 finished", page, StringComparison.Ordinal);
        Assert.Contains("cannot be read", page, StringComparison.Ordinal);
    }

    private async Task SimulateAsync(string folder, params string[] more)
    {
        HostRun run = await HostRun.OfAsync(["simulate", Scenario(), "--out", _folder.File(folder), .. more]);
        Assert.Equal(0, run.ExitCode);
    }

    private async Task<string> CompareAsync(string folder = "compared")
    {
        HostRun run = await HostRun.OfAsync(
            "compare", Scenario(), "--estimators", "dg,pg", "--seeds", "2", "--out", _folder.File(folder));
        Assert.Equal(0, run.ExitCode);
        return _folder.File(folder);
    }

    private string Scenario()
    {
        string file = _folder.File("small.json");
        File.WriteAllText(file, SmallExperiment.Scenario);
        return file;
    }
}
