using System.Text.Json.Nodes;
using Delight.Learning.Inspection;

namespace Delight.Experiments.Inspecting;

/// <summary>The object that <c>inspect --json</c> prints.</summary>
/// <remarks>
/// <c>{"estimators": {NAME: {objective, coefficients, dLogits, ...}}}</c>: coefficients, surprisal, advantage, delight,
/// gate and ratio are [B, T], dLogits [B, T, A], all flat and row-major, 0 where masked. An oracle has coefficients
/// null, since they belong to the right answers. A gate is null where it has no meaning: A is 0, or an oracle.
/// </remarks>
public static class InspectionJson
{
    /// <summary>Makes the object; every number in it is finite.</summary>
    public static JsonObject Of(InspectedBatch batch, IReadOnlyList<NamedInspection> inspections) => new()
    {
        ["rows"] = batch.Rows,
        ["decisions"] = batch.Decisions,
        ["actions"] = batch.Actions,
        ["counted"] = batch.Count,
        ["baseline"] = batch.BaselineText,
        ["estimators"] = new JsonObject(
            inspections.Select(inspection => KeyValuePair.Create(inspection.Name, (JsonNode?)Of(batch, inspection)))),
    };

    private static JsonObject Of(InspectedBatch batch, NamedInspection inspection)
    {
        BatchInspection result = inspection.Result;
        return new JsonObject
        {
            ["objective"] = result.Objective,
            ["coefficients"] = inspection.IsOracle ? null : Array(result.Coefficients.Select(value => (JsonNode)value)),
            ["dLogits"] = Array(result.DLogits.Select(value => (JsonNode)value)),
            ["surprisal"] = Column(batch, result, decision => decision.Surprisal),
            ["advantage"] = Column(batch, result, decision => decision.Advantage),
            ["delight"] = Column(batch, result, decision => decision.Delight),
            ["gate"] = Column(batch, result, decision => decision.Gate),
            ["ratio"] = Column(batch, result, decision => decision.Ratio),
            ["uninformativeRows"] = result.UninformativeRows,
            ["clampedRatios"] = result.ClampedRatios,
        };
    }

    private static JsonArray Column(
        InspectedBatch batch, BatchInspection result, Func<InspectedDecision, double?> value)
    {
        double?[] cells = new double?[batch.Mask.Length];
        System.Array.Fill(cells, 0);
        foreach (InspectedDecision decision in result.Decisions)
        {
            cells[(decision.Row * batch.Decisions) + decision.Decision] = value(decision);
        }

        return Array(cells.Select(cell => (JsonNode?)cell));
    }

    private static JsonArray Array(IEnumerable<JsonNode?> values) => new([.. values]);
}
