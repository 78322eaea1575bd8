using System.Xml.Linq;
using Delight.Experiments.Sweeps;
using Delight.Experiments.Text;
using Delight.Reports.Charts;
using Delight.Reports.Markup;

namespace Delight.Reports.Sweeps;

/// <summary>Draws the cells of a sweep: heat maps of two settings, or a curve of one; and how cells learn.</summary>
internal sealed class SweepFigures(SweepResults sweep)
{
    private const int PanelsMax = 24;
    private const int MapsMax = 36;

    private static readonly (int Width, int Height) Wide = (920, 420);
    private static readonly (int Width, int Height) Small = (440, 300);

    private readonly ILookup<string, SweepCell> _cells = sweep.Cells.ToLookup(KeyOf, StringComparer.Ordinal);

    /// <summary>The metric over the values.</summary>
    public IEnumerable<XElement> ByValue() => sweep.Axes.Count == 1 ? [Curve()] : HeatMaps();

    /// <summary>Curves over training, a line for each value of the last setting.</summary>
    public IEnumerable<XElement> Learning()
    {
        string curve = sweep.Metric.Name == "reward" ? "reward" : "error";
        List<FigurePanel> panels = [.. Panels().Select(panel => Learning(panel, curve))
            .Where(panel => panel.Lines.Count > 0)];
        if (panels.Count == 0)
        {
            yield break;
        }

        if (panels.Count > PanelsMax)
        {
            yield return LeftOut(PanelsMax, panels.Count, "panels");
        }

        LineChart[] charts = SharedAxes.Levelled(SharedAxes.Aligned(panels.Take(PanelsMax).Select(
            panel => panel.Chart(panels.Count == 1 ? Wide : Small))).Select(chart => (chart, string.Empty)));
        yield return Html.Element("div", panels.Count == 1 ? "single-panel" : "panels", charts.Select(
            (chart, index) => new XElement("figure",
                panels[index].Title.Length == 0 ? null : new XElement("h3", panels[index].Title),
                chart.Render())));
        yield return LineChartData.Of(charts.Select((chart, index) => (panels[index].Title, chart)))
            .Details("learning curves");
    }

    private XElement Curve()
    {
        SweepAxis axis = sweep.Axes[0];
        IReadOnlyList<double>? places = axis.Places is { } all && all.Min() >= 0 ? all : null;
        bool isLogarithmic = places is not null && axis.IsLogarithmic;
        List<(double At, string Text, int Index)> ticks = [.. axis.Values
            .Select((value, index) => (places?[index] ?? index, value, index)).OrderBy(tick => tick.Item1)];
        EstimatorStyles styles = EstimatorStyles.Of(sweep.Estimators);
        FigurePanel panel = new(
            sweep.Metric.Label,
            new ExperimentFigure(FigureAxis.Sweep, sweep.Metric.Name) { IsXLogarithmic = isLogarithmic },
            sweep.Metric.Label, sweep.Metric.IsShare)
        {
            XLabel = axis.Path,
            IsCategorical = places is null,
            XTicks = [.. ticks.Select(tick => (tick.At, tick.Text))],
            HasMarkers = true,
            Lines = [.. sweep.Estimators.Select(estimator => new ChartLine(
                estimator, styles[estimator],
                [.. ticks.Select(tick => PointOf(tick.At, CellAt([axis.Values[tick.Index]], estimator).Sample))]))
                .Where(line => line.Last is not null)],
        };
        if (panel.Lines.Count == 0)
        {
            return Html.Element("p", "small", "No run has this metric so far.");
        }

        LineChart chart = panel.Chart(Wide);
        return new XElement(
            "figure", chart.Render(),
            new XElement("figcaption", "Dots: means over seeds; bars: 95 % intervals by Student's t."),
            LineChartData.Of(chart).Details(sweep.Metric.Label));
    }

    private ChartPoint PointOf(double x, Sample sample) =>
        ExperimentFigures.Spread(x, (sample.Mean, sample.Interval), sweep.Metric);

    private IEnumerable<XElement> HeatMaps()
    {
        HeatScale? scale = HeatScale.Of(sweep.Cells.Select(cell => cell.Sample.Mean), sweep.Metric.IsGain);
        SweepAxis rows = sweep.Axes[^2], columns = sweep.Axes[^1];
        if (scale is not null)
        {
            yield return Html.Element("figure", "heat", scale.Legend(sweep.Metric.Label, sweep.TextOf));
        }

        List<(string Title, IReadOnlyList<string> Values, string Estimator)> maps =
            [.. Places(sweep.Axes.Count - 2)];
        if (maps.Count > MapsMax)
        {
            yield return LeftOut(MapsMax, maps.Count, "maps");
        }

        yield return Html.Element("div", maps.Count > 1 && columns.Values.Count <= 4 ? "panels" : "maps",
            maps.Take(MapsMax).Select(map => Html.Element("figure", "heat",
                map.Title.Length == 0 ? null : new XElement("h3", map.Title),
                new HeatMap
                {
                    Title = $"{sweep.Metric.Label} {map.Title}".TrimEnd(),
                    Columns = (columns.Path, columns.Values),
                    Rows = (rows.Path, rows.Values),
                    Cells = [.. rows.Values.SelectMany(row => columns.Values.Select(column =>
                        Heat(CellAt([.. map.Values, row, column], map.Estimator))))],
                    Scale = scale,
                }.Render())));
        yield return Html.Element("p", "legend-note",
            "Means over seeds; below them half the width of the 95 % interval by Student's t. ★ is the best cell, ≈ "
            + "one that the seeds do not tell from it.");
    }

    private static XElement LeftOut(int shown, int all, string what) => Html.Element("p", "small", NumberText.Text(
        $"The first {shown} of {all} {what}; the table of every cell and results/ have all."));

    private HeatCell Heat(SweepCell cell)
    {
        string seeds = NumberText.Text($"{cell.Results.Count} of {sweep.Seeds}");
        string note = cell.FailedCount > 0 ? NumberText.Text($"{cell.FailedCount} failed")
            : cell.Results.Count < sweep.Seeds ? $"{seeds} seeds"
            : cell.Sample.Interval is { } half ? $"± {sweep.TextOf(Rounded(half, "G2"))}"
            : string.Empty;
        string detail = $"{SweepText.Of(sweep, cell)}: {sweep.TextOf(cell.Sample)}, {seeds} seeds.";
        return new HeatCell(
            cell.Sample.Mean,
            cell.Sample.N == 0 ? NumberText.None : sweep.TextOf(Rounded(cell.Sample.Mean, "G3")), note, detail,
            ReferenceEquals(cell, sweep.Best), cell.IsTied);
    }

    /// <summary>Few digits: more do not fit a cell.</summary>
    private static double Rounded(double value, string digits) => value == 0 || !double.IsFinite(value) ? value
        : double.Parse(
            value.ToString(digits, System.Globalization.CultureInfo.InvariantCulture),
            System.Globalization.CultureInfo.InvariantCulture);

    private FigurePanel Learning(
        (string Title, IReadOnlyList<string> Values, string Estimator) panel, string curve)
    {
        SweepAxis last = sweep.Axes[^1];
        return new FigurePanel(
            panel.Title, new ExperimentFigure(FigureAxis.Steps, curve) { IsYLogarithmic = curve == "error" },
            Curves.LabelOf(curve), curve == "error")
        {
            XLabel = "learner steps",
            Lines = [.. last.Values.Select((value, index) => ExperimentFigures.Line(
                    $"{last.Name}={value}",
                    [.. CellAt([.. panel.Values, value], panel.Estimator).Results
                        .Select(result => Curves.Of(result, FigureAxis.Steps, curve)).Where(line => line.Count > 0)],
                    (curve, IsStepped: false)) with
                {
                    Style = SweepStyle.Of(index, last.Values.Count),
                })
                .Where(line => line.Last is not null)],
        };
    }

    private IEnumerable<(string Title, IReadOnlyList<string> Values, string Estimator)> Panels() =>
        Places(sweep.Axes.Count - 1);

    /// <summary>Combinations of the first settings, and the estimators of each.</summary>
    private IEnumerable<(string Title, IReadOnlyList<string> Values, string Estimator)> Places(int axes) =>
        from cell in sweep.Cells
        group cell by (Head: string.Join('\n', cell.Values.Take(axes)), cell.Estimator) into place
        let values = place.First().Values.Take(axes).ToArray()
        let names = sweep.Axes.Zip(values).Select(pair => $"{pair.First.Name} = {pair.Second}")
        select (
            string.Join(", ", sweep.Estimators.Count > 1 ? names.Append(place.Key.Estimator) : names),
            (IReadOnlyList<string>)values, place.Key.Estimator);

    private SweepCell CellAt(IReadOnlyList<string> values, string estimator) =>
        _cells[KeyOf(values, estimator)].First();

    private static string KeyOf(SweepCell cell) => KeyOf(cell.Values, cell.Estimator);

    private static string KeyOf(IEnumerable<string> values, string estimator) =>
        string.Join('\n', values.Append(estimator));
}
