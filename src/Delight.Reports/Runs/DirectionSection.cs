using System.Xml.Linq;
using Delight.Actors.Recording;
using Delight.Experiments.Text;
using Delight.Reports.Charts;
using Delight.Reports.Markup;

namespace Delight.Reports.Runs;

/// <summary>The part of a report on where updates point; nothing where no run has measured it.</summary>
internal static class DirectionSection
{
    private const int PointsMax = 120;

    /// <summary>Cosines with the exact policy gradient and with cross-entropy, a line an estimator.</summary>
    public static XElement? Of(ReportGroups groups)
    {
        List<ChartLine> policyGradient = Lines(groups, update => update.CosineToPolicyGradient);
        List<ChartLine> crossEntropy = Lines(groups, update => update.CosineToCrossEntropy);
        if (policyGradient.Count == 0 || crossEntropy.Count == 0)
        {
            return null;
        }

        double least = policyGradient.Concat(crossEntropy).SelectMany(line => line.Points)
            .Where(point => double.IsFinite(point.Y)).Min(point => point.Y);
        double bottom = Math.Min(0, Math.Floor(least * 5) / 5);
        return new XElement(
            "section",
            new XElement("h2", "Direction of the updates"),
            Html.Element(
                "p", "lead",
                "Cosine of single updates, before the optimiser, with the exact gradient of the expected reward on "
                + "their contexts, and with the supervised gradient towards the right answers. 1: the same direction; "
                + "0: none of it."),
            ChartFigure.Legend(policyGradient),
            Html.Element(
                "div", "panels",
                Panel("exact policy gradient", policyGradient, bottom),
                Panel("cross-entropy", crossEntropy, bottom)));
    }

    /// <summary>Means over the runs of an estimator and over stretches of steps.</summary>
    internal static IReadOnlyList<ChartPoint> Curve(
        IEnumerable<UpdateMeasurement> updates, Func<UpdateMeasurement, double?> cosine)
    {
        IGrouping<long, double>[] steps = [.. updates
            .Where(update => cosine(update) is { } value && double.IsFinite(value))
            .GroupBy(update => update.Step, update => cosine(update)!.Value)
            .OrderBy(step => step.Key)];
        return steps.Length == 0
            ? []
            : [.. steps.Chunk((steps.Length + PointsMax - 1) / PointsMax)
                .Select(stretch => new ChartPoint(stretch[^1].Key, stretch.SelectMany(step => step).Average()))];
    }

    private static List<ChartLine> Lines(ReportGroups groups, Func<UpdateMeasurement, double?> cosine) =>
    [
        .. groups.Groups
            .Select(group => new ChartLine(
                group.Name, group.Style, Curve(group.Runs.SelectMany(run => run.UpdatesKept), cosine)))
            .Where(line => line.Points.Count > 0),
    ];

    private static XElement Panel(string direction, List<ChartLine> lines, double bottom)
    {
        LineChart chart = new()
        {
            Title = $"Cosine of updates with the {direction}",
            Description = string.Join(' ', lines.Select(line =>
                $"{line.Label} ends at {NumberText.Short(line.Last!.Value.Y)}.")),
            XLabel = "learner steps",
            YLabel = $"cosine with the {direction}",
            Lines = lines,
            YRange = new AxisRange(bottom, 1),
            ValueText = NumberText.Short,
            Size = (440, 260),
            Reference = bottom < 0 ? (0, "no part of it") : null,
        };
        return ChartFigure.Panel(chart);
    }
}
