using Delight.Experiments.Records;
using Delight.Experiments.Tests.Support;
using Delight.Experiments.Text;

namespace Delight.Export.Tests;

public sealed class RunExportTests(SmallRuns small) : IClassFixture<SmallRuns>, IDisposable
{
    private readonly TemporaryFolder _made = new();

    public void Dispose() => _made.Dispose();

    [Fact]
    public async Task Readme_ReadsAComparisonAndWritesTables()
    {
        string comparison = small.Folder, folder = _made.File("tables");

        #region export
        IReadOnlyList<RunRecord> runs = RunExport.Read([comparison]);
        await RunExport.WriteAsync(runs, ExportFormat.Parquet, folder);
        #endregion

        Assert.Equal(
            [
                "events", "metrics", "metrics-byAge", "metrics-byPool", "runs", "runs-byAge", "runs-droppedByClass",
                "runs-sources", "runs-staleness-counts",
            ],
            Directory.GetFiles(folder).Select(Path.GetFileNameWithoutExtension).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Read_ComparisonAndOneOfItsRuns_GivesEachRunOnce()
    {
        string one = Path.Combine(small.Folder, "pg-seed1") + Path.DirectorySeparatorChar;

        Assert.Equal(["pg", "dg"], RunExport.Read([one, small.Folder]).Select(run => run.Summary.Estimator));
        Assert.Equal(2, RunExport.Read([Path.GetDirectoryName(small.Folder)!]).Count);
    }

    [Fact]
    public void Read_SeveralProblems_AreToldTogether()
    {
        string damaged = _made.File("damaged");
        Copy(small.Runs[0].Folder, damaged);
        File.AppendAllText(Path.Combine(damaged, RunFolder.EventsFile), "{\n");

        UserErrorException refusal = Assert.Throws<UserErrorException>(
            () => RunExport.Read([_made.File("missing"), damaged, small.Folder]));

        Assert.Equal(2, refusal.Problems.Count);
        Assert.Equal(
            $"{_made.File("missing")} has no run.json, so it is no run. Give the folder of a run.",
            refusal.Problems[0]);
        Assert.Matches(@"damaged.events\.jsonl:[0-9]+: cannot be read: ", refusal.Problems[1]);
    }

    [Fact]
    public void FormatOf_Misspelt_TellsTheNearest() => Assert.Equal(
        "--format is 'parket'; it must be one of csv, parquet, tensorboard. Did you mean 'parquet'?",
        Assert.Throws<UserErrorException>(() => RunExport.FormatOf("parket")).Message);

    [Theory]
    [InlineData(ExportFormat.Csv)]
    [InlineData(ExportFormat.Parquet)]
    [InlineData(ExportFormat.TensorBoard)]
    public async Task WriteAsync_FolderWithFiles_IsRefusedAndStaysAsItIs(ExportFormat format)
    {
        string mine = _made.File("mine.txt");
        await File.WriteAllTextAsync(mine, "mine");

        UserErrorException refusal = await Assert.ThrowsAsync<UserErrorException>(
            () => RunExport.WriteAsync(small.Runs, format, _made.Path));
        UserErrorException ofFile = await Assert.ThrowsAsync<UserErrorException>(
            () => RunExport.WriteAsync(small.Runs, format, mine));

        Assert.Equal(
            $"--out {_made.Path} is not empty; an export never writes over anything. Give a new folder.",
            refusal.Message);
        Assert.Equal(
            $"--out {mine} is a file; it must be a new or empty folder. Give another name.", ofFile.Message);
        Assert.Equal([mine], Directory.GetFileSystemEntries(_made.Path));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task WriteAsync_NewOrEmptyFolder_GetsTheFilesAndNothingElse(bool exists)
    {
        string folder = _made.File("outer/tables");
        if (exists)
        {
            Directory.CreateDirectory(folder);
        }

        await RunExport.WriteAsync(small.Runs, ExportFormat.Csv, folder);

        Assert.Equal(9, Directory.GetFileSystemEntries(folder).Length);
        Assert.Equal([folder], Directory.GetFileSystemEntries(_made.File("outer")));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task WriteAsync_FailsHalfway_LeavesNothing(bool exists)
    {
        string folder = _made.File("outer/tables");
        Directory.CreateDirectory(exists ? folder : _made.File("outer"));
        RunRecord bad = small.Runs[1] with { Summary = small.Runs[1].Summary with { Seed = ulong.MaxValue } };

        UserErrorException refusal = await Assert.ThrowsAsync<UserErrorException>(
            () => RunExport.WriteAsync([small.Runs[0], bad], ExportFormat.Csv, folder));

        Assert.Contains("seed is 18446744073709551615; a seed is at most 9223372036854775807", refusal.Message,
            StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(_made.Path, "*", SearchOption.AllDirectories));
        Assert.Equal(exists, Directory.Exists(folder));
    }

    [Theory]
    [InlineData(ExportFormat.Csv)]
    [InlineData(ExportFormat.Parquet)]
    [InlineData(ExportFormat.TensorBoard)]
    public async Task WriteAsync_Twice_GivesTheSameBytes(ExportFormat format)
    {
        await RunExport.WriteAsync(small.Runs, format, _made.File("one"));
        await RunExport.WriteAsync(small.Runs, format, _made.File("two"));

        string[] files = [.. Directory.GetFiles(_made.File("one"), "*", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(_made.File("one"), file))];
        Assert.True(files.Length >= 2, string.Join(' ', files));
        Assert.All(files, file => Assert.Equal(
            File.ReadAllBytes(_made.File("one/" + file)), File.ReadAllBytes(_made.File("two/" + file))));
    }

    [Fact]
    public async Task WriteAsync_Cancelled_LeavesNothing()
    {
        using CancellationTokenSource source = new();
        await source.CancelAsync();

        foreach (ExportFormat format in Enum.GetValues<ExportFormat>())
        {
            await Assert.ThrowsAnyAsync<OperationCanceledException>(
                () => RunExport.WriteAsync(small.Runs, format, _made.File("tables"), source.Token));
        }

        Assert.Empty(Directory.GetFileSystemEntries(_made.Path));
    }

    [Fact]
    public void NewFolderName_OfAFormat_SaysFormatAndTime()
    {
        ManualTime clock = new();

        Assert.Equal(
            Path.Combine("runs", "export-tensorboard-20260203-040506"),
            RunExport.NewFolderName(ExportFormat.TensorBoard, clock));
    }

    private static void Copy(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (string file in Directory.GetFiles(from))
        {
            File.Copy(file, Path.Combine(to, Path.GetFileName(file)));
        }
    }

    private sealed class ManualTime : TimeProvider
    {
        public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

        public override DateTimeOffset GetUtcNow() => new(2026, 2, 3, 4, 5, 6, TimeSpan.Zero);
    }
}
