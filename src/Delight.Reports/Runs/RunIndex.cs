using System.Globalization;
using System.Xml.Linq;
using Delight.Experiments.Files;
using Delight.Experiments.Records;
using Delight.Experiments.Text;
using Delight.Reports.Markup;

namespace Delight.Reports.Runs;

/// <summary>Writes <c>index.html</c>: every run below a folder, with links to their reports.</summary>
public static class RunIndex
{
    /// <summary>Its name.</summary>
    public const string FileName = "index.html";

    /// <summary>Writes the page: comparisons and sweeps, then the runs of each scenario, the least error
    /// first.</summary>
    /// <param name="folder">Where it goes; links are relative to it.</param>
    /// <param name="runs">The runs.</param>
    /// <param name="groups">Comparisons, replays and sweeps.</param>
    /// <returns>The file.</returns>
    /// <exception cref="IOException">It cannot be written.</exception>
    public static string Write(string folder, IReadOnlyList<RunListing> runs, IReadOnlyList<RunGroup> groups)
    {
        string path = Path.Combine(folder, FileName);
        string[] counts =
        [
            NumberText.Counted(runs.Count, "run"),
            .. runs.GroupBy(run => run.Status).OrderBy(status => status.Key, StringComparer.Ordinal)
                .Select(status => $"{NumberText.Count(status.Count())} {status.Key}"),
        ];
        XElement page = Html.Page(
            "Runs",
            new XElement("style", "a{color:inherit}"),
            Html.Element("p", "kicker", "Delight · runs"),
            new XElement("h1", "Runs"),
            Html.Element("p", "estimators", string.Join(" · ", counts)),
            Groups(folder, groups),
            runs.Where(run => run.Summary is not null).GroupBy(run => run.Summary!.Scenario, StringComparer.Ordinal)
                .OrderByDescending(scenario => scenario.Max(run => run.Started))
                .Select(scenario => Scenario(folder, scenario.Key, [.. scenario])),
            Damaged(folder, [.. runs.Where(run => run.Summary is null)]));
        ReplacedFile.Write(path, stream => Html.Write(stream, page));
        return path;
    }

    private static XElement? Groups(string folder, IReadOnlyList<RunGroup> groups) => groups.Count == 0 ? null
        : new XElement("section", new XElement("h2", "Comparisons and sweeps"), Html.Table(
            Html.Head("what", "folder", "#when, UTC"),
            groups.Select(group => new XElement("tr",
                new XElement("td", group.Verb),
                new XElement("td", Link(folder, group.Folder, group.HasReport)),
                Html.Number(When(group.Started))))));

    private static XElement Scenario(string folder, string scenario, IReadOnlyList<RunListing> runs) => new(
        "section",
        new XElement("h2", scenario),
        Html.Table(
            Html.Head("run", "estimator", "#seed", "#error", "#steps", "status", "#when, UTC"),
            runs.OrderBy(run => run.Error ?? double.MaxValue).ThenByDescending(run => run.Started)
                .Select(run => new XElement("tr",
                    new XElement("td", Link(folder, run.Folder, run.HasReport)),
                    new XElement("td", run.Summary!.Estimator),
                    Html.Number(run.Summary.Seed.ToString(CultureInfo.InvariantCulture)),
                    Html.Number(NumberText.PercentOrNone(run.Error)),
                    Html.Number(run.Steps is { } steps ? NumberText.Count(steps) : NumberText.None),
                    new XElement("td", run.Status),
                    Html.Number(When(run.Started))))));

    private static XElement? Damaged(string folder, IReadOnlyList<RunListing> runs) => runs.Count == 0 ? null
        : new XElement("section", new XElement("h2", "Damaged"), Html.Table(
            Html.Head("folder", "what is wrong"),
            runs.Select(run => new XElement("tr",
                new XElement("td", Relative(folder, run.Folder)), new XElement("td", run.Problem)))));

    /// <summary>Leads to the report of a run; where it has none, to that of the comparison it belongs to.</summary>
    private static XNode Link(string folder, string target, bool hasReport)
    {
        string relative = Relative(folder, target);
        string? owner = hasReport ? target : Path.GetDirectoryName(target);
        return owner is not null && owner != folder && File.Exists(Path.Combine(owner, RunFolder.ReportFile))
            ? new XElement(
                "a",
                new XAttribute("href", string.Join('/', $"{Relative(folder, owner)}/{RunFolder.ReportFile}".Split('/')
                    .Select(part => part is "." or ".." ? part : Uri.EscapeDataString(part)))),
                relative)
            : new XText(relative);
    }

    private static string Relative(string folder, string target) => Path.GetRelativePath(folder, target)
        .Replace('\\', '/');

    private static string When(DateTimeOffset time) =>
        time.ToUniversalTime().ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
}
