using System.Diagnostics;
using System.Text.Json.Nodes;
using Delight.Experiments.Files;
using Delight.Experiments.Records;
using Delight.Experiments.Tests.Support;

namespace Delight.Host.Tests.CommandLine;

/// <summary>Sweeps from the command line: what is kept, what goes on, and what is refused.</summary>
public sealed class SweepVerbTests : IDisposable
{
    private const string Rates = "optimiser.learningRate=0.01,0.03,0.1";
    private const string Batches = "learner.batchRows=10,20,40";

    private static readonly string Host = Path.Combine(AppContext.BaseDirectory, "Delight.Host.dll");

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Sweep_KilledAtTwoMomentsAndResumed_HasThePageOfOneGoByteForByte()
    {
        string[] arguments = // runs long enough for a kill to come between them
        [
            "sweep", Scenario(), "--set", Rates, "--set", Batches, "--seeds", "3", "--steps", "1500", "--jobs", "2",
            "--out",
        ];
        Assert.Equal(0, (await HostRun.OfAsync([.. arguments, _folder.File("whole")])).ExitCode);

        await KilledAtResultAsync(4, [.. arguments, _folder.File("parts")]);
        int afterFirst = ResultsIn("parts").Length;
        await KilledAtResultAsync(15, [.. arguments, _folder.File("parts")]);
        int afterSecond = ResultsIn("parts").Length;
        HostRun last = await HostRun.OfAsync("sweep", "--resume", _folder.File("parts"), "--jobs", "2");

        Assert.Equal(0, last.ExitCode);
        Assert.InRange(afterFirst, 4, 26);
        Assert.InRange(afterSecond, Math.Max(15, afterFirst), 26);
        Assert.Contains($"9 cells, 27 results, {afterSecond} of them are there", last.Error, StringComparison.Ordinal);
        Assert.Equal(File.ReadAllBytes(Page("whole")), File.ReadAllBytes(Page("parts")));
    }

    [Theory]
    [InlineData("sweep", "3 cells, 3 results, 3 of them are there", "--set", Rates)]
    [InlineData("compare", "2 runs, 2 of them are there", "--estimators", "dg,pg")]
    public async Task Verb_BegunWithAnEnvironment_GoesOnWithoutIt(string verb, string kept, params string[] options)
    {
        using Process process = new()
        {
            StartInfo = new ProcessStartInfo(
                "dotnet", [Host, verb, Scenario(), .. options, "--out", _folder.File("begun")])
            {
                RedirectStandardError = true, RedirectStandardOutput = true, UseShellExecute = false,
                Environment = { ["DELIGHT__learner__batchRows"] = "10" },
            },
        };
        process.Start();
        Task<string> error = process.StandardError.ReadToEndAsync();
        await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, await error);

        HostRun run = await HostRun.OfAsync(verb, "--resume", _folder.File("begun"));

        Assert.Equal(0, run.ExitCode);
        Assert.Contains(kept, run.Error, StringComparison.Ordinal);
        Assert.Contains("--set learner.batchRows=10", File.ReadAllText(Page("begun")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sweep_InterruptedInOrder_WritesThePageOfWhatIsThereAndSaysSo()
    {
        using CancellationTokenSource interrupt = new();
        HostRun run = await HostRun.WatchedAsync(
            line =>
            {
                if (line.StartsWith("small 2 of 9", StringComparison.Ordinal))
                {
                    interrupt.Cancel();
                }
            },
            interrupt.Token, "sweep", Scenario(), "--set", Rates, "--seeds", "3", "--jobs", "1", "--out",
            _folder.File("cut"));

        Assert.Equal(130, run.ExitCode);
        Assert.Equal(
            $"interrupted; 2 of 9 results are kept. Go on with: ./delight sweep --resume {_folder.File("cut")}",
            Assert.Single(run.Problems));
        string page = File.ReadAllText(Page("cut"));
        Assert.Contains("7 runs of 9 are not there yet", page, StringComparison.Ordinal);
        Assert.Contains("2 of 9 runs are done", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sweep_MoreSeedsOrValuesInTheSameFolder_RunsOnlyWhatIsNew()
    {
        string[] arguments = ["sweep", Scenario(), "--jobs", "2", "--out", _folder.File("grown"), "--set"];
        Assert.Equal(0, (await HostRun.OfAsync([.. arguments, Rates])).ExitCode);

        HostRun more = await HostRun.OfAsync([.. arguments, Rates + ",0.3", "--seeds", "2"]);

        Assert.Equal(0, more.ExitCode);
        Assert.Contains("4 cells, 8 results, 3 of them are there", more.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sweep_TwoEstimatorsAsJson_HasEveryCellWithItsIntervalAndTheBest()
    {
        HostRun run = await HostRun.OfAsync(
            "sweep", Scenario(), "--set", Rates, "--estimators", "dg,kondo(share=0.5,eta=2)", "--seeds", "2",
            "--metric", "reward", "--json", "--out", _folder.File("json"));

        Assert.Equal(0, run.ExitCode);
        JsonNode json = JsonNode.Parse(run.Output)!;
        Assert.Equal((12, 0, 0), ((int)json["runs"]!, (int)json["missing"]!, (int)json["failed"]!));
        Assert.Equal(6, json["cells"]!.AsArray().Count);
        JsonNode cell = json["cells"]![3]!;
        Assert.Equal(
            ("0.03", "kondo(share=0.5,eta=2)"),
            ((string)cell["values"]!["optimiser.learningRate"]!, (string)cell["estimator"]!));
        double[] rewards = [.. cell["runs"]!.AsArray().Select(one => (double)one!["value"]!)];
        Assert.Equal(2, rewards.Length);
        Assert.Equal(rewards.Average(), (double)cell["mean"]!, 12);
        // Student's t with one degree of freedom, and the standard error of two numbers is half their distance.
        Assert.Equal(12.7062 * Math.Abs(rewards[0] - rewards[1]) / 2, (double)cell["halfWidth"]!, 6);
        Assert.Equal(
            $"./delight sweep {_folder.File("small.json")} --set {Rates} --estimators 'dg,kondo(share=0.5,eta=2)' "
                + $"--seeds 2 --metric reward --out {_folder.File("json")}",
            (string)json["command"]!);
        Assert.Equal(
            json["cells"]!.AsArray().Max(one => (double)one!["mean"]!), (double)json["best"]!["mean"]!);
    }

    [Fact]
    public async Task Sweep_CommandOfThePage_IsWhatWasTypedWithoutItsFolder()
    {
        string scenario = Scenario();
        Assert.Equal(0, (await HostRun.OfAsync(
            "sweep", scenario, "--set", Rates, "--steps", "20", "--seed", "7", "--out", _folder.File("a"))).ExitCode);
        string page = File.ReadAllText(Page("a"));
        Assert.Contains(
            $"./delight sweep {scenario} --steps 20 --seed 7 --set {Rates}</code>", page, StringComparison.Ordinal);
        Assert.Contains(" --seed 8 --set optimiser.learningRate=", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", page, StringComparison.Ordinal);
        Assert.DoesNotContain("http", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "no --set has a list of values, so there is nothing to sweep.")]
    [InlineData("--set learner.batchRow=1,2", "--set: 'learner.batchRow' is no setting. Did you mean")]
    [InlineData("--set learner.batchRows=10,x", "--set: learner.batchRows is 'x'; it must be")]
    [InlineData("--set learner.batchRows=10,,20", "--set learner.batchRows=10,,20: a value is empty.")]
    [InlineData("--set learner.batchRows=10,10", "--set learner.batchRows=10,10: '10' is there twice.")]
    [InlineData(
        "--set optimiser.learningRate=1e-3,0.01,0.001",
        "--set optimiser.learningRate=1e-3,0.01,0.001: '1e-3' and '0.001' give the same runs. Keep one of them.")]
    [InlineData(
        "--set network.latency=1s,1000ms", "'1s' and '1000ms' give the same runs. Keep one of them.")]
    [InlineData(
        "--set learner.batchRows=10,20 --estimators dg,dg(eta=1)",
        "--estimators: dg and dg(eta=1) are the same estimator; keep one.")]
    [InlineData(
        "--set optimiser.learningRate", "--set optimiser.learningRate: it has no '='. Write --set PATH=A,B,C.")]
    [InlineData(
        "--set policy=mlp(hidden=[50,50],mlp(hidden=[100])",
        "--set policy=mlp(hidden=[50,50],mlp(hidden=[100]): '(' has no partner, so nobody can say which commas part "
            + "values. Write the other bracket too.")]
    [InlineData("--set policy=mlp(hidden=[50)],tabular", "tabular: ')' has no partner,")]
    [InlineData("--set seed=1,2", "--set seed: seeds have an option of their own")]
    [InlineData("--set estimator=dg,pg", "--set estimator: estimators have an option of their own: --estimators dg,pg")]
    [InlineData("--set learner.batchRows=10,20 --set learner.batchRows=40", "learner.batchRows is given twice")]
    [InlineData(
        "--set learner.batchRows=10,20 --estimators dgg",
        "--estimators: estimator is 'dgg'; no estimator has that name")]
    [InlineData("--set learner.batchRows=10,20 --metric errors", "--metric is 'errors'; there is no such metric.")]
    [InlineData("--set learner.batchRows=10,20 --seeds 0", "--seeds is '0'; it must be a whole number from 1 to")]
    public async Task Sweep_WhatCannotBeSwept_IsRefusedInOneLineBeforeAnythingIsWritten(string options, string problem)
    {
        HostRun run = await HostRun.OfAsync(
            ["sweep", Scenario(), "--out", _folder.File("no"),
                .. options.Split(' ', StringSplitOptions.RemoveEmptyEntries)]);
        Assert.Equal((2, string.Empty), (run.ExitCode, run.Output));
        Assert.Contains(problem, Assert.Single(run.Problems), StringComparison.Ordinal);
        Assert.False(Directory.Exists(_folder.File("no")));
    }

    [Fact]
    public async Task Sweep_FolderOfAProcessUnderWay_IsRefusedByTheSecondAndNotDeleted()
    {
        string[] arguments = ["sweep", Scenario(), "--set", Rates, "--out", _folder.File("a")];
        Assert.Equal(0, (await HostRun.OfAsync(arguments)).ExitCode);
        using (FolderClaim.Take(_folder.File("a"), string.Empty))
        {
            HostRun second = await HostRun.OfAsync(arguments);
            Assert.Equal(2, second.ExitCode);
            Assert.StartsWith(
                $"{_folder.File("a")} is in use by another process.", Assert.Single(second.Problems),
                StringComparison.Ordinal);
            HostRun delete = await HostRun.OfAsync("runs", "delete", _folder.File("a"), "--yes");
            Assert.Contains("is under way", Assert.Single(delete.Problems), StringComparison.Ordinal);
        }

        Assert.Equal(0, (await HostRun.OfAsync("runs", "delete", _folder.File("a"), "--yes")).ExitCode);
        Assert.False(Directory.Exists(_folder.File("a")));
    }

    [Theory]
    [InlineData(
        "SMALL --set optimiser.learningRate=0.01,0.03 --set learner.batchRows=10",
        "a sweep of another setting (learner.batchRows 20 there, 10 here)")]
    [InlineData("SMALL --steps 50 --set optimiser.learningRate=0.01,0.03",
        "a sweep of another setting (learner.steps 60 there, 50 here)")]
    [InlineData("SMALL --set learner.batchRows=10,20",
        "a sweep of other settings (optimiser.learningRate there, learner.batchRows here)")]
    [InlineData("OTHER --set optimiser.learningRate=0.01,0.03",
        "a sweep of another scenario (scenario small there, other here)")]
    public async Task Sweep_FolderOfAnotherSweep_IsRefusedAndStaysAsItIs(string words, string problem)
    {
        string small = Scenario(), other = _folder.File("other.json"), folder = _folder.File("a");
        File.WriteAllText(
            other, SmallExperiment.Scenario.Replace("\"small\"", "\"other\"", StringComparison.Ordinal));
        Assert.Equal(0, (await HostRun.OfAsync("sweep", small, "--set", Rates, "--out", folder)).ExitCode);
        string[] kept = [.. ((string[])[RunFolder.SweepFile, RunFolder.ReportFile])
            .Select(file => File.ReadAllText(Path.Combine(folder, file)))];

        HostRun run = await HostRun.OfAsync(
            [
                "sweep", "--out", folder,
                .. words.Split(' ').Select(word => word == "SMALL" ? small : word == "OTHER" ? other : word),
            ]);

        Assert.Equal(2, run.ExitCode);
        Assert.Equal($"{folder} is {problem}. Give this one another --out DIR.", Assert.Single(run.Problems));
        Assert.Equal(kept, ((string[])[RunFolder.SweepFile, RunFolder.ReportFile])
            .Select(file => File.ReadAllText(Path.Combine(folder, file))));
    }

    [Fact]
    public async Task Sweep_RunsThatDiverge_NamesNoFileOfAFolderThatIsGone()
    {
        HostRun run = await HostRun.OfAsync(
            "sweep", "reversal-all-frictions", "--estimators", "reinforce", "--steps", "50",
            "--set", "task.length=3", "--set", "optimiser.learningRate=900,1000",
            "--set", "optimiser.epsilon=1e-30", "--out", _folder.File("a"));

        Assert.Equal((1, 2), (run.ExitCode, run.Problems.Count));
        Assert.All(run.Problems, problem => Assert.Contains(
            "or set optimiser.gradientNormMax. Run it alone: ./delight simulate ", problem, StringComparison.Ordinal));
        Assert.DoesNotContain("diverged.json", File.ReadAllText(Page("a")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("simulate")]
    [InlineData("run")]
    public async Task OneRun_SeveralValuesOfASetting_NamesTheSweep(string verb)
    {
        HostRun run = await HostRun.OfAsync(verb, Scenario(), "--estimator", "pg", "--set", Rates);

        Assert.Equal(2, run.ExitCode);
        Assert.Equal(
            "--set: optimiser.learningRate is '0.01,0.03,0.1'; it must be a number. Several values are a sweep. Type: "
            + $"./delight sweep {Scenario()} --set optimiser.learningRate=0.01,0.03,0.1 --estimators pg",
            run.Problems[^1]);
    }

    [Fact]
    public async Task Sweep_FolderOfSomethingElse_IsRefusedAndKept()
    {
        string other = Directory.CreateDirectory(_folder.File("other")).FullName;
        File.WriteAllText(Path.Combine(other, "notes.txt"), "mine");
        HostRun run = await HostRun.OfAsync("sweep", Scenario(), "--set", Rates, "--out", other);
        Assert.Equal(2, run.ExitCode);
        Assert.Contains("is not empty", Assert.Single(run.Problems), StringComparison.Ordinal);
        Assert.Equal(["notes.txt"], Directory.GetFileSystemEntries(other).Select(Path.GetFileName));
    }

    private string Scenario()
    {
        string file = _folder.File("small.json");
        File.WriteAllText(file, SmallExperiment.Scenario);
        return file;
    }

    private string Page(string folder) => _folder.File($"{folder}/{RunFolder.ReportFile}");

    private string[] ResultsIn(string folder) =>
        Directory.GetFiles(_folder.File($"{folder}/results"), "*.json");

    /// <summary>Runs a process of its own and kills it when it has said that a result is kept.</summary>
    private static async Task KilledAtResultAsync(int count, string[] arguments)
    {
        using Process process = new()
        {
            StartInfo = new ProcessStartInfo("dotnet", [Host, .. arguments])
            {
                RedirectStandardError = true, RedirectStandardOutput = true, UseShellExecute = false,
            },
        };
        process.Start();
        while (await process.StandardError.ReadLineAsync() is { } line)
        {
            if (line.StartsWith($"small {count} of 27", StringComparison.Ordinal))
            {
                process.Kill();
                break;
            }
        }

        await process.WaitForExitAsync();
        Assert.NotEqual(0, process.ExitCode);
    }
}
