using System.Globalization;
using Delight.Actors.Recording;
using Delight.Experiments.Records;
using Delight.Export.Tables;
using Google.Protobuf.WellKnownTypes;

namespace Delight.Export.TensorBoard;

/// <summary>The event file of a run: a scalar for each number that was measured, and its settings as
/// hyperparameters.</summary>
/// <remarks>
/// <para>Tags are <c>update/KEY</c>, <c>evaluation/KEY</c>, <c>byAge/KEY/AGE</c> and <c>byPool/KEY/POOL</c>; the step
/// is the learner's. The time of an event is the start of the run plus the time of the run's clock.</para>
/// <para>What a recovery undid is left out: TensorBoard takes a step that falls for a restart.</para>
/// </remarks>
internal static class RunEventFile
{
    private static readonly RecordField[] Updates = Numbers(typeof(UpdateMeasurement));
    private static readonly RecordField[] Evaluations = Numbers(typeof(EvaluationMeasurement));
    private static readonly RecordField[] Ages = [.. Numbers(typeof(AgeMeasurement))
        .Where(field => field.Path != "youngest")];
    private static readonly RecordField[] Pools = Numbers(typeof(PoolMeasurement));

    /// <summary>Writes <c>RUN/events.out.tfevents.SECONDS.delight</c>.</summary>
    /// <param name="run">The run; its name is the path of its folder.</param>
    /// <param name="folder">Exists.</param>
    public static void Write(NamedRun run, string folder)
    {
        RunSummary summary = run.Record.Summary;
        double started = SecondsOf(summary.Started);
        string path = Directory.CreateDirectory(Path.Combine(folder, run.Name)).FullName;
        string name = string.Create(CultureInfo.InvariantCulture, $"events.out.tfevents.{(long)started:D10}.delight");
        using FileStream file = File.Create(Path.Combine(path, name));
        FramedRecords.Write(file, EventMessages.Version(started));
        FramedRecords.Write(file, EventMessages.SessionStart(started, Hyperparameters(run)));
        foreach ((TimeSpan time, long step, IEnumerable<KeyValuePair<string, double>> values) in Points(run.Record))
        {
            FramedRecords.Write(file, EventMessages.Scalars(started + time.TotalSeconds, step, values));
        }

        FramedRecords.Write(file, EventMessages.SessionEnd(
            started + summary.WallTime.TotalSeconds,
            summary.Status switch { RunStatus.Finished => 1, RunStatus.Failed => 2, RunStatus.Running => 3, _ => 0 }));
    }

    private static IEnumerable<(TimeSpan Time, long Step, IEnumerable<KeyValuePair<string, double>> Values)> Points(
        RunRecord record) =>
        record.UpdatesKept.Select(update => (update.Time, update.Step, Values("update", Updates, update)
                .Concat(update.ByAge.SelectMany(age => Values("byAge", Ages, age, age.Youngest)))
                .Concat(update.ByPool.SelectMany(pool => Values("byPool", Pools, pool, pool.Pool)))))
            .Concat(record.EvaluationsKept.Select(measured => (
                measured.Time, measured.Step, Values("evaluation", Evaluations, measured))))
            .OrderBy(point => point.Step);

    private static IEnumerable<KeyValuePair<string, double>> Values(
        string group, IEnumerable<RecordField> fields, object record, object? part = null) =>
        from field in fields
        let value = field.Read(record)
        where value is not null
        let tag = string.Create(CultureInfo.InvariantCulture, $"{group}/{field.Path}{(part is null ? "" : "/")}{part}")
        select KeyValuePair.Create(tag, Convert.ToDouble(value, CultureInfo.InvariantCulture));

    private static IEnumerable<KeyValuePair<string, Value>> Hyperparameters(NamedRun run) =>
        from setting in new SettingTypes().Flatten(run.Record.Summary.EffectiveScenario)
        where setting.Value is not null
        select KeyValuePair.Create(setting.Name, setting.Value switch
        {
            bool flag => Value.ForBool(flag),
            string text => Value.ForString(text),
            _ => Value.ForNumber(Convert.ToDouble(setting.Value, CultureInfo.InvariantCulture)),
        });

    private static RecordField[] Numbers(System.Type type) => [.. RecordSchema.Of(type).Fields
        .Where(field => field.Type == typeof(long) || field.Type == typeof(double))
        .Where(field => field.Path is not ("step" or "time"))];

    private static double SecondsOf(DateTimeOffset instant) =>
        (instant - DateTimeOffset.UnixEpoch).Ticks / (double)TimeSpan.TicksPerSecond;
}
