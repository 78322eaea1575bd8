using System.Xml.Linq;
using Delight.Actors.Recording;
using Delight.Experiments.Text;
using Delight.Reports.Charts;
using Delight.Reports.Markup;

namespace Delight.Reports.Runs;

/// <summary>What happened to the system: a timeline of a single run, and the events by kind.</summary>
internal static class EventSection
{
    // Faults first, then what they led to, then what goes on all the time.
    private static readonly string[] Order =
    [
        "run-resumed", "checkpoint-passed-over", "learner-recovered", "node-crashed", "node-restarted",
        "partition-began", "partition-healed", "link-degraded", "link-restored", "pause-began", "pause-ended",
        "slow-began", "slow-ended", "actor-crashed", "actor-restarted", "actor-resumed", "actor-stopped",
        "failure-escalated",
    ];

    /// <summary>The timeline, for one run alone; null where nothing happened that has a lane.</summary>
    public static XElement? Timeline(ReportGroups groups)
    {
        if (groups.Runs.Count != 1)
        {
            return null;
        }

        IReadOnlyList<RunEvent> events = groups.Runs[0].Events;
        TimeSpan length = groups.Runs[0].Summary.VirtualTime;
        return EventTimeline.Render(events, length, 920) is not { } wide ? null : new XElement(
            "figure",
            Html.Element("div", "wide", wide),
            Html.Element("div", "narrow", EventTimeline.Render(events, length, 440)),
            EventTimeline.Data(events, length)?.Details("Faults and recoveries over time"));
    }

    /// <summary>A row a kind; null where nothing happened.</summary>
    public static XElement? Table(ReportGroups groups)
    {
        List<IGrouping<string, (RunEvent Event, int Run)>> kinds = [.. groups.Runs
            .SelectMany((run, index) => run.Events.Select(happened => (Event: happened, Run: index)))
            .GroupBy(entry => entry.Event.Kind, StringComparer.Ordinal)
            .OrderBy(kind => Array.IndexOf(Order, kind.Key) is var place && place >= 0 ? place : Order.Length)
            .ThenByDescending(kind => kind.Count())];
        bool isOne = groups.Runs.Count == 1;
        return kinds.Count == 0 ? null : Html.Table(
            Html.Head(["Event", "#Times", .. isOne ? ["#First at", "#Last at"] : new[] { "#Runs" }, "For example"]),
            kinds.Select(kind => new XElement(
                "tr",
                new XElement("th", new XAttribute("scope", "row"), kind.Key),
                Html.Number(NumberText.Count(kind.Count())),
                isOne
                    ? [Html.Number(NumberText.Duration(kind.First().Event.Time)),
                        Html.Number(NumberText.Duration(kind.Last().Event.Time))]
                    : new[] { Html.Number(NumberText.Count(kind.Select(entry => entry.Run).Distinct().Count())) },
                new XElement("td", $"{kind.First().Event.Subject}: {kind.First().Event.Detail}"))));
    }
}
