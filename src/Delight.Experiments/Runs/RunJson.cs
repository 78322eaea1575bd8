using System.Text.Json;
using System.Text.Json.Nodes;
using Delight.Actors.Recording;
using Delight.Experiments.Records;

namespace Delight.Experiments.Runs;

/// <summary>The one object that <c>--json</c> prints.</summary>
public static class RunJson
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    /// <summary>One run.</summary>
    public static JsonObject Of(RunSummary run, string folder) => new()
    {
        ["scenario"] = run.Scenario,
        ["runtime"] = run.Runtime,
        ["estimator"] = run.Estimator,
        ["seed"] = run.Seed,
        ["status"] = RecordText.Of(run.Status),
        ["steps"] = run.Steps,
        ["error"] = run.Error,
        ["errorLastFifth"] = run.ErrorLastFifth,
        ["tokenError"] = run.TokenError,
        ["rewardMean"] = run.RewardMean,
        ["byAge"] = new JsonArray([.. run.ByAge.Select(Of)]),
        ["episodes"] = run.Episodes,
        ["staleness"] = new JsonObject
        {
            ["mean"] = run.Staleness.Mean,
            ["p50"] = run.Staleness.P50,
            ["p95"] = run.Staleness.P95,
            ["max"] = run.Staleness.Max,
            ["atEnd"] = run.Consumption?.AtEnd,
            ["overDecisions"] = run.Consumption?.OverDecisions,
            ["inFlight"] = run.Consumption?.InFlight,
            ["inQueue"] = run.Consumption?.InQueue,
        },
        ["restarts"] = run.Restarts,
        ["dropped"] = run.DroppedTotal,
        ["droppedByReason"] = new JsonObject(
            run.Dropped.Select(entry => KeyValuePair.Create(entry.Key, (JsonNode?)entry.Value))),
        ["recoveries"] = run.Recoveries,
        ["updatesUndone"] = run.UpdatesUndone,
        ["resumptions"] = run.Resumptions,
        ["realisedRates"] = new JsonObject(
            run.RealisedRates.Select(entry => KeyValuePair.Create(entry.Key, (JsonNode?)entry.Value))),
        ["digest"] = run.Digest,
        ["virtualSeconds"] = run.VirtualTime.TotalSeconds,
        ["wallSeconds"] = run.WallTime.TotalSeconds,
        ["failure"] = run.Failure,
        ["outDir"] = folder,
    };

    private static JsonObject Of(AgeMeasurement age) => new()
    {
        ["youngest"] = age.Youngest,
        ["rows"] = age.Rows,
        ["decisions"] = age.Decisions,
        ["clippedShare"] = age.ClippedShare,
        ["gradientNorm"] = age.GradientNorm,
    };

    /// <summary>A comparison: its runs, and mean, standard error and number by estimator.</summary>
    public static JsonObject Of(IReadOnlyList<(RunSummary Run, string Folder)> runs, string folder) => new()
    {
        ["runs"] = new JsonArray([.. runs.Select(run => Of(run.Run, run.Folder))]),
        ["summary"] = new JsonObject(EstimatorSummary.Group(runs.Select(run => run.Run)).Select(summary =>
            KeyValuePair.Create(summary.Estimator, (JsonNode?)new JsonObject
            {
                ["mean"] = summary.ErrorMean,
                ["standardError"] = summary.ErrorStandardError,
                ["n"] = summary.N,
                ["solved"] = summary.SolvedCount,
            }))),
        ["outDir"] = folder,
    };

    /// <summary>Runs of any origin: the same by their labels, and which settings differ.</summary>
    public static JsonObject Of(ComparedRuns compared, string folder)
    {
        JsonObject json = Of([.. compared.Runs.Select(run => (run.Summary, run.Folder))], folder);
        foreach ((JsonNode? run, string estimator) in json["runs"]!.AsArray().Zip(compared.Estimators))
        {
            run!["label"] = (string?)run["estimator"];
            run["estimator"] = estimator;
        }

        json["differences"] = new JsonObject(compared.Differences.Select(difference => KeyValuePair.Create(
            difference.Path,
            (JsonNode?)new JsonArray([.. difference.Values.Select(value => JsonValue.Create(value))]))));
        return json;
    }

    /// <summary>Prints the object and nothing else.</summary>
    public static void Print(JsonObject json, TextWriter output) => output.WriteLine(json.ToJsonString(Indented));
}
