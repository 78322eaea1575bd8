using System.Globalization;
using System.Text.Json.Nodes;
using Delight.Experiments.Sweeps;
using Delight.Experiments.Text;

namespace Delight.Reports.Sweeps;

/// <summary>The tables of the tabular analysis, from its kept result.</summary>
internal static class TheoryTables
{
    /// <summary>Verdicts, exponents, the gambling bandit.</summary>
    public static IEnumerable<PageBlock> Of(ExperimentResults results)
    {
        JsonObject theory = results.Theory!.Value.Result.Theory!;
        yield return new PageBlock.Heading("Claims");
        yield return new PageBlock.Table(
            ["claim", "measured", "holds"],
            [.. theory["verdicts"]!.AsArray().Select(verdict => (IReadOnlyList<string>)[
                verdict!["claim"]!.GetValue<string>(), verdict["measured"]!.GetValue<string>(),
                verdict["holds"]?.GetValue<bool>() switch { true => "yes", false => "no", _ => "not tested" },
            ])]);
        yield return new PageBlock.Heading("How the noise of failures falls");
        yield return new PageBlock.Paragraph(
            "Perpendicular second moment of failures at the smallest delta, and its exponent: it falls as delta to "
            + "that power. Cosine: of the mean of 100 samples with the gradient, mean over batches ± standard error.");
        yield return new PageBlock.Table(
            ["estimator", "#moment", "#exponent", "#cosine"],
            [.. theory["failureSlopes"]!.AsObject().Select(slope => Row(theory, slope.Key, slope.Value))]);
        yield return new PageBlock.Heading("The gambling bandit");
        yield return new PageBlock.Table(
            ["estimator", "#expected reward at the end", "#gambles with", "#misled at policies"],
            [.. theory["gambling"]!.AsArray().Select(outcome => (IReadOnlyList<string>)[
                outcome!["estimator"]!.GetValue<string>(), Number(outcome["reward"]!, "0.0000"),
                Number(outcome["gamble"]!, "0.0 %"), Number(outcome["misledShare"]!, "0.0 %"),
            ])]);
    }

    private static IReadOnlyList<string> Row(JsonObject theory, string estimator, JsonNode? slope)
    {
        JsonNode last = theory["points"]!.AsArray()
            .Last(point => point!["estimator"]!.GetValue<string>() == estimator)!;
        return
        [
            estimator,
            NumberText.Power(last["perpendicularFailures"]!.GetValue<double>()),
            slope is null ? "–" : Number(slope, "0.00"),
            $"{Number(last["sampledCosine"]!, "0.0000")} ± {Number(last["sampledCosineError"]!, "0.0000")}",
        ];
    }

    private static string Number(JsonNode value, string format) =>
        value.GetValue<double>().ToString(format, CultureInfo.InvariantCulture);
}
