using System.Text.Json.Nodes;
using Delight.Actors.Recording;
using Delight.Experiments.Records;
using Delight.Experiments.Tests.Support;

namespace Delight.Export.Tests;

public sealed class CsvExportTests : IDisposable
{
    private readonly TemporaryFolder _made = new();

    private string Folder => _made.File("tables");

    public void Dispose() => _made.Dispose();

    [Fact]
    public async Task Events_SeparatorsQuotesAndLineEnds_AreQuoted()
    {
        RunRecord run = Run() with
        {
            Events = [new RunEvent(TimeSpan.FromSeconds(1.25), "actor-restarted", "", "after 1s: \"no\", he said,\nü")],
        };

        await RunExport.WriteAsync([run], ExportFormat.Csv, Folder);

        Assert.Equal(
            "run,scenario,task,estimator,seed,time,kind,subject,detail\r\n"
            + "a/run,stale,mnist,dg,7,1.25,actor-restarted,\"\",\"after 1s: \"\"no\"\", he said,\nü\"\r\n",
            await File.ReadAllTextAsync(Path.Combine(Folder, "events.csv")));
        Assert.Equal(
            ["after 1s: \"no\", he said,\nü"], DuckDb.Rows(Folder, "SELECT detail FROM read_csv('{f}/events.csv')"));
    }

    [Fact]
    public async Task Metrics_Numbers_ReadBackToTheSameBits()
    {
        UpdateMeasurement update = RecordSamples.Update(step: 3) with { CosineToPolicyGradient = double.NaN };
        RunRecord run = Run() with { Updates = [update], Evaluations = [RecordSamples.Evaluation(3, 0.1 + 0.2)] };

        await RunExport.WriteAsync([run], ExportFormat.Csv, Folder);

        string[][] lines = [.. File.ReadLines(Path.Combine(Folder, "metrics.csv")).Select(line => line.Split(','))];
        string Cell(int row, string column) => lines[row][Array.IndexOf(lines[0], column)];
        Assert.Equal(
            ("update", "2.5E-07", "-0.3333333333333333", "0.1234567", "", ""),
            (Cell(1, "kind"), Cell(1, "gradientNorm"), Cell(1, "objective"), Cell(1, "time"),
                Cell(1, "cosineToPolicyGradient"), Cell(1, "error")));
        Assert.Equal(
            ("evaluation", "0.30000000000000004", "", "3"),
            (Cell(2, "kind"), Cell(2, "error"), Cell(2, "gradientNorm"), Cell(2, "step")));
    }

    [Fact]
    public async Task Metrics_EveryKeyOfALine_IsAColumnOrATable()
    {
        RunRecord run = Run() with
        {
            Updates = [RecordSamples.Update(step: 3)], Evaluations = [RecordSamples.Evaluation(3, 0.5)],
        };
        using RunRecorder recorder = RunRecorder.Start(_made.File("a"), run.Summary, TimeProvider.System);
        recorder.Write(run.Updates[0]);
        recorder.Write(run.Evaluations[0]);
        recorder.Dispose();
        string[] keys = [.. File.ReadLines(_made.File("a/metrics.jsonl"))
            .SelectMany(line => Keys(JsonNode.Parse(line)!.AsObject(), string.Empty)).Distinct().Order()];

        await RunExport.WriteAsync([run], ExportFormat.Csv, Folder);

        string[] columns = [.. Header("metrics").Except(["run", "scenario", "task", "estimator", "seed", "undone"])];
        string[] ofList = [.. Header("metrics-byAge").SkipWhile(name => name != "youngest")
            .Select(name => "byAge." + name),
            .. Header("metrics-byPool").SkipWhile(name => name != "pool").Select(name => "byPool." + name)];
        Assert.Equal(keys, columns.Concat(ofList).Order());
    }

    [Fact]
    public async Task Runs_SettingsOfOtherTypes_AreOneColumn()
    {
        RunRecord other = Run("pg") with { Folder = _made.File("a/other") };
        other.Summary.EffectiveScenario["task"] = new JsonObject
        {
            ["name"] = "mine", ["size"] = "large", ["depths"] = new JsonArray(1, 2),
        };
        RunRecord mine = Run();
        mine.Summary.EffectiveScenario["task"] = new JsonObject { ["name"] = "mine", ["size"] = 0.5 };
        mine.Summary.EffectiveScenario["optimiser"] = new JsonObject { ["learningRate"] = "infinity" };

        await RunExport.WriteAsync([mine, other], ExportFormat.Csv, Folder);

        Assert.Equal(
            ["a/run|0.5|NULL|Infinity", "a/other|large|[1,2]|NULL"],
            DuckDb.Rows(Folder, """
                SELECT run, "task.size", "task.depths", "optimiser.learningRate"
                FROM read_csv('{f}/runs.csv', all_varchar = true)
                """));
    }

    private RunRecord Run(string estimator = "dg")
    {
        Directory.CreateDirectory(_made.File("a"));
        return new RunRecord(_made.File("a/run"), RecordSamples.Summary(estimator));
    }

    private string[] Header(string table) => File.ReadLines(Path.Combine(Folder, table + ".csv")).First().Split(',');

    private static IEnumerable<string> Keys(JsonObject values, string prefix) => values.SelectMany(member =>
        member.Value switch
        {
            JsonObject inner => Keys(inner, $"{prefix}{member.Key}."),
            JsonArray list => list.SelectMany(item => Keys(item!.AsObject(), $"{prefix}{member.Key}.")),
            _ => [prefix + member.Key],
        });
}
