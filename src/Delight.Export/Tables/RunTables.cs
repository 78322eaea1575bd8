using System.Globalization;
using System.Text.Json.Nodes;
using Delight.Actors.Recording;
using Delight.Experiments.Records;
using Delight.Experiments.Text;

namespace Delight.Export.Tables;

/// <summary>The tables of runs. Every row says its run, so rows of many runs can be put together and joined.</summary>
/// <remarks><c>runs</c> has a row a run, <c>metrics</c> a row a measurement, <c>events</c> a row an event. Each list in
/// a record is one more table: <c>metrics-byAge</c>, <c>runs-staleness-counts</c>.</remarks>
internal static class RunTables
{
    private static readonly (ExportColumn Column, Func<NamedRun, object?> Read)[] Identity =
    [
        (new ExportColumn("run", typeof(string)), run => run.Name),
        (new ExportColumn("scenario", typeof(string)), run => run.Record.Summary.Scenario),
        (new ExportColumn("task", typeof(string)), run => TaskOf(run.Record.Summary)),
        (new ExportColumn("estimator", typeof(string)), run => run.Record.Summary.Estimator),
        (new ExportColumn("seed", typeof(long)), SeedOf),
    ];

    private static readonly ExportColumn Kind = new("kind", typeof(string));
    private static readonly ExportColumn Undone = new("undone", typeof(bool));

    /// <summary>The tables, in the order <c>runs</c>, <c>metrics</c>, <c>events</c>, lists.</summary>
    /// <param name="runs">At least one.</param>
    public static IReadOnlyList<ExportTable> Of(IReadOnlyList<NamedRun> runs)
    {
        RecordSchema updates = RecordSchema.Of(typeof(UpdateMeasurement));
        RecordSchema summary = RecordSchema.Of(typeof(RunSummary));
        ExportTable[] tables = [RunsTable(runs, summary), MetricsTable(runs, updates), EventsTable(runs)];
        return
        [
            .. tables,
            .. updates.Lists.Select(list => ListOfUpdates(runs, updates, list)),
            .. summary.Maps.Where(IsTable).Select(map => MapTable(runs, map)),
            .. summary.Lists.Select(list => ListTable("runs", list, [.. Identity.Select(entry => entry.Column)],
                runs.Select(run => (IdentityOf(run), (object)run.Record.Summary)))),
        ];
    }

    private static ExportTable RunsTable(IReadOnlyList<NamedRun> runs, RecordSchema schema)
    {
        // The scenario has the keys seed and estimator, too, with the same values.
        HashSet<string> taken = [.. Identity.Select(entry => entry.Column.Name)];
        RecordField[] fields = [.. schema.Fields.Where(field => taken.Add(field.Path))];
        SettingTypes settings = new();
        MapEntry[][][] maps = [.. schema.Maps.Where(map => !IsTable(map)).Select(map => runs.Select(run => MapEntry
            .Of(map, run.Record.Summary, settings).Where(entry => !taken.Contains(entry.Name)).ToArray()).ToArray())];
        ExportColumn[] columns = [.. maps.SelectMany(map => map.SelectMany(ofRun => ofRun))
            .GroupBy(entry => entry.Name, StringComparer.Ordinal)
            .Select(same => new ExportColumn(same.Key, CommonType([.. same])))];
        List<Dictionary<string, object?>> values = [.. runs.Select((_, i) => maps.SelectMany(map => map[i])
            .DistinctBy(entry => entry.Name)
            .ToDictionary(entry => entry.Name, entry => entry.Value, StringComparer.Ordinal))];
        return new ExportTable(
            "runs",
            [.. Identity.Select(entry => entry.Column), .. fields.Select(Column), .. columns],
            runs.Zip(values, (run, given) => (object?[])
            [
                .. IdentityOf(run), .. fields.Select(field => field.Read(run.Record.Summary)),
                .. columns.Select(column => Converted(given.GetValueOrDefault(column.Name), column.Type)),
            ]));
    }

    /// <summary>Texts by key are no figures of a run, so they are rows in place of columns.</summary>
    private static bool IsTable(RecordField map) => map.Type == typeof(IReadOnlyDictionary<string, string>);

    private static ExportTable MapTable(IReadOnlyList<NamedRun> runs, RecordField map) => new(
        $"runs-{map.Path}",
        [
            .. Identity.Select(entry => entry.Column), new ExportColumn("key", typeof(string)),
            new ExportColumn("value", typeof(string)),
        ],
        runs.SelectMany(run => ((IReadOnlyDictionary<string, string>)map.Read(run.Record.Summary)!)
            .Select(entry => (object?[])[.. IdentityOf(run), entry.Key, entry.Value])));

    private static ExportTable MetricsTable(IReadOnlyList<NamedRun> runs, RecordSchema updates)
    {
        RecordSchema evaluations = RecordSchema.Of(typeof(EvaluationMeasurement));
        RecordField[] fields = [.. updates.Fields, .. evaluations.Fields];
        ExportColumn[] columns = [.. fields.DistinctBy(field => field.Path).Select(Column)];
        RecordField?[] Ordered(RecordSchema schema) =>
            [.. columns.Select(column => schema.Fields.FirstOrDefault(field => field.Path == column.Name))];
        RecordField?[] ofUpdates = Ordered(updates), ofEvaluations = Ordered(evaluations);
        return new ExportTable(
            "metrics",
            [.. Identity.Select(entry => entry.Column), Kind, Undone, .. columns],
            runs.SelectMany(run => Measurements(run.Record).Select(measured => (object?[])
            [
                .. IdentityOf(run), measured.Value is UpdateMeasurement ? "update" : "evaluation", measured.IsUndone,
                .. (measured.Value is UpdateMeasurement ? ofUpdates : ofEvaluations)
                    .Select(field => field?.Read(measured.Value)),
            ])));
    }

    private static ExportTable EventsTable(IReadOnlyList<NamedRun> runs)
    {
        RecordSchema schema = RecordSchema.Of(typeof(RunEvent));
        return new ExportTable(
            "events",
            [.. Identity.Select(entry => entry.Column), .. schema.Fields.Select(Column)],
            runs.SelectMany(run => run.Record.Events.Select(happened => (object?[])
                [.. IdentityOf(run), .. schema.Fields.Select(field => field.Read(happened))])));
    }

    private static ExportTable ListOfUpdates(IReadOnlyList<NamedRun> runs, RecordSchema schema, RecordList list)
    {
        RecordField[] keys = [.. schema.Fields.Where(field => field.Path is "step" or "time")];
        return ListTable(
            "metrics", list, [.. Identity.Select(entry => entry.Column), Undone, .. keys.Select(Column)],
            runs.SelectMany(run => Measurements(run.Record).Where(measured => measured.Value is UpdateMeasurement)
                .Select(measured => ((object?[])
                    [.. IdentityOf(run), measured.IsUndone, .. keys.Select(key => key.Read(measured.Value))],
                    measured.Value))));
    }

    private static ExportTable ListTable(
        string table, RecordList list, IReadOnlyList<ExportColumn> outer,
        IEnumerable<(object?[] Outer, object Owner)> owners)
    {
        RecordSchema schema = RecordSchema.Of(list.Type);
        return new ExportTable(
            $"{table}-{list.Path.Replace('.', '-')}",
            [.. outer, .. schema.Fields.Select(Column)],
            owners.SelectMany(owner => list.Read(owner.Owner).Select(item => (object?[])
                [.. owner.Outer, .. schema.Fields.Select(field => field.Read(item))])));
    }

    /// <summary>Everything that was measured, by time. A measurement is undone where the learner went back behind it
    /// and took its step again, or ended before it.</summary>
    private static IEnumerable<(object Value, bool IsUndone)> Measurements(RunRecord record)
    {
        HashSet<UpdateMeasurement> kept = new(record.UpdatesKept, ReferenceEqualityComparer.Instance);
        HashSet<EvaluationMeasurement> keptEvaluations =
            new(record.EvaluationsKept, ReferenceEqualityComparer.Instance);
        return record.Updates.Select(update => (update.Time, (object)update, !kept.Contains(update)))
            .Concat(record.Evaluations.Select(
                measured => (measured.Time, (object)measured, !keptEvaluations.Contains(measured))))
            .OrderBy(measured => measured.Time)
            .Select(measured => (measured.Item2, measured.Item3));
    }

    private static ExportColumn Column(RecordField field) => new(field.Path, field.Type);

    private static object?[] IdentityOf(NamedRun run) => [.. Identity.Select(entry => entry.Read(run))];

    private static string? TaskOf(RunSummary summary) =>
        summary.EffectiveScenario["task"] is JsonObject task && task["name"] is JsonValue name ? name.ToString() : null;

    private static object SeedOf(NamedRun run) => run.Record.Summary.Seed <= long.MaxValue
        ? (long)run.Record.Summary.Seed
        : throw new UserErrorException(NumberText.Text(
            $"{run.Record.Folder}/{RunFolder.SummaryFile}: seed is {run.Record.Summary.Seed}; ")
            + NumberText.Text($"a seed is at most {long.MaxValue}. Correct it."));

    private static Type CommonType(IReadOnlyList<MapEntry> entries)
    {
        Type[] types = [.. entries.Where(entry => entry.Value is not null).Select(entry => entry.Type).Distinct()];
        return types.Length switch
        {
            0 => entries[0].Type,
            1 => types[0],
            _ => types.All(type => type == typeof(long) || type == typeof(double)) ? typeof(double) : typeof(string),
        };
    }

    private static object? Converted(object? value, Type type) =>
        value is null ? null : Convert.ChangeType(value, type, CultureInfo.InvariantCulture);
}
