using System.Xml.Linq;
using Delight.Actors.Recording;
using Delight.Experiments.Records;
using Delight.Experiments.Text;
using Delight.Reports.Charts;
using Delight.Reports.Markup;

namespace Delight.Reports.Runs;

/// <summary>The middle part of a report: what the system did to the data, and what the estimators made of it.</summary>
internal static class FrictionSections
{
    private const int BinsMax = 40;

    // Distributions whose means differ by less than this share are drawn as one.
    private const double SameStaleness = 0.05;

    // What weights and surprisals usually are at most. A policy that diverged has surprisals of millions of nats, and
    // weights that no digits can be counted of: they do not make the others lie flat.
    private const double WeightUsual = 1;
    private const double SurprisalUsual = 5;

    /// <summary>Weights and surprisals of successes and failures over training, a panel an estimator; all panels of a
    /// quantity have one axis.</summary>
    public static XElement? Gates(ReportGroups groups)
    {
        List<(ReportGroup Group, List<ChartLine> Weights, List<ChartLine> Surprisals)> panels = [.. groups.Groups
            .Select(group => (group, Lines(group, gate => gate.WeightMean), Lines(group, gate => gate.SurprisalMean)))
            .Where(panel => panel.Item2.Count > 0)];
        if (panels.Count == 0)
        {
            return null;
        }

        AxisRange weights = AxisRange.OfOutliers(
            Values(panels.SelectMany(panel => panel.Weights)), WeightUsual, WeightUsual);
        AxisRange surprisals = AxisRange.OfOutliers(
            Values(panels.SelectMany(panel => panel.Surprisals)), SurprisalUsual, least: 0.01);
        LineChart[] charts = SharedAxes.Aligned(panels.SelectMany(panel => (LineChart[])
        [
            Panel(panel.Group, panel.Weights, "mean weight", weights),
            Panel(panel.Group, panel.Surprisals, "mean surprisal, nats", surprisals),
        ]));
        return new XElement(
            "section",
            new XElement("h2", "What the estimators kept"),
            Html.Element(
                "p", "lead",
                "Successes are decisions with an advantage above 0, failures below. The weight is how much of the "
                + "plain REINFORCE gradient an estimator keeps: the gate of dg, the ratio of pg, 1 for reinforce."),
            ChartFigure.Legend([new("successes", "success", []), new("failures", "failure", [])]),
            panels.Select((panel, index) => new XElement(
                "div",
                new XElement("h3", Html.Element("span", $"swatch {panel.Group.Style}"), panel.Group.Name),
                Html.Element(
                    "div", "panels",
                    ChartFigure.Panel(charts[2 * index]), ChartFigure.Panel(charts[(2 * index) + 1])))));
    }

    /// <summary>How old the snapshots were that the rows came from.</summary>
    public static XElement? Staleness(ReportGroups groups)
    {
        List<ReportGroup> counted = [.. groups.Groups.Where(group => group.Summary.Staleness.Rows > 0)];
        if (counted.Count == 0)
        {
            return null;
        }

        double least = counted.Min(group => group.Summary.Staleness.Mean);
        double most = counted.Max(group => group.Summary.Staleness.Mean);
        if (counted.Count == 1 || most - least <= SameStaleness * most)
        {
            StalenessSummary all = StalenessSummary.Pooled(counted.Select(group => group.Summary.Staleness));
            return StalenessSection(
                groups, Staleness("All rows", all, HistogramBins.Of(all.Counts, BinsMax), null));
        }

        (List<HistogramBins> bins, bool isShared) = StalenessBins.Of(
            [.. counted.Select(group => group.Summary.Staleness.Counts)], BinsMax);
        double shareMin = isShared ? bins.Max(one => one.ShareMax) : 0;
        return StalenessSection(
            groups,
            Html.Element("div", "panels", counted.Select((group, index) => Staleness(
                group.Name, group.Summary.Staleness, bins[index], (group.Style, shareMin)))),
            isShared ? null : Html.Element("p", "small", "Each panel has axes of its own."));
    }

    private static XElement StalenessSection(ReportGroups groups, params object?[] figures) => new(
        "section", new XElement("h2", "Staleness"), figures, ConsumptionSection.Figures(groups));

    /// <summary>Events by kind, drops by reason and what the frictions really did; nothing where nothing
    /// happened.</summary>
    public static XElement? Happenings(ReportGroups groups)
    {
        XElement? events = EventSection.Table(groups);
        List<string> reasons = Keys(groups, run => run.Dropped.Keys);
        List<string> rates = Keys(groups, run => run.RealisedRates.Keys);
        if (events is null && reasons.Count + rates.Count == 0)
        {
            return null;
        }

        return new XElement(
            "section",
            new XElement("h2", "What happened to the system"),
            EventSection.Timeline(groups),
            events,
            ByEstimator(groups, "Rows dropped because", reasons, group => reason => NumberText.Count(
                group.Summary.Runs.Sum(run => run.Dropped.GetValueOrDefault(reason)))),
            ByEstimator(groups, "Realised rate of", rates, group => rate => NumberText.Percent(
                group.Summary.Runs.Average(run => run.RealisedRates.GetValueOrDefault(rate)))));
    }

    private static XElement? ByEstimator(
        ReportGroups groups, string title, List<string> keys, Func<ReportGroup, Func<string, string>> text) =>
        keys.Count == 0 ? null : Html.Table(
            Html.Head([title, .. groups.Groups.Select(group => "#" + group.Name)]),
            keys.Select(key => new XElement(
                "tr",
                new XElement("th", new XAttribute("scope", "row"), key),
                groups.Groups.Select(group => Html.Number(text(group)(key))))));

    private static List<string> Keys(ReportGroups groups, Func<RunSummary, IEnumerable<string>> keys) =>
    [
        .. groups.Runs.SelectMany(run => keys(run.Summary))
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal),
    ];

    private static List<ChartLine> Lines(ReportGroup group, Func<GateMeasurement, double> value)
    {
        ChartLine[] lines =
        [
            new("successes", "success", GateCurves.Of(group.Runs, update => update.Successes, value)),
            new("failures", "failure", GateCurves.Of(group.Runs, update => update.Failures, value)),
        ];
        return [.. lines.Where(line => line.Last is not null)];
    }

    private static IEnumerable<double> Values(IEnumerable<ChartLine> lines) =>
        lines.SelectMany(line => line.Points).Select(point => point.Y);

    private static LineChart Panel(ReportGroup group, List<ChartLine> lines, string quantity, AxisRange range) => new()
    {
        Title = $"{group.Name}: {quantity} of successes and failures",
        Description = string.Join(' ', lines.Select(line =>
            $"{line.Label} end at {NumberText.Short(line.Last!.Value.Y)}.")),
        XLabel = "learner steps",
        YLabel = quantity,
        Lines = lines,
        YRange = range,
        ValueText = NumberText.Short,
        Size = (440, 240),
    };

    /// <summary>A histogram: of an estimator in its colour as a panel, of all rows over the page's width.</summary>
    private static XElement Staleness(
        string name, StalenessSummary staleness, HistogramBins bins, (string Style, double ShareMin)? panel)
    {
        string numbers = $"mean {NumberText.Mean(staleness.Mean)}, median {NumberText.Count(staleness.P50)}, "
            + $"95 % at most {NumberText.Count(staleness.P95)}, "
            + $"largest {NumberText.Count(staleness.Max)} learner steps";
        Histogram histogram = new()
        {
            Title = $"{name}: staleness at consumption",
            Description = numbers + ".",
            Bins = bins,
            Mean = staleness.Mean,
        };
        object caption = new object[]
        {
            new XElement("figcaption", $"{name}: {numbers}."), histogram.Data().Details(histogram.Title),
        };
        return panel is { } one
            ? new XElement(
                "figure", (histogram with { Style = one.Style, ShareMin = one.ShareMin }).Render(), caption)
            : new XElement(
                "figure",
                Html.Element("div", "wide", (histogram with { Size = (920, 260) }).Render()),
                Html.Element("div", "narrow", histogram.Render()),
                caption);
    }
}
