using System.Xml.Linq;
using Delight.Experiments.Files;
using Delight.Experiments.Records;
using Delight.Experiments.Sweeps;
using Delight.Experiments.Text;
using Delight.Reports.Markup;

namespace Delight.Reports.Sweeps;

/// <summary>Writes the page of a sweep: maps or curves of its cells, the best one, and every number.</summary>
/// <remarks>The page is a function of the results: it does not say when they were computed, nor how long they
/// took.</remarks>
public static class SweepPage
{
    /// <summary>Writes the page into the folder of the sweep.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    public static void Write(SweepResults sweep) => ReplacedFile.Write(
        Path.Combine(sweep.Folder, RunFolder.ReportFile), stream => Html.Write(stream, Page(sweep)));

    private static XElement Page(SweepResults sweep)
    {
        SweepFigures figures = new(sweep);
        return Html.Page(
            $"{sweep.Results.Experiment.Name}, sweep",
            new XElement("style", SweepStyle.Css),
            Header(sweep),
            Section($"{Capital(sweep.Metric.Label)}, by setting", figures.ByValue()),
            ByEstimator(sweep),
            Section("Learning curves", [
                .. figures.Learning(),
                Html.Element("p", "small", "Lines: means over seeds; bands: from the least to the largest seed."),
            ]),
            Section("Every cell", [Cells(sweep)]),
            Failures(sweep),
            Again(sweep));
    }

    private static XElement Section(string title, IEnumerable<XElement?> content) =>
        new("section", new XElement("h2", title), content);

    private static XElement Header(SweepResults sweep)
    {
        int cells = sweep.Cells.Count, runs = sweep.Results.Count + sweep.Results.Missing;
        (string Name, string Text)[] facts =
        [
            ("cells", NumberText.Count(cells)),
            ("seeds of each", NumberText.Count(sweep.Seeds)),
            ("runs done", sweep.Results.Missing == 0 ? NumberText.Count(runs)
                : NumberText.Text($"{sweep.Results.Count} of {runs}")),
            ("failed", NumberText.Count(sweep.Failures.Count)),
            ("best " + sweep.Metric.Name, sweep.Best is { } best ? sweep.Metric.Text(Sample.Of([best.Sample.Mean]))
                : NumberText.None),
        ];
        return new XElement(
            "header",
            Html.Element("p", "kicker", "Delight · sweep"),
            new XElement("h1", sweep.Results.Experiment.Name),
            Html.Element("p", "estimators", string.Join(" × ", sweep.Axes.Select(axis => axis.Path))
                + $" · {string.Join(", ", sweep.Estimators)}"),
            Html.Element("p", "finding", SweepText.Finding(sweep)),
            SweepText.Caveats(sweep).Select(caveat => Html.Element("p", "caveat", caveat)),
            Html.Element("dl", "figures", facts.Select(fact => new XElement(
                "div", new XElement("dt", fact.Name), new XElement("dd", fact.Text)))));
    }

    private static XElement? ByEstimator(SweepResults sweep) => sweep.Estimators.Count < 2 ? null : Section(
        "The best of each estimator",
        [
            Html.Table(
                Html.Head(["estimator", .. sweep.Axes.Select(axis => axis.Path), $"#{sweep.Metric.Label}"]),
                sweep.Estimators.Select(estimator => (Name: estimator, Best: sweep.BestOf(estimator)))
                    .OrderBy(entry => entry.Best is not { } best ? double.MaxValue
                        : sweep.Metric.IsGain ? -best.Sample.Mean : best.Sample.Mean)
                    .Select(entry => new XElement(
                        "tr",
                        new XElement("td", entry.Name),
                        sweep.Axes.Select((_, index) => new XElement(
                            "td", entry.Best?.Values[index] ?? NumberText.None)),
                        Html.Number(entry.Best is { } best ? sweep.TextOf(best.Sample) : NumberText.None)))),
        ]);

    private static XElement Cells(SweepResults sweep)
    {
        bool hasEstimators = sweep.Estimators.Count > 1, hasFailures = sweep.Failures.Count > 0;
        List<string> head =
        [
            .. sweep.Axes.Select(axis => axis.Path), .. hasEstimators ? ["estimator"] : Array.Empty<string>(),
            $"#{sweep.Metric.Label}", "#less the best", "#seeds done",
            .. hasFailures ? ["#failed"] : Array.Empty<string>(),
            string.Empty,
        ];
        return Html.Table(Html.Head(head), sweep.Cells.Select(cell =>
        {
            bool isBest = ReferenceEquals(cell, sweep.Best);
            return new XElement(
                "tr",
                isBest ? new XAttribute("class", "best") : null,
                cell.Values.Select(value => new XElement("td", value)),
                hasEstimators ? new XElement("td", cell.Estimator) : null,
                Html.Number(sweep.TextOf(cell.Sample)),
                Html.Number(cell.Difference is { } difference
                    ? sweep.TextOf(difference).Replace('-', '−') : NumberText.None),
                Html.Number(NumberText.Text($"{cell.Sample.N} of {sweep.Seeds}")),
                hasFailures ? Html.Number(NumberText.Count(cell.FailedCount)) : null,
                new XElement("td", isBest ? "★ best" : cell.IsTied ? "≈" : string.Empty));
        }));
    }

    private static XElement? Failures(SweepResults sweep) => sweep.Failures.Count == 0 ? null : Section(
        "Failures",
        [
            Html.Element("p", "lead", "Runs that failed do not count in means, and a cell with one is never the best."),
            .. sweep.Failures.SelectMany(failed => (XElement[])[
                new XElement("p", failed.Failure),
                Html.Element("pre", "command", new XElement("code", failed.Command)),
            ]),
        ]);

    private static XElement Again(SweepResults sweep)
    {
        List<XElement> content =
        [
            Html.Element("pre", "command", new XElement("code", sweep.Request.Command)),
        ];
        if (sweep.ConfirmingCommand is { } confirming)
        {
            content.Add(Html.Element("p", "lead",
                "The best of many cells looks better than it is, since chance had a part in the choice. New seeds tell "
                + "how good it is:"));
            content.Add(Html.Element("pre", "command", new XElement("code", confirming)));
        }

        CellResult[] all = [.. sweep.Results.All];
        if (all.Length > 0)
        {
            string commits =
                List(all.Select(result => result.Commit?[..Math.Min(12, result.Commit.Length)] ?? "unknown"));
            string machines = List(all.Select(result => $"{result.Machine.Processor}, {result.Machine.Framework}"));
            content.Add(Html.Element("p", "small",
                $"Delight {List(all.Select(result => result.Version))}, commit {commits}, on {machines}. The folder "
                + "results/ beside this page has each run with its whole scenario, its digest, its curves and the "
                + "command that runs it alone."));
        }

        return Section("Run it again", content);
    }

    private static string List(IEnumerable<string> texts) =>
        NumberText.List([.. texts.Distinct(StringComparer.Ordinal)]);

    private static string Capital(string text) => char.ToUpperInvariant(text[0]) + text[1..];
}
