using System.Xml.Linq;
using Delight.Actors.Recording;
using Delight.Experiments.Text;
using Delight.Reports.Charts;
using Delight.Reports.Markup;

namespace Delight.Reports.Runs;

/// <summary>The rows by worker pool: what they were, and what updates made of them. Nothing where all were of one
/// pool.</summary>
internal static class PoolSection
{
    private const int PointsMax = 120;

    private static readonly Quantity[] Quantities =
    [
        new("mean staleness, learner steps", pool => pool.StalenessMean),
        new("mean reward", pool => pool.RewardMean),
        new("mean advantage", pool => pool.AdvantageMean),
        new("mean surprisal, nats", pool => pool.SurprisalMean),
        new("mean weight", pool => pool.WeightMean),
        new("norm of the gradient", pool => pool.GradientNorm),
    ];

    // Pools are told apart by dashes: colours are those of estimators.
    private static readonly string[] Styles = ["pool", "pool dashed", "pool fine", "pool again", "pool long"];

    /// <summary>A table over all estimators, and panels over training for each.</summary>
    public static XElement? Of(ReportGroups groups)
    {
        List<(ReportGroup Group, List<UpdateMeasurement> Updates)> known = [.. groups.Groups
            .Select(group => (group, group.Runs.SelectMany(run => run.UpdatesKept)
                .Where(update => update.ByPool.Count > 0).ToList()))
            .Where(entry => entry.Item2.Count > 0)];
        if (known.Count == 0)
        {
            return null;
        }

        string[] pools = [.. known.SelectMany(entry => entry.Updates).SelectMany(update => update.ByPool)
            .Select(pool => pool.Pool).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        LineChart[][] charts = [.. known.Select(entry => Quantities.Select(quantity =>
            Chart(entry.Group, entry.Updates, pools, quantity)).ToArray())];
        LineChart[] shared = SharedAxes.Aligned(Levelled(charts));
        return new XElement(
            "section",
            new XElement("h2", "By worker pool"),
            Html.Element(
                "p", "lead",
                "Rows trained on, by the pool of the worker that generated them. Staleness, reward, advantage and "
                + "surprisal are what the rows were; weight, clipped share and gradient are what the estimator made of "
                + "them."),
            Table(known, pools),
            ChartFigure.Legend(pools.Select((pool, index) => new ChartLine(pool, StyleOf(index), []))),
            known.Select((entry, index) => new XElement(
                "div",
                known.Count > 1
                    ? new XElement("h3", Html.Element("span", $"swatch {entry.Group.Style}"), entry.Group.Name)
                    : null,
                Html.Element(
                    "div", "panels",
                    shared.Skip(index * Quantities.Length).Take(Quantities.Length).Select(ChartFigure.Panel)))),
            Html.Element(
                "p", "small",
                "Advantage: by the run's baseline. Weight: of the decisions with an advantage, as above. Norm: mean "
                + "over rows of N ‖∂J / ∂z‖ with the row's logits z and the batch's decisions N."));
    }

    /// <summary>The mean of one quantity over the rows of a pool, by stretches of steps; a gap where it had
    /// none.</summary>
    internal static IReadOnlyList<ChartPoint> Curve(
        IReadOnlyCollection<UpdateMeasurement> updates, string pool, Func<PoolMeasurement, double> value)
    {
        long[] steps = [.. updates.Select(update => update.Step).Distinct().Order()];
        ILookup<long, PoolMeasurement> byStep = updates
            .SelectMany(update => update.ByPool.Select(one => (update.Step, Pool: one)))
            .Where(entry => entry.Pool.Pool == pool && double.IsFinite(value(entry.Pool)))
            .ToLookup(entry => entry.Step, entry => entry.Pool);
        return
        [
            .. steps.Chunk((steps.Length + PointsMax - 1) / PointsMax).Select(stretch => new ChartPoint(
                stretch[^1], Mean(stretch.SelectMany(step => byStep[step]), value))),
        ];
    }

    private static string StyleOf(int index) => Styles[index % Styles.Length];

    private static double Mean(IEnumerable<PoolMeasurement> pools, Func<PoolMeasurement, double> value)
    {
        List<PoolMeasurement> known = [.. pools.Where(pool => double.IsFinite(value(pool)))];
        return known.Count == 0
            ? double.NaN : known.Sum(pool => pool.Rows * value(pool)) / known.Sum(pool => pool.Rows);
    }

    private static XElement Table(
        List<(ReportGroup Group, List<UpdateMeasurement> Updates)> known, string[] pools) => Html.Table(
        Html.Head(
            "Estimator", "Pool", "#Rows", "#Of all", "#Staleness mean", "#max", "#Reward", "#Advantage", "#Surprisal",
            "#Weight", "#Clipped", "#Gradient"),
        known.SelectMany(entry => pools.Select(pool => Row(entry.Group, pool, entry.Updates))));

    private static XElement Row(ReportGroup group, string pool, List<UpdateMeasurement> updates)
    {
        List<PoolMeasurement> all = [.. updates.SelectMany(update => update.ByPool)];
        List<PoolMeasurement> own = [.. all.Where(one => one.Pool == pool)];
        long rows = own.Sum(one => one.Rows);
        return new XElement(
            "tr",
            ReportSections.Named(group),
            new XElement("td", pool),
            Html.Number(NumberText.Count(rows)),
            Html.Number(NumberText.Percent((double)rows / all.Sum(one => one.Rows))),
            Html.Number(NumberText.Mean(Mean(own, one => one.StalenessMean))),
            Html.Number(own.Count == 0 ? NumberText.None : NumberText.Count(own.Max(one => one.StalenessMax))),
            Html.Number(Text(Mean(own, one => one.RewardMean))),
            Html.Number(Text(Mean(own, one => one.AdvantageMean))),
            Html.Number(Text(Mean(own, one => one.SurprisalMean))),
            Html.Number(Text(OverDecisions(own, one => one.WeightMean))),
            Html.Number(NumberText.PercentOrNone(OverDecisions(own, one => one.ClippedShare))),
            Html.Number(Text(Mean(own, one => one.GradientNorm))));
    }

    private static double OverDecisions(List<PoolMeasurement> pools, Func<PoolMeasurement, double> value)
    {
        List<PoolMeasurement> known = [.. pools.Where(pool => pool.Decisions > 0 && double.IsFinite(value(pool)))];
        return known.Count == 0
            ? double.NaN : known.Sum(pool => pool.Decisions * value(pool)) / known.Sum(pool => pool.Decisions);
    }

    private static string Text(double value) => double.IsFinite(value) ? NumberText.Short(value) : NumberText.None;

    private static LineChart Chart(
        ReportGroup group, List<UpdateMeasurement> updates, string[] pools, Quantity quantity)
    {
        ChartLine[] lines = [.. pools
            .Select((pool, index) => new ChartLine(pool, StyleOf(index), Curve(updates, pool, quantity.Of)))
            .Where(line => line.Last is not null)];
        return new LineChart
        {
            Title = $"{group.Name}: {quantity.Name} by worker pool",
            Description = string.Join(' ', lines.Select(line =>
                $"{line.Label} ends at {NumberText.Short(line.Last!.Value.Y)}.")),
            XLabel = "learner steps",
            YLabel = quantity.Name,
            Lines = lines,
            YRange = new AxisRange(0, 1),
            ValueText = NumberText.Short,
            Size = (440, 220),
        };
    }

    /// <summary>Panels of one quantity have one axis: linear, unless one line lies above the others by more than a
    /// decade.</summary>
    private static IEnumerable<LineChart> Levelled(LineChart[][] charts) => charts.SelectMany(
        own => own.Select((chart, index) => chart with
        {
            YRange = Range([.. charts.SelectMany(other => other[index].Lines)]),
        }));

    private static AxisRange Range(ChartLine[] lines)
    {
        double[][] values = [.. lines.Select(line =>
            line.Points.Select(point => point.Y).Where(double.IsFinite).ToArray())];
        double least = values.Min(line => line.Min()), most = values.Max(line => line.Max());
        double usual = values.Min(line => line.Max());
        return least < 0 || usual <= 0
            ? AxisRange.FromZero(least, most)
            : AxisRange.OfOutliers(values.SelectMany(line => line), AxisTicks.RoundUp(usual), least: 0);
    }

    private sealed record Quantity(string Name, Func<PoolMeasurement, double> Of);
}
