using System.Text.Json.Nodes;
using Delight.Experiments.Records;
using Delight.Experiments.Scenarios;

namespace Delight.Experiments.Sweeps;

/// <summary>The one object that <c>sweep --json</c> prints.</summary>
public static class SweepJson
{
    /// <summary>The sweep: its axes, every cell, and the best one.</summary>
    public static JsonObject Of(SweepResults sweep) => new()
    {
        ["scenario"] = sweep.Results.Experiment.Name,
        ["axes"] = new JsonObject(sweep.Axes.Select(axis => KeyValuePair.Create(
            axis.Path, (JsonNode?)new JsonArray([.. axis.Values.Select(value => JsonValue.Create(value))])))),
        ["estimators"] = new JsonArray([.. sweep.Estimators.Select(name => JsonValue.Create(name))]),
        ["seeds"] = sweep.Seeds,
        ["metric"] = sweep.Metric.Name,
        ["runs"] = sweep.Results.Count,
        ["missing"] = sweep.Results.Missing,
        ["failed"] = sweep.Failures.Count,
        ["best"] = sweep.Best is { } best ? Of(sweep, best) : null,
        ["cells"] = new JsonArray([.. sweep.Cells.Select(cell => Of(sweep, cell))]),
        ["command"] = $"{sweep.Request.Command} --out {ReplayCommand.Quoted(sweep.Folder)}",
        ["outDir"] = sweep.Folder,
    };

    private static JsonObject Of(SweepResults sweep, SweepCell cell) => new()
    {
        ["values"] = new JsonObject(sweep.Axes.Zip(cell.Values).Select(pair =>
            KeyValuePair.Create(pair.First.Path, (JsonNode?)pair.Second))),
        ["estimator"] = cell.Estimator,
        ["mean"] = cell.Sample.N == 0 ? null : cell.Sample.Mean,
        ["halfWidth"] = cell.Sample.Interval,
        ["n"] = cell.Sample.N,
        ["failed"] = cell.FailedCount,
        ["isTiedWithBest"] = cell.IsTied,
        ["runs"] = new JsonArray([.. cell.Results.Select(result => new JsonObject
        {
            ["seed"] = result.Seed,
            ["status"] = RecordText.Of(result.Status),
            ["steps"] = result.Steps,
            ["value"] = sweep.Metric.Of(result) is var value && double.IsFinite(value) ? value : null,
            ["digest"] = result.Digest,
            ["failure"] = result.Failure,
            ["command"] = result.Command,
        })]),
    };
}
