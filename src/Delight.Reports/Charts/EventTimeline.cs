using System.Xml.Linq;
using Delight.Actors.Recording;
using Delight.Experiments.Text;
using Delight.Reports.Markup;

namespace Delight.Reports.Charts;

/// <summary>When faults began and ended, and what they led to, over the time of one run.</summary>
/// <remarks>A lane for each sort of event that occurred: a bar from the begin to the end of what lasts, a mark for what
/// does not.</remarks>
internal sealed class EventTimeline
{
    private const double Left = 150;
    private const double LaneHeight = 24;
    private const double BottomMargin = 46;

    // Kinds in the order of their lanes; a second kind ends what the first one begins.
    private static readonly (string Name, string Begin, string? End, string Style)[] Lanes =
    [
        ("node crashed", "node-crashed", "node-restarted", "fault"),
        ("partition", "partition-began", "partition-healed", "fault"),
        ("links degraded", "link-degraded", "link-restored", "fault"),
        ("paused", "pause-began", "pause-ended", "fault"),
        ("slowed down", "slow-began", "slow-ended", "fault"),
        ("actor crashed", "actor-crashed", null, "fault"),
        ("actor restarted", "actor-restarted", null, "recovery"),
        ("actor stopped", "actor-stopped", null, "fault"),
        ("learner recovered", "learner-recovered", null, "recovery"),
        ("run resumed", "run-resumed", null, "recovery"),
    ];

    private readonly IReadOnlyList<RunEvent> _events;
    private readonly double _seconds;

    private EventTimeline(IReadOnlyList<RunEvent> events, double seconds) => (_events, _seconds) = (events, seconds);

    /// <summary>Draws the events of a run; null where none of them has a lane.</summary>
    /// <param name="events">In the order in which they were recorded.</param>
    /// <param name="length">Time of the run's clock at its end; later events make the axis longer.</param>
    /// <param name="width">Of the drawing, in its own units.</param>
    public static XElement? Render(IReadOnlyList<RunEvent> events, TimeSpan length, int width)
    {
        double seconds = events.Select(happened => happened.Time.TotalSeconds).Append(length.TotalSeconds).Max();
        var lanes = Lanes.Where(lane => events.Any(happened => happened.Kind == lane.Begin)).ToArray();
        if (lanes.Length == 0 || seconds <= 0)
        {
            return null;
        }

        EventTimeline timeline = new(events, seconds);
        double bottom = (lanes.Length * LaneHeight) + 8;
        XElement svg = Svg.Drawing(
            width, (int)(bottom + BottomMargin), "Faults and recoveries over time",
            string.Join(' ', lanes.Select(lane =>
                $"{lane.Name}: {NumberText.Counted(events.Count(happened => happened.Kind == lane.Begin), "time")}.")));
        Axis x = new(new AxisRange(0, seconds), Left, width - 14);
        foreach (double tick in x.Range.Ticks(width / 110))
        {
            svg.Add(Svg.Line("grid", (x.At(tick), 4), (x.At(tick), bottom)));
            svg.Add(Svg.Text("tick middle", (x.At(tick), bottom + 19), NumberText.Short(tick)));
        }

        for (int i = 0; i < lanes.Length; i++)
        {
            double middle = 4 + ((i + 0.5) * LaneHeight);
            svg.Add(Svg.Text("tick end", (Left - 12, middle + 4), lanes[i].Name));
            foreach ((double from, double to, string text) in timeline.Stretches(lanes[i].Begin, lanes[i].End))
            {
                double right = Math.Max(x.At(to), x.At(from) + 2); // what takes no time shows too
                XElement bar = Svg.Path($"bar {lanes[i].Style}", Box(x.At(from), right, middle));
                bar.Add(new XElement("title", text));
                svg.Add(bar);
            }
        }

        svg.Add(Svg.Line("base", (x.From, bottom), (x.To, bottom)));
        svg.Add(Svg.Text(
            "axis-name middle", ((x.From + x.To) / 2, bottom + BottomMargin - 6), "seconds of the run's clock"));
        return svg;
    }

    /// <summary>What is drawn, as a table and a file; null where none of the events has a lane.</summary>
    /// <param name="events">In the order in which they were recorded.</param>
    /// <param name="length">As drawn.</param>
    public static ChartData? Data(IReadOnlyList<RunEvent> events, TimeSpan length)
    {
        EventTimeline timeline = new(
            events, events.Select(happened => happened.Time.TotalSeconds).Append(length.TotalSeconds).Max());
        (string Lane, double From, double To, string Text)[] rows = [.. Lanes.SelectMany(lane =>
            timeline.Stretches(lane.Begin, lane.End).Select(bar => (lane.Name, bar.From, bar.To, bar.Text)))];
        if (rows.Length == 0)
        {
            return null;
        }

        ChartData data = new("what", "from seconds", "to seconds", "detail");
        foreach ((string lane, double from, double to, string text) in rows)
        {
            data.Add(lane, ChartData.Number(from), ChartData.Number(to), text);
        }

        data.AddTable(string.Empty, Html.Table(
            Html.Head("what", "#from, seconds", "#to, seconds", "detail"),
            rows.Select(row => new XElement(
                "tr",
                new XElement("td", row.Lane),
                Html.Number(NumberText.Short(row.From)),
                Html.Number(NumberText.Short(row.To)),
                new XElement("td", row.Text)))));
        return data;
    }

    private static string Box(double left, double right, double middle) => Svg.Through(
        [(left, middle + 7), (left, middle - 7), (right, middle - 7), (right, middle + 7)]) + "Z";

    /// <summary>What began, with its end: the next end of the same targets; what has none lasts to the end of the
    /// run.</summary>
    private IEnumerable<(double From, double To, string Text)> Stretches(string begin, string? end)
    {
        List<RunEvent> ends = [.. _events.Where(happened => happened.Kind == end)];
        foreach (RunEvent began in _events.Where(happened => happened.Kind == begin))
        {
            double from = began.Time.TotalSeconds;
            string text = NumberText.Text($"{NumberText.Duration(began.Time)}: {began.Subject}, {began.Detail}");
            if (end is null)
            {
                yield return (from, from, text);
                continue;
            }

            RunEvent? over = ends.Find(happened => happened.Time >= began.Time
                && began.Detail.StartsWith(happened.Detail + " for ", StringComparison.Ordinal));
            if (over is not null)
            {
                ends.Remove(over);
            }

            yield return (from, over?.Time.TotalSeconds ?? _seconds, text);
        }
    }
}
