using Delight.Experiments.Records;
using Delight.Experiments.Tests.Support;
using Delight.Host.Tests.CommandLine;
using Delight.Host.Tests.Streams;

namespace Delight.Host.Tests.Runs;

/// <summary>Folders that vanish, or in which a file cannot be written any more, under whatever writes to them: one
/// line, exit code 1, and a record that says so where there still is one.</summary>
public sealed class UnwritableFolderTests : IDisposable
{
    private readonly ResumeScenario _scenario = new();
    private readonly TemporaryFolder _folder = new();

    public void Dispose()
    {
        _scenario.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [InlineData("simulate")]
    [InlineData("run")]
    public async Task Run_FolderRemovedUnderIt_SaysSoInOneLine(string verb)
    {
        string folder = _folder.File("run");
        HostRun run = await AtStep70Async(
            () => Remove(folder), verb, _scenario.Path, "--out", folder);

        string problem = Assert.Single(run.Problems);
        Assert.Equal(1, run.ExitCode);
        Assert.StartsWith("reinforce seed 1 failed: " + folder, problem, StringComparison.Ordinal);
        Assert.Contains(
            "cannot be written: its folder is gone, or was never there. Leave it alone until the end, and run the "
            + "command again.", problem, StringComparison.Ordinal);
        Assert.False(Directory.Exists(folder));
    }

    [Theory]
    [InlineData("simulate")]
    [InlineData("run")]
    public async Task Run_CheckpointsReplacedByAFile_LeavesARecordThatSaysWhy(string verb)
    {
        string folder = _folder.File("run"), checkpoints = Path.Combine(folder, RunFolder.CheckpointsFolder);
        HostRun run = await AtStep70Async(
            () =>
            {
                Remove(checkpoints);
                File.WriteAllText(checkpoints, "no folder");
            },
            verb, _scenario.Path, "--out", folder);

        Assert.Equal(1, run.ExitCode);
        string problem = Assert.Single(run.Problems);
        RunRecord record = RunRecord.Read(folder);
        Assert.Equal($"reinforce seed 1 failed: {record.Summary.Failure}", problem);
        Assert.Equal(RunStatus.Failed, record.Summary.Status);
        Assert.StartsWith(checkpoints, record.Summary.Failure, StringComparison.Ordinal);
        Assert.Contains(" cannot be written: ", record.Summary.Failure, StringComparison.Ordinal);
        Assert.InRange(record.Steps, 70, 100);
        Assert.True(record.Updates.Count >= 7);
        Assert.Contains($"Report: {Path.Combine(folder, RunFolder.ReportFile)}", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_PolicyThatCannotBeWritten_IsNoFinishedRun()
    {
        string folder = _folder.File("run"), policy = Path.Combine(folder, RunFolder.PolicyFile);
        HostRun run = await AtStep70Async(
            () => Directory.CreateDirectory(policy), "simulate", _scenario.Path, "--out", folder);

        Assert.Equal(1, run.ExitCode);
        Assert.Equal(
            $"reinforce seed 1 failed: {policy} cannot be written: a folder has its name. Remove the folder and run "
            + "the command again. "
            + $"Go on with: ./delight simulate {_scenario.Path} --resume {folder}",
            Assert.Single(run.Problems));
        Assert.Equal((RunStatus.Failed, 100L), (RunRecord.Read(folder).Summary.Status, RunRecord.Read(folder).Steps));
    }

    [Fact]
    public async Task Compare_FolderOfOneRunRemoved_FinishesTheOthers()
    {
        string folder = _folder.File("runs");
        HostRun run = await AtStep70Async(
            () => Remove(Path.Combine(folder, "dg-seed1")),
            "compare", _scenario.Path, "--estimators", "dg,pg", "--seeds", "1", "--jobs", "1", "--out", folder);

        Assert.Equal(1, run.ExitCode);
        Assert.StartsWith("dg seed 1 failed: ", Assert.Single(run.Problems), StringComparison.Ordinal);
        Assert.Equal(RunStatus.Finished, RunRecord.Read(Path.Combine(folder, "pg-seed1")).Summary.Status);
        Assert.Contains($"Report: {Path.Combine(folder, RunFolder.ReportFile)}", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Compare_WholeFolderRemoved_DoesNotComeBack()
    {
        string folder = _folder.File("runs");
        HostRun run = await AtStep70Async(
            () => Remove(folder),
            "compare", _scenario.Path, "--estimators", "dg,pg", "--jobs", "1", "--out", folder);

        Assert.Equal((1, 2), (run.ExitCode, run.Problems.Count));
        Assert.DoesNotContain("Report:", run.Output, StringComparison.Ordinal);
        Assert.False(Directory.Exists(folder));
    }

    [Fact]
    public async Task Replay_FolderOfOneEstimatorRemoved_FinishesTheOthers()
    {
        using RecordedRuns recorded = new();
        string stream = await recorded.RecordAsync(RecordedRuns.Bandit), folder = _folder.File("replayed");
        HostRun run = await WatchedAsync(
            line => line.StartsWith("dg: step 8 ", StringComparison.Ordinal),
            () => Remove(Path.Combine(folder, "dg-seed1")),
            "replay", stream, "--estimators", "dg,pg", "--out", folder);

        Assert.Equal(1, run.ExitCode);
        Assert.StartsWith("dg seed 1 failed: ", Assert.Single(run.Problems), StringComparison.Ordinal);
        Assert.Equal(RunStatus.Finished, RunRecord.Read(Path.Combine(folder, "pg-seed1")).Summary.Status);
        Assert.Contains("Report:", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Replay_StreamCutUnderIt_IsNoFinishedReplay()
    {
        using RecordedRuns recorded = new();
        string recording = await recorded.RecordAsync(RecordedRuns.Bandit, "--steps", "3000");
        string stream = Path.Combine(recording, RunFolder.StreamFile), folder = _folder.File("replayed");
        HostRun run = await WatchedAsync(
            line => line.StartsWith("dg: step 304 ", StringComparison.Ordinal),
            () =>
            {
                using FileStream file = new(stream, FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
                file.SetLength(file.Length / 2);
            },
            "replay", recording, "--estimators", "dg", "--out", folder);

        Assert.Equal(1, run.ExitCode);
        Assert.Matches(
            "^dg seed 1 failed: the stream ends after [0-9]+ of 3000 updates, which it had at the start\\.",
            Assert.Single(run.Problems));
        Assert.Equal(RunStatus.Failed, RunRecord.Read(Path.Combine(folder, "dg-seed1")).Summary.Status);
    }

    [Fact]
    public async Task Reproduce_WorkFolderReplacedByAFile_KeepsNoResultOfIt()
    {
        string folder = _folder.File("small"), work = Path.Combine(folder, "work");
        HostRun run = await WatchedAsync(
            line => line.StartsWith("small 1 of 8", StringComparison.Ordinal),
            () =>
            {
                Remove(work);
                File.WriteAllText(work, "no folder");
            },
            "reproduce", SmallExperiment.Write(_folder.Path), "--out", folder, "--jobs", "1");

        Assert.Equal(1, run.ExitCode);
        Assert.StartsWith(work, Assert.Single(run.Problems), StringComparison.Ordinal);
        Assert.Single(Directory.GetFiles(folder, "*.json", SearchOption.AllDirectories));
    }

    /// <summary>Removes a folder that a live run may be writing to.</summary>
    private static void Remove(string folder)
    {
        while (Directory.Exists(folder))
        {
            try
            {
                Directory.Delete(folder, recursive: true);
            }
            catch (IOException)
            {
                continue; // a file came meanwhile
            }
        }
    }

    private static Task<HostRun> AtStep70Async(Action disturb, params string[] arguments) => WatchedAsync(
        line => line.Contains("step 70 of 100", StringComparison.Ordinal), disturb, arguments);

    private static async Task<HostRun> WatchedAsync(
        Predicate<string> isMoment, Action disturb, params string[] arguments)
    {
        bool isDone = false;
        HostRun run = await HostRun.WatchedAsync(
            line =>
            {
                if (!isDone && isMoment(line))
                {
                    isDone = true;
                    disturb();
                }
            },
            CancellationToken.None, arguments);
        Assert.True(isDone, run.Error);
        return run;
    }
}
