using System.Xml.Linq;
using Delight.Experiments.Text;
using Delight.Reports.Markup;

namespace Delight.Reports.Charts;

/// <summary>Bars over the staleness of rows, with the mean marked.</summary>
internal sealed record Histogram
{
    private const double Left = 48;
    private const double TopMargin = 34;
    private const double BottomMargin = 46;
    private const double CharacterWidth = 7.2;

    /// <summary>What screen readers announce.</summary>
    public required string Title { get; init; }

    /// <summary>The drawing in words.</summary>
    public required string Description { get; init; }

    /// <summary>The bars.</summary>
    public required HistogramBins Bins { get; init; }

    /// <summary>Mean of what was counted, exact, not of the bins.</summary>
    public required double Mean { get; init; }

    /// <summary>Class of the bars' colour.</summary>
    public string Style { get; init; } = "rows";

    /// <summary>What the vertical axis reaches at least, as a share: that of histograms beside it.</summary>
    /// <value>0 to 1.</value>
    public double ShareMin { get; init; }

    /// <summary>Size of the drawing in its own units.</summary>
    public (int Width, int Height) Size { get; init; } = (440, 240);

    /// <summary>Draws the histogram.</summary>
    public XElement Render()
    {
        XElement svg = Svg.Drawing(Size.Width, Size.Height, Title, Description);
        Axis x = new(new AxisRange(Bins.First, Bins.End), Left, Size.Width - 14);
        Axis y = new(
            new AxisRange(0, AxisTop(Math.Max(Bins.ShareMax, ShareMin))), Size.Height - BottomMargin, TopMargin);
        svg.Add(Svg.Text("axis-name", (0, 14), "share of rows"));
        foreach (double tick in y.Range.Ticks(5))
        {
            svg.Add(Svg.Line("grid", (x.From, y.At(tick)), (x.To, y.At(tick))));
            svg.Add(Svg.Text("tick end", (x.From - 8, y.At(tick) + 4), NumberText.PercentTick(tick)));
        }

        AddBars(svg, x, y);
        svg.Add(Svg.Line("base", (x.From, y.From), (x.To, y.From)));
        AddTicks(svg, x, y);
        AddMean(svg, x, y);
        svg.Add(Svg.Text("axis-name middle", ((x.From + x.To) / 2, Size.Height - 6), "staleness, learner steps"));
        return svg;
    }

    /// <summary>Upper end of the vertical axis: the next tick above the tallest bar.</summary>
    private static double AxisTop(double largest)
    {
        IReadOnlyList<double> ticks = AxisTicks.Linear(0, largest * 1.0001, 5);
        double step = ticks.Count > 1 ? ticks[1] : largest;
        return Math.Min(Math.Ceiling(largest / step - 1e-9) * step, 1);
    }

    private void AddBars(XElement svg, Axis x, Axis y)
    {
        for (int i = 0; i < Bins.Rows.Count; i++)
        {
            if (Bins.Rows[i] == 0)
            {
                continue;
            }

            long from = Bins.First + (i * Bins.Width);
            double left = x.At(from), right = x.At(from + Bins.Width);
            double gap = Math.Min(2, (right - left) * 0.15);
            double share = Bins.Rows[i] / (double)Bins.Total;
            // A bin of few rows among millions is still there: half a unit is the least height that shows.
            double top = Math.Min(y.At(share), y.From - 0.7);
            double barRight = Math.Min(right - gap, left + 60);
            XElement bar = Svg.Path($"bar {Style}", Svg.Through(
                [(left + gap, y.From), (left + gap, top), (barRight, top), (barRight, y.From)]) + "Z");
            bar.Add(new XElement(
                "title", $"{BinText(i)}: {NumberText.Counted(Bins.Rows[i], "row")}, {NumberText.Percent(share)}"));
            svg.Add(bar);
        }
    }

    /// <summary>The bins, as a table and a file.</summary>
    public ChartData Data()
    {
        ChartData data = new("staleness from", "staleness to", "rows", "share");
        int[] filled = [.. Enumerable.Range(0, Bins.Rows.Count).Where(bin => Bins.Rows[bin] > 0)];
        foreach (int bin in filled)
        {
            long from = Bins.First + (bin * Bins.Width);
            data.Add(
                NumberText.Text($"{from}"), NumberText.Text($"{from + Bins.Width - 1}"),
                NumberText.Text($"{Bins.Rows[bin]}"), ChartData.Number(Bins.Rows[bin] / (double)Bins.Total));
        }

        data.AddTable(string.Empty, Html.Table(
            Html.Head("#staleness, learner steps", "#rows", "#share of rows"),
            filled.Select(bin => new XElement(
                "tr",
                Html.Number(BinText(bin)),
                Html.Number(NumberText.Count(Bins.Rows[bin])),
                Html.Number(NumberText.Percent(Bins.Rows[bin] / (double)Bins.Total))))));
        return data;
    }

    private string BinText(int bin)
    {
        long from = Bins.First + (bin * Bins.Width);
        return Bins.Width == 1
            ? NumberText.Count(from) : $"{NumberText.Count(from)} to {NumberText.Count(from + Bins.Width - 1)}";
    }

    private void AddTicks(XElement svg, Axis x, Axis y)
    {
        // With a width of 1 the label belongs under the middle of its bar, else at the edge where the bin begins.
        double shift = Bins.Width == 1 ? Math.Min((x.At(Bins.First + 1) - x.At(Bins.First)) / 2, 30) : 0;
        foreach (double tick in x.Range.Ticks(6)
            .Where(tick => tick == Math.Floor(tick) && (shift == 0 || tick < Bins.End)))
        {
            svg.Add(Svg.Line("base", (x.At(tick) + shift, y.From), (x.At(tick) + shift, y.From + 5)));
            svg.Add(Svg.Text("tick middle", (x.At(tick) + shift, y.From + 19), NumberText.Short(tick)));
        }
    }

    private void AddMean(XElement svg, Axis x, Axis y)
    {
        // A value is a point of its bin; with a width of 1 that is the middle of the bar.
        double shift = Bins.Width == 1 ? Math.Min((x.At(Bins.First + 1) - x.At(Bins.First)) / 2, 30) : 0;
        double at = Math.Min(x.At(Mean) + shift, x.To);
        string text = $"mean {NumberText.Mean(Mean)}";
        bool isLeft = at + (text.Length * CharacterWidth) > Size.Width;
        svg.Add(Svg.Line("mark", (at, TopMargin - 6), (at, y.From)));
        svg.Add(Svg.Text(isLeft ? "note end" : "note", (at + (isLeft ? -6 : 6), TopMargin - 8), text));
    }
}
