using System.Text.Json.Nodes;
using Delight.Actors.Recording;
using Delight.Experiments.Files;
using Delight.Experiments.Records;
using Delight.Experiments.Tests.Support;

namespace Delight.Experiments.Tests.Records;

public sealed class RunRecorderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly ManualClock _clock = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Start_BeforeAnyMeasurement_LeavesARecordOfARunningRun()
    {
        using RunRecorder recorder = RunRecorder.Start(_folder.Path, RecordSamples.Summary(), _clock);

        RunRecord record = RunRecord.Read(_folder.Path);

        Assert.Equal(RunStatus.Running, record.Summary.Status);
        Assert.Equal(7ul, record.Summary.Seed);
        Assert.Equal(_clock.GetUtcNow(), record.Summary.Started);
        Assert.Null(record.Summary.Digest);
        Assert.Null(record.Error);
        Assert.Empty(record.Updates);
        Assert.Equal("mnist", (string?)record.Summary.EffectiveScenario["task"]!["name"]);
    }

    [Fact]
    public void Write_BehindTheEnd_IsNotInTheRecordAndNoFailure()
    {
        RunEvent happened = new(TimeSpan.FromSeconds(1), "message-dropped", "x", "dead-letter");
        RunRecorder recorder = RunRecorder.Start(_folder.Path, RecordSamples.Summary(), _clock);
        recorder.Write(happened);
        recorder.Dispose();
        recorder.Write(happened with { Time = TimeSpan.FromSeconds(2) });
        recorder.Write(RecordSamples.Update(10));

        RunRecord record = RunRecord.Read(_folder.Path);

        Assert.Equal(happened, Assert.Single(record.Events));
        Assert.Empty(record.Updates);
    }

    [Fact]
    public void Write_Measurements_ReadBackEqual()
    {
        UpdateMeasurement update = RecordSamples.Update(10);
        EvaluationMeasurement evaluation = RecordSamples.Evaluation(10, 0.1 + 0.2);
        RunEvent happened =
            new(TimeSpan.FromMilliseconds(1.5), "actor-restarted", "worker/3", "It said \"<no>\".\nTwice.");

        using (RunRecorder recorder = RunRecorder.Start(_folder.Path, RecordSamples.Summary(), _clock))
        {
            recorder.Write(update);
            recorder.Write(evaluation);
            recorder.Write(happened);
        }

        RunRecord record = RunRecord.Read(_folder.Path);
        UpdateMeasurement read = Assert.Single(record.Updates);
        Assert.Equal(update.ByAge, read.ByAge);
        Assert.Equal(update.ByPool, read.ByPool);
        Assert.Equal(update, read with { ByAge = update.ByAge, ByPool = update.ByPool });
        Assert.Equal(evaluation, Assert.Single(record.Evaluations));
        Assert.Equal(happened, Assert.Single(record.Events));
    }

    [Fact]
    public void Write_Measurements_AreOneJsonObjectALine()
    {
        using (RunRecorder recorder = RunRecorder.Start(_folder.Path, RecordSamples.Summary(), _clock))
        {
            recorder.Write(RecordSamples.Update(10));
            recorder.Write(RecordSamples.Evaluation(10, 0.25));
        }

        string[] lines = File.ReadAllText(_folder.File("metrics.jsonl")).Split('\n');
        Assert.Equal(3, lines.Length);
        Assert.StartsWith(
            """{"kind":"update","step":10,"time":0.1234567,"rewardMean":0.1,""", lines[0], StringComparison.Ordinal);
        Assert.Contains(
            "\"byPool\":[{\"pool\":\"broken\",\"rows\":10,\"decisions\":5,\"stalenessMean\":30.5,", lines[0],
            StringComparison.Ordinal);
        Assert.Contains(
            "\"successes\":{\"share\":0.1,\"weightMean\":0.75,\"surprisalMean\":2.25}",
            lines[0], StringComparison.Ordinal);
        Assert.Equal(
            """{"kind":"evaluation","step":10,"time":0.5,"error":0.25,"rows":10000,"""
            + "\"tokenError\":0.125,\"rewardMean\":0.75}",
            lines[1]);
        Assert.Empty(lines[2]);
    }

    [Fact]
    public void Write_NumbersThatAreNotFinite_AreNullAndReadBackAsNaN()
    {
        using (RunRecorder recorder = RunRecorder.Start(_folder.Path, RecordSamples.Summary(), _clock))
        {
            recorder.Write(
                RecordSamples.Update(1) with { Objective = double.NaN, GradientNorm = double.PositiveInfinity });
        }

        Assert.Contains(
            "\"objective\":null,\"gradientNorm\":null", File.ReadAllText(_folder.File("metrics.jsonl")),
            StringComparison.Ordinal);
        UpdateMeasurement update = Assert.Single(RunRecord.Read(_folder.Path).Updates);
        Assert.True(double.IsNaN(update.Objective));
        Assert.True(double.IsNaN(update.GradientNorm));
        Assert.Equal(2.302585092994046, update.Entropy);
    }

    [Fact]
    public void Write_Evaluation_IsOnTheDiskAtOnce()
    {
        using RunRecorder recorder = RunRecorder.Start(_folder.Path, RecordSamples.Summary(), _clock);
        recorder.Write(RecordSamples.Update(10));
        Assert.Empty(RunRecord.Read(_folder.Path).Updates);

        recorder.Write(RecordSamples.Evaluation(10, 0.25));

        RunRecord record = RunRecord.Read(_folder.Path);
        Assert.Equal(10, Assert.Single(record.Updates).Step);
        Assert.Equal(0.25, record.Error);
        Assert.Equal(10, record.Steps);
    }

    [Fact]
    public void Write_UpdateAndASecondLater_IsOnTheDisk()
    {
        using RunRecorder recorder = RunRecorder.Start(_folder.Path, RecordSamples.Summary(), _clock);
        recorder.Write(RecordSamples.Update(10));
        recorder.Write(new RunEvent(TimeSpan.Zero, "dropped", "learner", "Too old."));

        _clock.Advance(TimeSpan.FromSeconds(1));

        RunRecord record = RunRecord.Read(_folder.Path);
        Assert.Equal(10, Assert.Single(record.Updates).Step);
        Assert.Equal("dropped", Assert.Single(record.Events).Kind);
    }

    [Fact]
    public void Complete_Outcome_ReadsBackWithWallTimeAndLastError()
    {
        StalenessHistogram histogram = new();
        histogram.Add(0, 3);
        histogram.Add(1000, 1);
        RunSummary written;
        using (RunRecorder recorder = RunRecorder.Start(_folder.Path, RecordSamples.Summary(), _clock))
        {
            recorder.Write(RecordSamples.Update(50));
            recorder.Write(RecordSamples.Update(100));
            recorder.Write(RecordSamples.Evaluation(50, 0.5));
            recorder.Write(RecordSamples.Evaluation(100, 0.9));
            recorder.Write(RecordSamples.Evaluation(100, 0.024)); // after a recovery, once more
            _clock.Advance(TimeSpan.FromSeconds(12.5));
            written = recorder.Complete(recorder.Summary with
            {
                Status = RunStatus.Finished,
                Steps = 100,
                Digest = "00ff",
                Staleness = StalenessSummary.Of(histogram),
                Episodes = 4,
                Restarts = 2,
                Dropped = new Dictionary<string, long> { ["tooOld"] = 5, ["lost"] = 1 },
                RealisedRates = new Dictionary<string, double> { ["wrongRewards"] = 0.1 },
                VirtualTime = TimeSpan.FromSeconds(3600.25),
            });
        }

        RunSummary read = RunRecord.Read(_folder.Path).Summary;
        Assert.Equal(TimeSpan.FromSeconds(12.5), read.WallTime);
        Assert.Equal(0.024, read.Error);
        Assert.Equal([(16L, 80L), (32L, 120L)], read.ByAge.Select(age => (age.Youngest, age.Rows)));
        Assert.Equal((0.024, 0.012, 0.976), (read.ErrorLastFifth, read.TokenError, read.RewardMean));
        Assert.Equal(RunStatus.Finished, read.Status);
        Assert.Equal("00ff", read.Digest);
        Assert.Equal([new StalenessCount(0, 3), new StalenessCount(1000, 1)], read.Staleness.Counts);
        Assert.Equal(250, read.Staleness.Mean);
        Assert.Equal(1000, read.Staleness.P95);
        Assert.Equal(6, read.DroppedTotal);
        Assert.Equal(0.1, read.RealisedRates["wrongRewards"]);
        Assert.Equal(TimeSpan.FromSeconds(3600.25), read.VirtualTime);
        Assert.Equal(written.Machine, read.Machine);
    }

    [Fact]
    public void Complete_Outcome_WritesFlatReadableJson()
    {
        using RunRecorder recorder = RunRecorder.Start(_folder.Path, RecordSamples.Summary(), _clock);
        recorder.Complete(recorder.Summary with
        {
            Status = RunStatus.Interrupted,
            Staleness = new StalenessSummary(0.5, 0, 1, 1, [new StalenessCount(0, 2), new StalenessCount(1, 2)]),
            VirtualTime = TimeSpan.FromSeconds(2),
        });

        string text = File.ReadAllText(_folder.File("run.json"));
        JsonNode json = JsonNode.Parse(text)!;
        Assert.Equal("interrupted", (string?)json["status"]);
        Assert.Equal(2.0, (double?)json["virtualSeconds"]);
        Assert.Equal("stale", (string?)json["scenario"]);
        Assert.Equal("mnist", (string?)json["effectiveScenario"]!["task"]!["name"]);
        Assert.True(json.AsObject().ContainsKey("digest"));
        Assert.Contains("\"counts\": [[0,2],[1,2]]", text, StringComparison.Ordinal);
        Assert.False(File.Exists(_folder.File("run.json.new")));
    }

    [Fact]
    public void Complete_StatusRunning_IsRefused()
    {
        using RunRecorder recorder = RunRecorder.Start(_folder.Path, RecordSamples.Summary(), _clock);

        ArgumentException failure = Assert.Throws<ArgumentException>(() => recorder.Complete(recorder.Summary));

        Assert.Contains("status running", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Write_FolderRemoved_IsFoundWithinASecondAndFailsTheRun()
    {
        string folder = Directory.CreateDirectory(_folder.File("run")).FullName;
        using RunRecorder recorder = RunRecorder.Start(folder, RecordSamples.Summary(), _clock);
        List<string> failures = [];
        recorder.Failed = failure => failures.Add(failure.Message);
        recorder.Write(RecordSamples.Update(10));
        Directory.Delete(folder, recursive: true);
        Assert.Empty(failures);

        _clock.Advance(TimeSpan.FromSeconds(1));

        string told = Assert.Single(failures);
        Assert.StartsWith(
            Path.Combine(folder, "metrics.jsonl") + " cannot be written: its folder is gone", told,
            StringComparison.Ordinal);
        Assert.Equal(
            told, Assert.Throws<UnwritableFileException>(() => recorder.Write(RecordSamples.Update(20))).Message);
        RunSummary ended = recorder.Complete(recorder.Summary with { Status = RunStatus.Finished, Steps = 20 });
        Assert.Equal((RunStatus.Failed, told, true), (ended.Status, ended.Failure, ended.IsUnwritable));
        Assert.Equal(20, ended.Steps);
        Assert.Single(failures);
        Assert.False(Directory.Exists(folder));
    }

    [Theory]
    [InlineData("metrics.jsonl")]
    [InlineData("events.jsonl")]
    public void Write_DiskFull_LeavesARecordThatSaysSo(string full)
    {
        if (!File.Exists("/dev/full"))
        {
            return; // only Linux has it
        }

        File.CreateSymbolicLink(_folder.File(full), "/dev/full");
        using RunRecorder recorder = RunRecorder.Start(_folder.Path, RecordSamples.Summary(), _clock);
        recorder.Write(RecordSamples.Update(10));
        recorder.Write(new RunEvent(TimeSpan.Zero, "dropped", "learner", "Too old."));

        Assert.Throws<UnwritableFileException>(() => recorder.Write(RecordSamples.Evaluation(10, 0.25)));
        recorder.Complete(recorder.Summary with { Status = RunStatus.Finished, Steps = 10 });
        File.Delete(_folder.File(full)); // it reads as zeros without end

        RunRecord record = RunRecord.Read(_folder.Path);
        Assert.Equal((RunStatus.Failed, 0.25), (record.Summary.Status, record.Error));
        Assert.Equal(
            $"{_folder.File(full)} cannot be written: the disk is full. Free some space and run the command again.",
            record.Summary.Failure);
        Assert.Equal(full == "metrics.jsonl" ? (0, 1) : (1, 0), (record.Updates.Count, record.Events.Count));
    }

    [Fact]
    public void Start_Always_KeepsRoomForTheLastSummaryUntilTheEnd()
    {
        string reserved = _folder.File("run.json.new");
        using (RunRecorder recorder = RunRecorder.Start(_folder.Path, RecordSamples.Summary(), _clock))
        {
            Assert.Equal(65_536, new FileInfo(reserved).Length);
        }

        Assert.False(File.Exists(reserved));
    }

    [Fact]
    public void Complete_SummaryThatCannotBeReplaced_FailsTheRun()
    {
        using RunRecorder recorder = RunRecorder.Start(_folder.Path, RecordSamples.Summary(), _clock);
        File.Delete(_folder.File("run.json"));
        Directory.CreateDirectory(_folder.File("run.json"));

        RunSummary ended = recorder.Complete(recorder.Summary with { Status = RunStatus.Finished });

        Assert.Equal(RunStatus.Failed, ended.Status);
        Assert.Equal(
            $"{_folder.File("run.json")} cannot be written: a folder has its name. Remove the folder and run the "
            + "command again.",
            ended.Failure);
    }
}
