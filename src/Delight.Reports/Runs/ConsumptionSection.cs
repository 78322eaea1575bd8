using System.Xml.Linq;
using Delight.Actors.Recording;
using Delight.Experiments.Records;
using Delight.Experiments.Text;
using Delight.Reports.Markup;

namespace Delight.Reports.Runs;

/// <summary>Where staleness came from, and whom a bound kept out: trained rows beside dropped ones.</summary>
internal static class ConsumptionSection
{
    /// <summary>The three figures of staleness and their parts, a row an estimator; nothing where no record has
    /// them.</summary>
    public static XElement? Figures(ReportGroups groups)
    {
        List<(ReportGroup Group, ConsumptionSummary Means)> known = [.. groups.Groups
            .Select(group => (group, Means: ConsumptionSummary.Pooled(group.Summary.Runs)))
            .Where(entry => entry.Means is not null)
            .Select(entry => (entry.group, entry.Means!))];
        return known.Count == 0 ? null : new XElement(
            "div",
            Html.Table(
                Html.Head(
                    "Mean staleness", "#at the first decision", "#of it in flight", "#of it in the queue",
                    "#over all decisions", "#at the last decision"),
                known.Select(entry => new XElement(
                    "tr",
                    ReportSections.Named(entry.Group),
                    Html.Number(NumberText.Mean(entry.Group.Summary.Staleness.Mean)),
                    Html.Number(NumberText.Mean(entry.Means.InFlight)),
                    Html.Number(NumberText.Mean(entry.Means.InQueue)),
                    Html.Number(NumberText.Mean(entry.Means.OverDecisions)),
                    Html.Number(NumberText.Mean(entry.Means.AtEnd))))),
            Html.Element(
                "p", "small",
                "In learner steps. A row is in flight from the policy that chose its first decision until it reaches "
                + "the learner, then in the queue until its update. Decisions of one row differ in age where a newer "
                + "policy came while it was generated."));
    }

    /// <summary>Dropped rows by reason, staleness and difficulty beside those trained on; nothing where none were
    /// dropped.</summary>
    public static XElement? Drops(ReportGroups groups)
    {
        List<ReportGroup> dropping = [.. groups.Groups.Where(
            group => group.Summary.Runs.Any(run => run.Consumption is not null && run.DroppedByClass.Count > 0))];
        bool hasPartial = dropping.SelectMany(group => group.Summary.Runs).Any(run =>
            run.Consumption?.Rows.Partial > 0
            || run.DroppedByClass.Any(drop => drop.Difficulty == RowDifficulty.Partial));
        return dropping.Count == 0 ? null : new XElement(
            "section",
            new XElement("h2", "Rows trained on and rows dropped"),
            Html.Element(
                "p", "lead",
                "Shares are of the row's line. Where dropped rows are solved less or more often than trained ones, "
                + "dropping selects what is learned from."),
            dropping.Select(group => new XElement(
                "div",
                groups.Groups.Count > 1
                    ? new XElement("h3", Html.Element("span", $"swatch {group.Style}"), group.Name)
                    : null,
                Html.Table(
                    Html.Head([
                        "Rows", "Staleness, learner steps", "#All", "#Solved",
                        .. hasPartial ? ["#Partly solved"] : Array.Empty<string>(), "#Unsolved"]),
                    [Trained(group, hasPartial), .. Dropped(group, hasPartial)]))),
            Html.Element(
                "p", "small",
                "Solved: reward 1 or above; unsolved: 0 or below. Rows that never reached the learner have neither "
                + "staleness nor reward. A row can be dropped several times, since lost work is done again."));
    }

    private static XElement Trained(ReportGroup group, bool hasPartial)
    {
        DifficultyCounts rows = ConsumptionSummary.Pooled(group.Summary.Runs)?.Rows ?? new DifficultyCounts(0, 0, 0);
        StalenessSummary staleness = group.Summary.Staleness;
        string range = staleness.Counts.Count == 0
            ? NumberText.None
            : $"{NumberText.Count(staleness.Counts[0].Staleness)}–{NumberText.Count(staleness.Max)}";
        return Row("trained on", range, rows, rows.Unsolved + rows.Partial + rows.Solved, hasPartial);
    }

    private static IEnumerable<XElement> Dropped(ReportGroup group, bool hasPartial) => group.Summary.Runs
        .SelectMany(run => run.DroppedByClass)
        .GroupBy(drop => (drop.Reason, drop.Staleness))
        .OrderBy(line => line.Key.Reason, StringComparer.Ordinal)
        .ThenBy(line => line.Key.Staleness?.Length ?? 0)
        .ThenBy(line => line.Key.Staleness, StringComparer.Ordinal)
        .Select(line => Row(
            $"dropped: {line.Key.Reason}",
            line.Key.Staleness?.Replace('-', '–') ?? NumberText.None,
            line.Key.Staleness is null ? null : new DifficultyCounts(
                Rows(line, RowDifficulty.Unsolved),
                Rows(line, RowDifficulty.Partial),
                Rows(line, RowDifficulty.Solved)),
            line.Sum(drop => drop.Rows), hasPartial));

    private static long Rows(IEnumerable<DropCount> drops, RowDifficulty difficulty) =>
        drops.Where(drop => drop.Difficulty == difficulty).Sum(drop => drop.Rows);

    private static XElement Row(
        string name, string staleness, DifficultyCounts? rows, long all, bool hasPartial) => new(
        "tr",
        new XElement("th", new XAttribute("scope", "row"), name),
        new XElement("td", staleness),
        Html.Number(NumberText.Count(all)),
        Html.Number(Share(rows?.Solved, all)),
        hasPartial ? Html.Number(Share(rows?.Partial, all)) : null,
        Html.Number(Share(rows?.Unsolved, all)));

    private static string Share(long? rows, long all) => rows is { } known && all > 0
        ? $"{NumberText.Count(known)} ({NumberText.Percent((double)known / all)})"
        : NumberText.None;
}
