using System.Globalization;
using System.Xml.Linq;
using Delight.Experiments.Records;
using Delight.Experiments.Text;
using Delight.Reports.Charts;
using Delight.Reports.Markup;

namespace Delight.Reports.Runs;

/// <summary>The upper part of a report: what was found, the learning curves, the numbers.</summary>
internal static class ReportSections
{
    /// <summary>Title, finding, how far to trust it, and for one run its key figures.</summary>
    public static XElement Header(ReportGroups groups)
    {
        string names = NumberText.List([.. groups.Groups.Select(group => group.Name)]);
        string kind = groups.Runs.Count == 1 ? "run" : "comparison";
        DateTimeOffset started = groups.Runs.Min(run => run.Summary.Started);
        return new XElement(
            "header",
            Html.Element("p", "kicker", $"Delight · {kind} · {NumberText.List(groups.Runtimes)} "
                + (groups.Runtimes.Count == 1 ? "runtime · " : "runtimes · ")
                + started.ToString("d MMMM yyyy, HH:mm 'UTC'", CultureInfo.InvariantCulture)),
            new XElement("h1", NumberText.List(groups.Scenarios)),
            Html.Element("p", "estimators", names),
            Html.Element("p", "finding", Finding.Sentence(groups.Runs)),
            Html.Element("p", "caveat", Finding.Caveat(groups.Runs)),
            groups.Runs.Count == 1 ? Figures(groups.Runs[0]) : null);
    }

    /// <summary>The error against learner steps, or nothing where nothing was evaluated.</summary>
    public static XElement? Curves(ReportGroups groups)
    {
        List<ChartLine> lines = [.. groups.Groups
            .Select(group => new ChartLine(group.Name, group.Style, LearningCurves.Of(group.Runs)))
            .Where(line => line.Points.Count > 0)];
        if (lines.Count == 0)
        {
            return null;
        }

        double? chance = groups.ChanceError;
        List<ChartPoint> points = [.. lines.SelectMany(line => line.Points)];
        AxisRange range = AxisRange.OfShares(points, chance);
        LineChart chart = new()
        {
            Title = "Error on held-out contexts against learner steps",
            Description = string.Join(' ', lines.Select(line =>
                $"{line.Label} ends at {NumberText.Percent(line.Points[^1].Y)} "
                + $"after {NumberText.Counted((long)line.Points[^1].X, "step")}.")),
            XLabel = "learner steps",
            YLabel = "error on held-out contexts",
            Lines = lines,
            YRange = range,
            TickText = NumberText.PercentTick,
            ValueText = NumberText.Percent,
            Reference = chance is { } blind && blind >= range.Min
                ? (blind, $"chance, {NumberText.PercentTick(blind)}")
                : null,
        };
        return new XElement(
            "section",
            new XElement("h2", "Learning curves"),
            ChartFigure.Legend(lines),
            ChartFigure.Wide(chart, CurvesCaption(groups)));
    }

    /// <summary>The table of final numbers.</summary>
    public static XElement Results(ReportGroups groups) => new(
        "section",
        new XElement("h2", "Final numbers"),
        Html.Table(
            Html.Head("Estimator", "#Error", "#Last fifth", "#Token error", "#1 − reward", "#Solved", "#n"),
            groups.Groups.Select(ErrorRow)),
        Html.Table(
            Html.Head(
                "Estimator", "#Staleness mean", "#p50", "#p95", "#max", "#Episodes", "#Dropped", "#Restarts",
                "#Wall time"),
            groups.Groups.Select(RunRow)),
        Html.Element("p", "small", "Error: share of held-out contexts answered wrongly at the last evaluation"
            + (groups.Groups.Any(group => group.Summary.N > 1) ? ", mean ± standard error over n seeds" : string.Empty)
            + ". Last fifth: median error of the last fifth of the evaluations. Token error: share of wrong decisions, "
            + "and reward as the task scores answers, at the last evaluation; means over seeds. Solved: runs whose "
            + "last fifth is at most 1 %. Staleness: "
            + "learner steps between the snapshot that answered and the update that learned from it, over all rows."
            + (groups.Runs.Count > groups.Groups.Count
                ? " Episodes, drops and restarts are sums over seeds, wall time is a mean."
                : string.Empty)));

    private static XElement ErrorRow(ReportGroup group)
    {
        EstimatorSummary summary = group.Summary;
        string error = summary.ErrorMean is { } mean
            ? NumberText.PercentWithError(mean, summary.ErrorStandardError)
            : NumberText.None;
        return new XElement(
            "tr",
            Named(group),
            Html.Element("td", "number strong", error),
            Html.Number(Mean(summary, run => run.ErrorLastFifth, NumberText.Percent)),
            Html.Number(Mean(summary, run => run.TokenError, NumberText.Percent)),
            Html.Number(Mean(summary, run => 1 - run.RewardMean, NumberText.Short)),
            Html.Number(NumberText.Count(summary.SolvedCount)),
            Html.Number(NumberText.Count(summary.N) + summary.LeftOut));
    }

    private static XElement RunRow(ReportGroup group)
    {
        EstimatorSummary summary = group.Summary;
        return new XElement(
            "tr",
            Named(group),
            Html.Number(NumberText.Mean(summary.Staleness.Mean)),
            Html.Number(NumberText.Count(summary.Staleness.P50)),
            Html.Number(NumberText.Count(summary.Staleness.P95)),
            Html.Number(NumberText.Count(summary.Staleness.Max)),
            Html.Number(NumberText.Count(summary.Runs.Sum(run => run.Episodes))),
            Html.Number(NumberText.Count(summary.Runs.Sum(run => run.DroppedTotal))),
            Html.Number(NumberText.Count(summary.Runs.Sum(run => run.Restarts))),
            Html.Number(NumberText.Duration(summary.WallTimeMean)));
    }

    /// <summary>Head of an estimator's line in a table, with its colour.</summary>
    internal static XElement Named(ReportGroup group) => new(
        "th", new XAttribute("scope", "row"), Html.Element("span", $"swatch {group.Style}"), group.Name);

    private static string Mean(
        EstimatorSummary summary, Func<RunSummary, double?> figure, Func<double, string> text)
    {
        double[] known = [.. summary.Counted.Select(figure).OfType<double>().Where(double.IsFinite)];
        return known.Length == 0 ? NumberText.None : text(known.Average());
    }

    private static XElement Figures(RunRecord run)
    {
        RunSummary summary = run.Summary;
        return Html.Element(
            "dl", "figures",
            Figure("error", NumberText.PercentOrNone(run.Error)),
            Figure("learner steps", NumberText.Count(run.Steps)),
            Figure("mean staleness", NumberText.Mean(summary.Staleness.Mean)),
            Figure("episodes", NumberText.Count(summary.Episodes)),
            Figure(summary.IsSimulated ? "virtual time" : "runtime",
                summary.IsSimulated ? NumberText.Duration(summary.VirtualTime) : summary.Runtime),
            Figure("wall time", NumberText.Duration(summary.WallTime)));
    }

    private static XElement Figure(string name, string value) =>
        new("div", new XElement("dt", name), new XElement("dd", value));

    private static string CurvesCaption(ReportGroups groups)
    {
        bool hasSeeds = groups.Runs.Count > groups.Groups.Count;
        string text = hasSeeds
            ? "Line: mean over seeds. Band: from the best seed to the worst at that step."
            : "One seed; the line joins its evaluations.";
        bool isCut = groups.Groups.Any(group =>
            group.Runs.Select(run => run.Evaluations.Select(measured => measured.Step).DefaultIfEmpty(0).Max())
                .Distinct().Count() > 1);
        return text
            + (isCut ? " A mean ends where the first of its runs ends." : string.Empty)
            + Recoveries(groups);
    }

    private static string Recoveries(ReportGroups groups)
    {
        int recoveries = groups.Runs.Sum(run => run.Summary.Recoveries);
        long undone = groups.Runs.Sum(run => run.Summary.UpdatesUndone);
        return recoveries == 0 ? string.Empty
            : $" The learner went on from a checkpoint {NumberText.Counted(recoveries, "time")} and took "
                + $"{NumberText.Counted(undone, "step")} again; what is drawn there is the last time.";
    }
}
