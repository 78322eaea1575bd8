using Delight.Experiments.Records;
using Delight.Experiments.Tests.Support;
using Delight.Experiments.Text;
using Delight.Reports.Runs;

namespace Delight.Experiments.Tests.Records;

public sealed class RunRecordTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public RunRecordTests()
    {
        using RunRecorder recorder = RunRecorder.Start(_folder.Path, RecordSamples.Summary(), new ManualClock());
        recorder.Write(RecordSamples.Update(10));
        recorder.Write(RecordSamples.Evaluation(10, 0.5));
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Read_LastLineCutOff_KeepsTheLinesBeforeIt()
    {
        File.AppendAllText(_folder.File("metrics.jsonl"), """{"kind":"evaluation","step":20,"ti""");
        File.AppendAllText(_folder.File("events.jsonl"), "{");

        RunRecord record = RunRecord.Read(_folder.Path);

        Assert.Equal(10, Assert.Single(record.Evaluations).Step);
        Assert.Single(record.Updates);
        Assert.Empty(record.Events);
    }

    [Fact]
    public void Read_OfTheThreadsRuntime_IsHistoryAndHasItsReport()
    {
        const string Command = "./delight run scenarios/stale.json --runtime threads";
        Directory.CreateDirectory(_folder.File("threads"));
        using (RunRecorder recorder = RunRecorder.Start(
            _folder.File("threads"), RecordSamples.Summary() with { Runtime = "threads", Command = Command },
            new ManualClock()))
        {
            recorder.Write(RecordSamples.Evaluation(10, 0.5));
        }

        RunRecord record = RunRecord.Read(_folder.File("threads"));
        Assert.Equal(("threads", true), (record.Summary.Runtime, record.Summary.IsLive));
        ReportWriter.Write(_folder.File("report.html"), [record], record.Summary.Command);
        string report = File.ReadAllText(_folder.File("report.html"));
        Assert.Contains("<dd>threads</dd>", report, StringComparison.Ordinal);
        Assert.Contains(Command, report, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_DamagedLineInTheMiddle_NamesFileAndLine()
    {
        File.AppendAllText(_folder.File("metrics.jsonl"), "{\"kind\":\"evaluation\",\"step\":twenty}\n");

        UserErrorException failure = Assert.Throws<UserErrorException>(() => RunRecord.Read(_folder.Path));

        string problem = Assert.Single(failure.Problems);
        Assert.StartsWith($"{_folder.File("metrics.jsonl")}:3: cannot be read: ", problem, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', problem);
    }

    [Theory]
    [InlineData("""{"kind":"evaluation","step":20}""", "error")]
    [InlineData("""{"kind":"guess","step":20}""", "kind 'guess' is neither update nor evaluation")]
    [InlineData("""{"step":20}""", "kind '' is neither update nor evaluation")]
    [InlineData("null", "is null")]
    [InlineData("[]", "cannot be read")]
    [InlineData("""{"kind":7}""", "cannot be read")]
    [InlineData("""{"kind":"evaluation","step":20,"time":1e300,"error":0.5,"rows":1}""", "cannot be read")]
    public void Read_LineOfAnotherForm_SaysWhy(string line, string expected)
    {
        File.AppendAllText(_folder.File("metrics.jsonl"), line + "\n");

        UserErrorException failure = Assert.Throws<UserErrorException>(() => RunRecord.Read(_folder.Path));

        Assert.Contains(":3: ", failure.Message, StringComparison.Ordinal);
        Assert.Contains(expected, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_SummaryDamaged_NamesItsLine()
    {
        string path = _folder.File("run.json");
        string[] lines = File.ReadAllLines(path);
        int line = Array.FindIndex(lines, text => text.Contains("\"seed\"", StringComparison.Ordinal));
        lines[line] = "  \"seed\": -1,";
        File.WriteAllLines(path, lines);

        UserErrorException failure = Assert.Throws<UserErrorException>(() => RunRecord.Read(_folder.Path));

        Assert.StartsWith($"{path}:{line + 1}: ", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_NewerFormat_IsRefused()
    {
        string path = _folder.File("run.json");
        File.WriteAllText(
            path, File.ReadAllText(path).Replace("\"format\": 1", "\"format\": 2", StringComparison.Ordinal));

        UserErrorException failure = Assert.Throws<UserErrorException>(() => RunRecord.Read(_folder.Path));

        Assert.Contains("has format 2; this build reads up to 1", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_FolderWithoutRun_IsRefused()
    {
        using TemporaryFolder empty = new();

        UserErrorException failure = Assert.Throws<UserErrorException>(() => RunRecord.Read(empty.Path));

        Assert.Contains("has no run.json", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void UpdatesKept_AfterARecovery_AreTheLastOfEachStepUpToTheEnd()
    {
        RunRecord record = new("run", RecordSamples.Summary() with { Status = RunStatus.Interrupted, Steps = 25 })
        {
            Updates =
            [
                RecordSamples.Update(10, 0.1), RecordSamples.Update(20, 0.2), RecordSamples.Update(30, 0.3),
                RecordSamples.Update(20, 0.4),
            ],
            Evaluations = [RecordSamples.Evaluation(30, 0.5), RecordSamples.Evaluation(20, 0.6)],
        };
        Assert.Equal(25, record.Steps);
        Assert.Equal(
            [(10L, 0.1), (20L, 0.4)],
            record.UpdatesKept.Select(update => (update.Step, update.Successes.WeightMean)));
        Assert.Equal([20.0], Delight.Reports.Runs.LearningCurves.Of([record]).Select(point => point.X));
    }

    [Fact]
    public void ReadAll_Comparison_ReadsEveryRunInOrderOfNames()
    {
        using TemporaryFolder comparison = new();
        foreach (string estimator in new[] { "tis(cap=1)", "dg" })
        {
            string folder = RunFolder.CreateRun(comparison.Path, estimator, 3);
            RunRecorder.Start(folder, RecordSamples.Summary(estimator), new ManualClock()).Dispose();
        }

        Assert.Equal(["dg", "tis(cap=1)"], RunRecord.ReadAll(comparison.Path).Select(run => run.Summary.Estimator));
        Assert.Equal(10, Assert.Single(RunRecord.ReadAll(_folder.Path)).Steps);
    }
}
