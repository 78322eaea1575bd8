using System.Globalization;
using System.Text.Json.Nodes;
using Delight.Experiments.Records;
using Delight.Experiments.Tests.Support;

namespace Delight.Export.Tests;

/// <summary>DuckDB reads what was exported of real runs.</summary>
public sealed class ParquetExportTests(SmallRuns small) : IClassFixture<SmallRuns>, IAsyncLifetime
{
    private readonly TemporaryFolder _made = new();

    private string Folder => _made.File("tables");

    public Task InitializeAsync() => RunExport.WriteAsync(small.Runs, ExportFormat.Parquet, Folder);

    public Task DisposeAsync()
    {
        _made.Dispose();
        return Task.CompletedTask;
    }

    [Fact]
    public void Metrics_JoinedWithRuns_HaveWhatMetricsJsonlSays()
    {
        string[] expected = [.. small.Runs.SelectMany(run => SmallRuns.Lines(run, RunFolder.MetricsFile)
            .Where(line => (string)line["kind"]! == "update")
            .Select(line => string.Join(
                '|', run.Summary.Estimator, "20", Text(line["step"]), Text(line["time"]), Text(line["gradientNorm"]),
                Text(line["successes"]!["weightMean"]), Text(line["clampedRatios"]),
                Text(line["droppedRewardMean"]))))];

        IReadOnlyList<string> rows = DuckDb.Rows(Folder, """
            SELECT r.estimator, r."learner.batchRows", m.step, m.time, m.gradientNorm, m."successes.weightMean",
              m.clampedRatios, m.droppedRewardMean
            FROM '{f}/metrics.parquet' m JOIN '{f}/runs.parquet' r USING (run)
            WHERE m.kind = 'update' ORDER BY r.estimator, m.time
            """);

        Assert.True(expected.Length >= 14, $"{expected.Length} lines");
        Assert.Equal(expected, rows);
    }

    [Fact]
    public void Metrics_AfterARecovery_SayWhatWasUndone()
    {
        RunRecord run = small.Runs[0];
        Assert.True(run.Summary.Recoveries > 0 && run.Updates.Count > 6, "the learner lost no measurement");

        IReadOnlyList<string> rows = DuckDb.Rows(Folder, """
            SELECT count(*), count(DISTINCT step), sum(undone::INT) > 0, bool_and(undone OR step <= 60)
            FROM '{f}/metrics.parquet' WHERE kind = 'update' AND estimator = 'dg' AND NOT undone
            UNION ALL SELECT count(*), count(DISTINCT step), sum(undone::INT) > 0, true
            FROM '{f}/metrics.parquet' WHERE kind = 'update' AND estimator = 'dg'
            """);

        Assert.Equal($"6|6|False|True;{run.Updates.Count}|6|True|True", string.Join(';', rows));
    }

    [Fact]
    public void Columns_OfEachKind_HaveTrueTypes() => Assert.Equal(
        [
            "dropped.stale|BIGINT", "error|DOUBLE", "learner.batchRows|BIGINT", "network.latency|VARCHAR",
            "network.lossShare|DOUBLE", "optimiser.learningRate|DOUBLE", "policy.engine|VARCHAR",
            "realisedRates.broken-worker|DOUBLE", "recorder.cosines|BOOLEAN", "run|VARCHAR", "seed|BIGINT",
            "staleness.p95|BIGINT", "started|TIMESTAMP WITH TIME ZONE", "wallSeconds|DOUBLE", "workers[1].pool|VARCHAR",
        ],
        DuckDb.Rows(Folder, """
            SELECT column_name, column_type FROM (DESCRIBE SELECT * FROM '{f}/runs.parquet')
            WHERE column_name IN ('run', 'seed', 'error', 'started', 'wallSeconds', 'staleness.p95',
              'realisedRates.broken-worker', 'dropped.stale', 'learner.batchRows', 'optimiser.learningRate',
              'network.latency', 'network.lossShare', 'recorder.cosines', 'workers[1].pool', 'policy.engine')
            ORDER BY column_name
            """));

    [Fact]
    public void Runs_OneRowEach_HaveSummaryAndSettings()
    {
        string[] expected = [.. small.Runs.Select(run =>
        {
            JsonObject summary = SmallRuns.Summary(run);
            return string.Join(
                '|', $"comparison/{run.Summary.Estimator}-seed1", "small", "bernoulli-bandit", "1",
                Text(summary["wallSeconds"]), Text(summary["dropped"]!["stale"]), "finished", "1", "5ms", "broken",
                "NULL", DateTimeOffset.Parse((string)summary["started"]!, CultureInfo.InvariantCulture)
                    .ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture));
        })];

        IReadOnlyList<string> rows = DuckDb.Rows(Folder, """
            SELECT run, scenario, task, seed, wallSeconds, "dropped.stale", status, "optimiser.learningRate",
              "network.latency", "workers[1].pool", "optimiser.gradientNormMax", epoch_ms(started)
            FROM '{f}/runs.parquet' ORDER BY run
            """);

        Assert.Equal(string.Join('\n', expected), string.Join('\n', rows));
    }

    [Fact]
    public void Runs_EveryKeyOfRunJson_IsAColumnOrATable()
    {
        JsonObject summary = SmallRuns.Summary(small.Runs[0]);
        summary.Remove("effectiveScenario");
        summary.Remove("sources");
        string[] keys = [.. Keys(summary, string.Empty).Distinct().Order(StringComparer.Ordinal)];

        IReadOnlyList<string> columns = DuckDb.Rows(Folder, """
            SELECT column_name FROM (DESCRIBE SELECT * FROM '{f}/runs.parquet')
            UNION SELECT 'byAge' UNION SELECT 'droppedByClass' UNION SELECT 'staleness.counts'
            """);

        Assert.Equal(keys, keys.Intersect(columns));
        Assert.Equal(
            ["learner.steps|" + (string)SmallRuns.Summary(small.Runs[0])["sources"]!["learner.steps"]!],
            DuckDb.Rows(Folder, """
                SELECT key, value FROM '{f}/runs-sources.parquet' WHERE estimator = 'dg' AND key = 'learner.steps'
                """));
    }

    private static IEnumerable<string> Keys(JsonObject values, string prefix) => values.SelectMany(member =>
        member.Value is JsonObject inner ? Keys(inner, $"{prefix}{member.Key}.") : [prefix + member.Key]);

    [Fact]
    public void Started_AsAFilter_FindsTheRuns() => Assert.Equal(
        ["0|2"],
        DuckDb.Rows(Folder, """
            SELECT sum((started < TIMESTAMPTZ '2020-01-01')::INT)::BIGINT,
              (SELECT count(*) FROM '{f}/runs.parquet' WHERE started > TIMESTAMPTZ '2020-01-01')
            FROM '{f}/runs.parquet'
            """));

    [Fact]
    public void Lists_OfRecords_AreTablesWithTheirSums()
    {
        string[] expected = [.. small.Runs.Select(run => string.Join(
            '|', run.Summary.Estimator, Text(SmallRuns.Summary(run)["staleness"]!["rows"]),
            Text(JsonValue.Create(run.Summary.DroppedTotal)), Text(JsonValue.Create(
                run.Updates.Sum(update => update.ByAge.Sum(age => age.Rows))))))];

        Assert.Equal(expected, DuckDb.Rows(Folder, """
            SELECT r.estimator,
              (SELECT sum(rows)::BIGINT FROM '{f}/runs-staleness-counts.parquet' s WHERE s.run = r.run),
              (SELECT sum(rows)::BIGINT FROM '{f}/runs-droppedByClass.parquet' d WHERE d.run = r.run),
              (SELECT sum(rows)::BIGINT FROM '{f}/metrics-byAge.parquet' a WHERE a.run = r.run)
            FROM '{f}/runs.parquet' r ORDER BY r.estimator
            """));
    }

    [Fact]
    public async Task RunWithoutEvents_IsATableWithoutRows()
    {
        RunRecord bare = new(_made.File("bare"), RecordSamples.Summary());
        await RunExport.WriteAsync([bare], ExportFormat.Parquet, _made.File("few"));

        Assert.Equal(["0"], DuckDb.Rows(_made.File("few"), "SELECT count(*) FROM '{f}/events.parquet'"));
        Assert.Equal(
            ["kind|VARCHAR"],
            DuckDb.Rows(_made.File("few"), """
                SELECT column_name, column_type FROM (DESCRIBE SELECT kind FROM '{f}/events.parquet')
                """));
    }

    private static string Text(JsonNode? value) => value switch
    {
        null => "NULL",
        _ when value.ToJsonString().All(char.IsDigit) => value.ToJsonString(),
        _ => value.GetValue<double>().ToString(CultureInfo.InvariantCulture),
    };
}
