using Delight.Actors.Evaluation;
using Delight.Actors.Recording;
using Delight.Experiments.Records;
using Delight.Experiments.Streams;

namespace Delight.Development.Documentation;

/// <summary>What verbs that run or measure policies print with <c>--json</c>.</summary>
internal static class RunOutputs
{
    private static readonly KeyRow[] Run =
    [
        Of("scenario", nameof(RunSummary.Scenario)), Of("runtime", nameof(RunSummary.Runtime)),
        Of("estimator", nameof(RunSummary.Estimator)), Of("seed", nameof(RunSummary.Seed)),
        Of("status", nameof(RunSummary.Status)), Of("steps", nameof(RunSummary.Steps)),
        Of("error", nameof(RunSummary.Error)), Of("errorLastFifth", nameof(RunSummary.ErrorLastFifth)),
        Of("tokenError", nameof(RunSummary.TokenError)), Of("rewardMean", nameof(RunSummary.RewardMean)),
        Of("byAge", nameof(RunSummary.ByAge)),
        .. RecordKeys.Of(typeof(AgeMeasurement)).Select(key => key with { Path = "byAge[]." + key.Path }),
        Of("episodes", nameof(RunSummary.Episodes)), Of("staleness", nameof(RunSummary.Staleness)),
        OfStaleness("mean", nameof(StalenessSummary.Mean)), OfStaleness("p50", nameof(StalenessSummary.P50)),
        OfStaleness("p95", nameof(StalenessSummary.P95)), OfStaleness("max", nameof(StalenessSummary.Max)),
        OfConsumption("atEnd", nameof(ConsumptionSummary.AtEnd)),
        OfConsumption("overDecisions", nameof(ConsumptionSummary.OverDecisions)),
        OfConsumption("inFlight", nameof(ConsumptionSummary.InFlight)),
        OfConsumption("inQueue", nameof(ConsumptionSummary.InQueue)),
        Of("restarts", nameof(RunSummary.Restarts)), Of("dropped", nameof(RunSummary.DroppedTotal)),
        Of("droppedByReason.REASON", nameof(RunSummary.Dropped)) with { Type = "whole number" },
        Of("recoveries", nameof(RunSummary.Recoveries)), Of("updatesUndone", nameof(RunSummary.UpdatesUndone)),
        Of("resumptions", nameof(RunSummary.Resumptions)),
        Of("realisedRates.FRICTION", nameof(RunSummary.RealisedRates)) with { Type = "number" },
        Of("digest", nameof(RunSummary.Digest)), Of("virtualSeconds", nameof(RunSummary.VirtualTime)),
        Of("wallSeconds", nameof(RunSummary.WallTime)), Of("failure", nameof(RunSummary.Failure)),
        new("outDir", "text", "Folder of the record."),
    ];

    /// <summary>Keys of several runs.</summary>
    public static IReadOnlyList<KeyRow> Comparison { get; } =
    [
        new("runs[].KEY", "any", "A run, with the keys of `run --json`."),
        OfEstimator("mean", nameof(EstimatorSummary.ErrorMean)),
        OfEstimator("standardError", nameof(EstimatorSummary.ErrorStandardError)),
        OfEstimator("n", nameof(EstimatorSummary.N)), OfEstimator("solved", nameof(EstimatorSummary.SolvedCount)) with
        {
            Meaning = FormattableString.Invariant(
                $"Runs whose `errorLastFifth` is at most {EstimatorSummary.SolvedAt}."),
        },
        new("outDir", "text", "Folder that holds the folders of the runs."),
    ];

    /// <summary>All of them.</summary>
    public static IReadOnlyList<JsonOutput> All { get; } =
    [
        new(["run", "simulate"], "One run.",
        [
            .. Run,
            new("deterministic", "true or false or null",
                "Only of `simulate`: whether two runs had one digest; null without `--check-determinism`."),
        ]),
        new(["compare"], "Several runs, and their errors by estimator.", Comparison),
        new(["replay"], "A comparison of estimators on a recorded stream.",
        [
            .. Comparison,
            new("stream", "object", "The stream that was replayed."),
            OfStream("updates", nameof(StreamSurvey.Updates)),
            OfStream("updatesUndone", nameof(StreamSurvey.UpdatesUndone)),
            OfStream("arrivals", nameof(StreamSurvey.Arrivals)), OfStream("isWhole", nameof(StreamSurvey.IsWhole)),
        ]),
        new(["evaluate"], "A policy on held-out contexts.",
        [
            Of("scenario", nameof(RunSummary.Scenario)),
            Of("estimator", nameof(RunSummary.Estimator)) with { Type = "text or null" },
            Of("seed", nameof(RunSummary.Seed)),
            Of("steps", nameof(RunSummary.Steps)) with { Type = "whole number or null" },
            KeyRow.Of("error", typeof(EvaluationFigures), nameof(EvaluationFigures.Error)),
            KeyRow.Of("tokenError", typeof(EvaluationFigures), nameof(EvaluationFigures.TokenError)),
            KeyRow.Of("rewardMean", typeof(EvaluationFigures), nameof(EvaluationFigures.RewardMean)),
            KeyRow.Of("rows", typeof(EvaluationMeasurement), nameof(EvaluationMeasurement.Rows)),
            new("policy", "text", "File of the policy."),
            new("engine", "text", "Engine that computed it: `kernels` or `torch`."),
            new("outDir", "text or null", "Folder of the run; null where a policy without a run was measured. Then "
                + "`estimator` and `steps` are null too."),
        ]),
    ];

    private static KeyRow Of(string path, string member) => KeyRow.Of(path, typeof(RunSummary), member);

    private static KeyRow OfStaleness(string key, string member) =>
        KeyRow.Of("staleness." + key, typeof(StalenessSummary), member);

    private static KeyRow OfConsumption(string key, string member) =>
        KeyRow.Of("staleness." + key, typeof(ConsumptionSummary), member) with { Type = "number or null" };

    private static KeyRow OfEstimator(string key, string member) =>
        KeyRow.Of("summary.ESTIMATOR." + key, typeof(EstimatorSummary), member);

    private static KeyRow OfStream(string key, string member) =>
        KeyRow.Of("stream." + key, typeof(StreamSurvey), member);
}
