using Delight.Experiments.Records;
using Delight.Experiments.Tests.Support;
using Delight.Host.Tests.Streams;

namespace Delight.Host.Tests.CommandLine;

public sealed class ExportVerbTests : IDisposable
{
    private readonly RecordedRuns _runs = new();

    public void Dispose() => _runs.Dispose();

    [Theory]
    [InlineData("csv", "runs.csv")]
    [InlineData("parquet", "runs.parquet")]
    [InlineData("tensorboard", "*/recorded/events.out.tfevents.*")]
    public async Task Export_OfARun_PrintsTheFolderOfTheFiles(string format, string file)
    {
        string run = await _runs.RecordAsync(RecordedRuns.Bandit), output = _runs.Path("exported");

        HostRun exported = await HostRun.OfAsync("export", run, "--format", format, "--out", output);

        Assert.Equal((0, output + Environment.NewLine, ""), (exported.ExitCode, exported.Output, exported.Error));
        string folder = Path.Combine(output, Path.GetDirectoryName(file)!.Replace("*", Path.GetFileName(
            Path.GetDirectoryName(run)!), StringComparison.Ordinal));
        Assert.Single(Directory.GetFiles(folder, Path.GetFileName(file)));
    }

    [Fact]
    public async Task Export_WhatCannotBe_IsRefusedInOneLineAndWritesNothing()
    {
        using TemporaryFolder folder = new();
        string run = await _runs.RecordAsync(RecordedRuns.Bandit), output = folder.File("exported");
        string empty = Directory.CreateDirectory(folder.File("empty")).FullName;

        foreach ((string[] arguments, string problem) in new (string[], string)[]
        {
            (["--format", "csv"], "Required argument missing for command: 'export'. See ./delight export --help."),
            ([run], "Option '--format' is required. See ./delight export --help."),
            ([run, "--format", "parqet"],
                "--format is 'parqet'; it must be one of csv, parquet, tensorboard. Did you mean 'parquet'?"),
            ([empty, "--format", "csv"],
                $"{empty} has no {RunFolder.SummaryFile}, so it is no run. Give the folder of a run."),
            ([run, "--format", "csv", "--out", folder.Path],
                $"--out {folder.Path} is not empty; an export never writes over anything. Give a new folder."),
        })
        {
            string[] more = arguments.Contains("--out") ? [] : ["--out", output];
            HostRun refused = await HostRun.OfAsync(["export", .. arguments, .. more]);
            Assert.Equal((2, ""), (refused.ExitCode, refused.Output));
            Assert.Equal(problem, Assert.Single(refused.Problems));
        }

        Assert.Equal([empty], Directory.GetFileSystemEntries(folder.Path));
    }

    [Fact]
    public async Task Export_OfADamagedRecord_NamesFileAndLine()
    {
        string run = await _runs.RecordAsync(RecordedRuns.Bandit);
        string metrics = Path.Combine(run, RunFolder.MetricsFile);
        string[] lines = await File.ReadAllLinesAsync(metrics);
        await File.WriteAllTextAsync(metrics, $"{lines[0]}\nnonsense\n");

        HostRun refused = await HostRun.OfAsync("export", run, "--format", "csv", "--out", _runs.Path("exported"));

        Assert.Equal(2, refused.ExitCode);
        Assert.StartsWith($"{metrics}:2: cannot be read: ", Assert.Single(refused.Problems), StringComparison.Ordinal);
        Assert.False(Directory.Exists(_runs.Path("exported")));
    }
}
