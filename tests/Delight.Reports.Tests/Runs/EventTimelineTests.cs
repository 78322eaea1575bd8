using System.Globalization;
using System.Xml.Linq;
using Delight.Actors.Recording;
using Delight.Reports.Charts;

namespace Delight.Reports.Tests.Runs;

public sealed class EventTimelineTests
{
    private static readonly TimeSpan Length = TimeSpan.FromSeconds(100);

    [Fact]
    public void Render_FaultsThatLast_AreBarsFromBeginToTheirOwnEnd()
    {
        XElement svg = EventTimeline.Render(
            [
                At(10, "node-crashed", "a for 50 s"), At(20, "node-crashed", "b for 10 s"),
                At(30, "node-restarted", "b"), At(60, "node-restarted", "a"), At(90, "node-crashed", "b for 1 min"),
            ],
            Length, width: 1164)!;
        // 150 units of names and 14 of margin leave 10 units a second; the last crash outlives the run.
        Assert.Equal(
            [(250, 750), (350, 450), (1050, 1150)],
            svg.Elements("path").Select(Ends));
    }

    [Fact]
    public void Render_EventsOfAMoment_AreMarksInTheirLanes()
    {
        XElement svg = EventTimeline.Render(
            [At(50, "learner-recovered", "term 1"), At(40, "actor-crashed", "w/1"), At(45, "message-dropped", "x")],
            Length, width: 1164)!;
        Assert.Equal([(550, 552), (650, 652)], svg.Elements("path").Select(Ends));
        Assert.Equal("actor crashed: 1 time. learner recovered: 1 time.", svg.Element("desc")!.Value);
        Assert.Null(EventTimeline.Render([At(45, "message-dropped", "x")], Length, width: 1164));
    }

    private static RunEvent At(double seconds, string kind, string detail) =>
        new(TimeSpan.FromSeconds(seconds), kind, "faults", detail);

    private static (int From, int To) Ends(XElement path)
    {
        string[] points = ((string)path.Attribute("d")!)[1..^1].Split('L');
        return (Left(points[0]), Left(points[2]));
    }

    private static int Left(string point) => int.Parse(point.Split(' ')[0], CultureInfo.InvariantCulture);
}
