using Delight.Determinism;
using Delight.Experiments.Records;
using Delight.Experiments.Text;

namespace Delight.Experiments.Tests.Runs;

/// <summary>A simulated run that was interrupted goes on as if it had not been.</summary>
public sealed class RepeatedRunTests
{
    private const long Never = long.MaxValue;

    [Fact]
    public async Task Resume_InterruptedAtAnyMessage_EndsWithTheDigestOfTheUninterruptedRun()
    {
        using FaultyRun runs = new();
        using Interrupter counter = new(Never);
        RunSummary whole = await runs.BeginAsync("whole", counter);
        Assert.True(whole is { Status: RunStatus.Finished, Recoveries: > 0, Restarts: > 0 }, $"{whole.Recoveries}");
        RandomStream random = RandomStream.Derive(21, "interruptions");
        for (int i = 0; i < 50; i++)
        {
            string run = $"interrupted-{i}";
            using Interrupter first = new(1 + random.NextIndex((int)counter.Handled - 1));
            Assert.Equal(RunStatus.Interrupted, (await runs.BeginAsync(run, first)).Status);
            using Interrupter again = new(Never);
            AssertSame(runs, (whole, "whole"), (await runs.ResumeAsync(run, again), run));
        }
    }

    [Fact]
    public async Task Resume_KilledAtAnyByte_EndsWithTheDigestOfTheUninterruptedRun()
    {
        using FaultyRun runs = new();
        using Interrupter never = new(Never);
        RunSummary whole = await runs.BeginAsync("whole", never);
        RandomStream random = RandomStream.Derive(22, "kills");
        for (int i = 0; i < 50; i++)
        {
            string run = $"killed-{i}";
            runs.Kill("whole", run, (random.NextUniform(), random.NextUniform()));
            using Interrupter again = new(Never);
            AssertSame(runs, (whole, "whole"), (await runs.ResumeAsync(run, again), run));
        }
    }

    [Fact]
    public async Task Resume_InterruptedAgainBeforeTheEndOfTheRecord_ChangesNothing()
    {
        using FaultyRun runs = new();
        using Interrupter late = new(4000), early = new(200), never = new(Never), whole = new(Never);
        await runs.BeginAsync("run", late);
        string[] files = [RunFolder.SummaryFile, RunFolder.MetricsFile, RunFolder.EventsFile];
        string[] before = [.. files.Select(file => File.ReadAllText(Path.Combine(runs.FolderOf("run"), file)))];
        RunSummary interrupted = await runs.ResumeAsync("run", early);
        Assert.Equal((RunStatus.Interrupted, 0), (interrupted.Status, interrupted.Resumptions));
        Assert.Equal(before, files.Select(file => File.ReadAllText(Path.Combine(runs.FolderOf("run"), file))));
        AssertSame(
            runs, (await runs.BeginAsync("whole", whole), "whole"), (await runs.ResumeAsync("run", never), "run"));
    }

    [Fact]
    public async Task Resume_FurtherThanPlanned_IsTheLongerRun()
    {
        using FaultyRun runs = new();
        using Interrupter one = new(Never), two = new(Never), three = new(Never);
        await runs.BeginAsync("run", one);
        RunSummary further = await runs.ResumeAsync("run", two, steps: 150);
        AssertSame(runs, (await runs.BeginAsync("whole", three, steps: 150), "whole"), (further, "run"));
    }

    [Fact]
    public async Task Resume_ALineIsAnother_IsRefusedAndNamesItAndChangesNothing()
    {
        using FaultyRun runs = new();
        using Interrupter late = new(4000), never = new(Never);
        await runs.BeginAsync("run", late);
        string path = Path.Combine(runs.FolderOf("run"), RunFolder.MetricsFile);
        string[] lines = File.ReadAllLines(path);
        int at = Array.FindIndex(lines, line => line.Contains("\"step\":20,", StringComparison.Ordinal));
        lines[at] = lines[at].Replace("\"time\":", "\"time\":1", StringComparison.Ordinal);
        string text = string.Join('\n', lines) + "\n";
        File.WriteAllText(path, text);

        UserErrorException refusal = await Assert.ThrowsAsync<UserErrorException>(
            () => runs.ResumeAsync("run", never));

        string problem = Assert.Single(refusal.Problems);
        Assert.StartsWith($"{path}:{at + 1}: time is 1", problem, StringComparison.Ordinal);
        Assert.EndsWith("or start a new run: begin run", problem, StringComparison.Ordinal);
        Assert.Equal(text, File.ReadAllText(path));
        Assert.Equal(RunStatus.Interrupted, RunRecord.Read(runs.FolderOf("run")).Summary.Status);
    }

    [Fact]
    public async Task Resume_ALineInOtherBytes_IsRefusedAtThatLine()
    {
        using FaultyRun runs = new();
        using Interrupter late = new(4000), never = new(Never);
        await runs.BeginAsync("run", late);
        string path = Path.Combine(runs.FolderOf("run"), RunFolder.MetricsFile);
        string text = File.ReadAllText(path).Replace("\"step\":10,", "\"step\": 10,", StringComparison.Ordinal);
        File.WriteAllText(path, text);

        UserErrorException refusal = await Assert.ThrowsAsync<UserErrorException>(
            () => runs.ResumeAsync("run", never));

        int at = Array.FindIndex(text.Split('\n'), line => line.Contains("\"step\": 10,", StringComparison.Ordinal));
        Assert.StartsWith(
            $"{path}:{at + 1}: the line has been written otherwise than a run writes it,",
            Assert.Single(refusal.Problems), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Resume_LessFarThanPlannedAndFurtherThanItCame_IsTheShorterRun()
    {
        using FaultyRun runs = new();
        using Interrupter late = new(4000), two = new(Never), three = new(Never);
        RunSummary begun = await runs.BeginAsync("run", late, steps: 150);
        int steps = (int)begun.Steps + 1;
        RunSummary shorter = await runs.ResumeAsync("run", two, steps);
        AssertSame(runs, (await runs.BeginAsync("whole", three, steps), "whole"), (shorter, "run"));
    }

    [Fact]
    public async Task Resume_TheRecordGoesOnBehindTheEnd_IsRefused()
    {
        using FaultyRun runs = new();
        using Interrupter never = new(Never), again = new(Never);
        await runs.BeginAsync("whole", never);
        runs.Kill("whole", "run", (1, 1));
        string path = Path.Combine(runs.FolderOf("run"), RunFolder.EventsFile);
        int lines = File.ReadAllLines(path).Length;
        File.AppendAllText(path, """{"time":1000000,"kind":"message-dropped","subject":"x","detail":"y"}""" + "\n");

        UserErrorException refusal = await Assert.ThrowsAsync<UserErrorException>(
            () => runs.ResumeAsync("run", again));

        Assert.StartsWith(
            $"{path}:{lines + 1}: the record goes on here, and the run has ended;", Assert.Single(refusal.Problems),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Resume_AnotherCheckpoint_IsRefused()
    {
        using FaultyRun runs = new();
        using Interrupter late = new(4000), never = new(Never);
        await runs.BeginAsync("run", late);
        string checkpoints = Path.Combine(runs.FolderOf("run"), RunFolder.CheckpointsFolder);
        string newest = Directory.GetFiles(checkpoints, "*.checkpoint").Order(StringComparer.Ordinal).Last();
        (var version, var checkpoint, var origin) = CheckpointFormat.Read(File.ReadAllBytes(newest));
        checkpoint.Trainer.Parameters[0] += 1;
        File.WriteAllBytes(newest, CheckpointFormat.Write(version, checkpoint, origin));

        UserErrorException refusal = await Assert.ThrowsAsync<UserErrorException>(
            () => runs.ResumeAsync("run", never));

        Assert.Equal(RunStatus.Interrupted, RunRecord.Read(runs.FolderOf("run")).Summary.Status);
        Assert.StartsWith(
            $"{newest}: the parameters or the learner's counters are not those that the run comes to now",
            Assert.Single(refusal.Problems), StringComparison.Ordinal);
    }

    private static void AssertSame(
        FaultyRun runs, (RunSummary Summary, string Run) whole, (RunSummary Summary, string Run) resumed)
    {
        Assert.Equal((RunStatus.Finished, whole.Summary.Digest), (resumed.Summary.Status, resumed.Summary.Digest));
        foreach (string file in (string[])[RunFolder.MetricsFile, RunFolder.EventsFile])
        {
            Assert.Equal(runs.Lines(whole.Run, file), runs.Lines(resumed.Run, file));
        }

        Assert.Equal(
            File.ReadAllBytes(Path.Combine(runs.FolderOf(whole.Run), RunFolder.PolicyFile)),
            File.ReadAllBytes(Path.Combine(runs.FolderOf(resumed.Run), RunFolder.PolicyFile)));
        Assert.Equal(
            (whole.Summary.Episodes, whole.Summary.Recoveries, whole.Summary.Restarts, whole.Summary.UpdatesUndone),
            (resumed.Summary.Episodes, resumed.Summary.Recoveries, resumed.Summary.Restarts,
                resumed.Summary.UpdatesUndone));
        Assert.Equal(
            (whole.Summary.Error, whole.Summary.VirtualTime), (resumed.Summary.Error, resumed.Summary.VirtualTime));
        Assert.Equal(whole.Summary.Staleness.Mean, resumed.Summary.Staleness.Mean);
    }
}
