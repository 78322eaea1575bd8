using System.Text.Json.Nodes;
using Delight.Experiments.Sweeps;
using Delight.Reports.Charts;

namespace Delight.Reports.Sweeps;

/// <summary>The figures of the tabular analysis, from its kept result.</summary>
internal static class TheoryPanels
{
    private const string Confidence = "1 / delta: the learner grows surer of the right arm";

    /// <summary>Noise of failures, direction of a batch, weights of rare successes and failures.</summary>
    public static List<FigurePanel> Of(JsonObject theory)
    {
        JsonArray points = theory["points"]!.AsArray(), rare = theory["rareWeights"]!.AsArray();
        return
        [
            Panel("Noise of failures", points, ("delta", "perpendicularFailures"), true) with
            {
                YLabel = "E|g perpendicular|² of failures", XLabel = Confidence,
            },
            Panel("Direction of a batch of 100", points, ("delta", "sampledCosine"), false) with
            {
                YLabel = "cosine with the gradient", XLabel = Confidence,
            },
            Panel("Rare successes", rare, ("probability", "success"), true) with
            {
                YLabel = "weight", XLabel = "1 / probability of the arm",
            },
            Panel("Rare failures", rare, ("probability", "failure"), true) with
            {
                YLabel = "weight", XLabel = "1 / probability of the arm",
            },
        ];
    }

    private static FigurePanel Panel(string title, JsonArray rows, (string X, string Y) names, bool isLogarithmic)
    {
        IEnumerable<IGrouping<string, JsonNode>> groups =
            rows.Select(row => row!).GroupBy(row => row["estimator"]!.GetValue<string>(), StringComparer.Ordinal);
        EstimatorStyles styles = EstimatorStyles.Of(groups.Select(group => group.Key));
        ExperimentFigure figure = new(FigureAxis.Sweep, names.Y)
        {
            IsXLogarithmic = true, IsYLogarithmic = isLogarithmic,
        };
        return new FigurePanel(title, figure, string.Empty, IsShare: false)
        {
            Lines = [.. groups.Select(group => new ChartLine(
                group.Key, styles[group.Key],
                [.. group.Select(row => new ChartPoint(
                    1 / row[names.X]!.GetValue<double>(), row[names.Y]!.GetValue<double>()))]))],
        };
    }
}
