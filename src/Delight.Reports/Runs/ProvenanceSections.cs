using System.Text.Json;
using System.Xml.Linq;
using Delight.Experiments.Records;
using Delight.Experiments.Text;
using Delight.Reports.Markup;

namespace Delight.Reports.Runs;

/// <summary>The lower part of a report: how to get the same numbers again, and from what.</summary>
internal static class ProvenanceSections
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, NewLine = "\n" };

    /// <summary>Which settings the runs do not share, with the values of each group; null where all do.</summary>
    public static XElement? Differences(ReportGroups groups) =>
        groups.Compared is not { Differences.Count: > 0 } compared ? null : new XElement(
            "section",
            new XElement("h2", "Settings that differ"),
            Html.Table(
                Html.Head(["Setting", .. compared.Groups.Select(group => group.Label)]),
                compared.Differences.Select((difference, index) => new XElement(
                    "tr",
                    new XElement("th", new XAttribute("scope", "row"), new XElement("code", difference.Path)),
                    compared.Groups.Select(group => new XElement("td", group.Values[index]))))));

    /// <summary>The command, the runs with seeds and digests, versions and machine.</summary>
    /// <param name="groups">The runs.</param>
    /// <param name="command">What replays them.</param>
    public static XElement Replay(ReportGroups groups, string command) => new(
        "section",
        new XElement("h2", "Replay"),
        Html.Element("pre", "command", new XElement("code", command)),
        Html.Table(
            Html.Head("Run", "#Seed", "Status", "#Steps", "#Error", "Digest"),
            groups.Groups.SelectMany(group => group.Runs.Select(run => RunRow(group, run)))),
        groups.Runs.Any(run => run.Summary.Failure is not null)
            ? new XElement("ul", groups.Runs.Where(run => run.Summary.Failure is not null).Select(run => new XElement(
                "li", $"{run.Summary.Estimator}, seed {run.Summary.Seed}: {run.Summary.Failure}")))
            : null,
        groups.Runtimes.Select(runtime => Html.Element("p", "small", Repeatability(groups, runtime))),
        groups.Runs.Where(run => run.Summary.Resumptions > 0).Select(run => Resumed(run.Summary)).Distinct()
            .Select(text => Html.Element("p", "small", text)),
        Html.Element("p", "small", string.Join(" · ", Origins(groups))));

    /// <summary>The effective scenario, and where its values came from.</summary>
    public static XElement Scenario(ReportGroups groups) => new(
        "section",
        new XElement("h2", "Effective scenario"),
        groups.Common.Sources.Count == 0 ? null : Html.Table(
            Html.Head("Value", "From"),
            groups.Common.Sources.OrderBy(source => source.Key, StringComparer.Ordinal).Select(source => new XElement(
                "tr",
                new XElement("td", new XElement("code", source.Key)),
                new XElement("td", source.Value)))),
        groups.Groups.Count > 1
            ? Html.Element(
                "p", "small",
                $"As run by {groups.Common.Estimator}, seed {groups.Common.Seed}; "
                + $"the other runs differ in {NumberText.List(Differing(groups))}.")
            : null,
        new XElement("pre", new XElement("code", groups.Common.EffectiveScenario.ToJsonString(Indented))));

    private static string Repeatability(ReportGroups groups, string runtime) => runtime switch
    {
        RunSummary.SimulatedRuntime => "The digest is a hash over every delivery and the bits of the final parameters: "
            + "the same command gives the same one.",
        RunSummary.ReplayRuntime when groups.Compared is null => "Every estimator learned from the very same recorded "
            + "batches, from the same initial policy; no actor ran. The same command gives the same parameters, bit "
            + "for bit.",
        RunSummary.ReplayRuntime => "A replay learned from recorded batches; no actor ran. The same command gives the "
            + "same parameters, bit for bit.",
        _ => "A live run has no digest: its order of events is that of the machine, and another run will differ.",
    };

    private static string Resumed(RunSummary run) => run.IsLive
        ? "A live run that was resumed has lost what was under way at its checkpoint; staleness differs for a while."
        : "A run that was resumed ran again up to where its record ended: it is the run that was never interrupted, "
            + "and has its digest.";

    private static List<string> Differing(ReportGroups groups)
    {
        if (groups.Compared is not { } compared)
        {
            return ["estimator", "seed"];
        }

        List<string> differing = [];
        Add(groups.Scenarios.Count > 1, "scenario");
        Add(compared.Estimators.Distinct(StringComparer.Ordinal).Count() > 1, "estimator");
        Add(groups.Runs.Select(run => run.Summary.Seed).Distinct().Count() > 1, "seed");
        Add(groups.Runtimes.Count > 1, "runtime");
        Add(compared.Differences.Count > 0, "the settings listed above");
        return differing;

        void Add(bool differs, string what)
        {
            if (differs)
            {
                differing.Add(what);
            }
        }
    }

    private static XElement RunRow(ReportGroup group, RunRecord run) => new(
        "tr",
        new XElement("th", new XAttribute("scope", "row"), Html.Element("span", $"swatch {group.Style}"),
            Path.GetFileName(Path.TrimEndingDirectorySeparator(run.Folder))),
        Html.Number(run.Summary.Seed.ToString(System.Globalization.CultureInfo.InvariantCulture)),
        new XElement("td", RecordText.Of(run.Summary.Status)),
        Html.Number(NumberText.Count(run.Steps)),
        Html.Number(NumberText.PercentOrNone(run.Error)),
        new XElement("td", new XElement("code", run.Summary.Digest ?? NumberText.None)));

    private static IEnumerable<string> Origins(ReportGroups groups)
    {
        IEnumerable<RunSummary> runs = groups.Runs.Select(run => run.Summary);
        yield return "Delight " + Distinct(runs.Select(run => run.ToolVersion));
        yield return "commit " + Distinct(runs.Select(run => run.Commit ?? "unknown"));
        yield return Distinct(runs.Select(run => run.Machine.Framework));
        yield return Distinct(runs.Select(run => run.Machine.OperatingSystem));
        yield return Distinct(runs.Select(run =>
            $"{run.Machine.Processor}, {NumberText.Counted(run.Machine.Processors, "logical processor")}"));
    }

    private static string Distinct(IEnumerable<string> texts) =>
        string.Join(" / ", texts.Distinct(StringComparer.Ordinal));
}
