using System.Text.Json.Nodes;

namespace Delight.Experiments.Theory;

/// <summary>The object that <c>theory --json</c> prints.</summary>
public static class TheoryJson
{
    /// <summary>Makes the object.</summary>
    /// <param name="result">What was computed.</param>
    /// <param name="report">Path of the report.</param>
    public static JsonObject Of(TheoryResult result, string report) => new()
    {
        ["actions"] = result.Options.Actions,
        ["contamination"] = result.Options.Contamination,
        ["baseline"] = TheoryNames.Of(result.Options.Baseline),
        ["seed"] = result.Options.Seed,
        ["batches"] = result.Options.Batches,
        ["batchRows"] = result.Options.BatchRows,
        ["points"] = Array(result.Sweep.Points, point => new JsonObject
        {
            ["estimator"] = point.Estimator,
            ["delta"] = point.Delta,
            ["expectedCosine"] = point.ExpectedCosine,
            ["sampledCosine"] = point.SampledCosine,
            ["sampledCosineError"] = point.SampledCosineError,
            ["perpendicular"] = point.Perpendicular,
            ["perpendicularFailures"] = point.PerpendicularFailures,
            ["perpendicularSuccesses"] = point.PerpendicularSuccesses,
        }),
        ["failureSlopes"] = new JsonObject(result.Estimators.Select(estimator =>
            KeyValuePair.Create(estimator.Name, (JsonNode?)result.Sweep.FailureSlope(estimator.Name)))),
        ["rareWeights"] = Array(result.Sweep.RareWeights, weight => new JsonObject
        {
            ["estimator"] = weight.Estimator,
            ["probability"] = weight.Probability,
            ["success"] = weight.Success,
            ["failure"] = weight.Failure,
        }),
        ["gambling"] = Array(result.Gambling, outcome => new JsonObject
        {
            ["estimator"] = outcome.Estimator,
            ["reward"] = outcome.RewardFinal,
            ["gamble"] = outcome.GambleFinal,
            ["misledShare"] = outcome.MisledShare,
        }),
        ["verdicts"] = Array(TheoryVerdicts.Of(result), verdict => new JsonObject
        {
            ["claim"] = verdict.Claim,
            ["measured"] = verdict.Measured,
            ["holds"] = verdict.Holds,
        }),
        ["report"] = report,
    };

    private static JsonArray Array<T>(IEnumerable<T> items, Func<T, JsonNode> of) => new([.. items.Select(of)]);
}
