using System.Xml.Linq;
using Delight.Experiments.Text;
using Delight.Reports.Markup;

namespace Delight.Reports.Charts;

/// <summary>The numbers behind line charts: all that is drawn, and nothing that is not.</summary>
internal static class LineChartData
{
    /// <summary>Tables and file of one chart.</summary>
    public static ChartData Of(LineChart chart) => Of([(string.Empty, chart)]);

    /// <summary>Tables and file of several charts, a table each.</summary>
    /// <param name="charts">Each with its title on the page.</param>
    public static ChartData Of(IEnumerable<(string Title, LineChart Chart)> charts)
    {
        ChartData data = new("chart", "line", "part", "x", "y", "low", "high", "x axis", "y axis");
        foreach ((string title, LineChart chart) in charts)
        {
            string name = title.Length > 0 ? title : chart.Title;
            foreach (ChartLine line in chart.Lines)
            {
                AddLine(data, name, chart, line);
            }

            data.AddTable(title, Table(chart));
        }

        return data;
    }

    private static void AddLine(ChartData data, string name, LineChart chart, ChartLine line)
    {
        string x = chart.XLabel, y = chart.YLabel;
        foreach (ChartPoint point in Drawn(line.Points))
        {
            string at = XText(chart, point.X, ChartData.Number(point.X));
            data.Add(
                name, line.Label, "line", at, ChartData.Number(point.Y), ChartData.Number(point.Low),
                ChartData.Number(point.High), x, y);
            foreach (double single in point.Singles ?? [])
            {
                data.Add(name, line.Label, "seed", at, ChartData.Number(single), string.Empty, string.Empty, x, y);
            }
        }

        for (int i = 0; i < line.Singles.Count; i++)
        {
            foreach (ChartPoint point in Drawn(line.Singles[i]))
            {
                data.Add(
                    name, line.Label, NumberText.Text($"seed {i + 1}"), ChartData.Number(point.X),
                    ChartData.Number(point.Y), string.Empty, string.Empty, x, y);
            }
        }
    }

    /// <summary>A row a place, a column a line; with the band behind the value where it has one.</summary>
    private static XElement Table(LineChart chart)
    {
        Func<double, string> text = chart.ValueText ?? NumberText.Short;
        double[] places = [.. chart.Lines.SelectMany(line => Drawn(line.Points)).Select(point => point.X)
            .Distinct().Order()];
        List<ILookup<double, ChartPoint>> columns =
            [.. chart.Lines.Select(line => Drawn(line.Points).ToLookup(point => point.X))];
        return Html.Table(
            Html.Head(["#" + chart.XLabel, .. chart.Lines.Select(line => "#" + line.Label)]),
            places.Select(place => new XElement(
                "tr",
                Html.Number(XText(chart, place, NumberText.Short(place))),
                columns.Select(column => Html.Number(
                    column[place].Any() ? Cell(column[place].Last(), text) : NumberText.None)))));
    }

    private static string Cell(ChartPoint point, Func<double, string> text) => point switch
    {
        { Singles: { } singles } => $"{text(point.Y)} ({string.Join(", ", singles.Select(text))})",
        _ when point.High > point.Low => $"{text(point.Y)} ({text(point.Low)} to {text(point.High)})",
        _ => text(point.Y),
    };

    private static string XText(LineChart chart, double place, string number) => chart.XTicks?
        .Where(tick => tick.At == place).Select(tick => tick.Text).FirstOrDefault() ?? number;

    private static IEnumerable<ChartPoint> Drawn(IEnumerable<ChartPoint> points) =>
        points.Where(point => double.IsFinite(point.Y));
}
