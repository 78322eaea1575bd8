using System.Globalization;
using System.Xml.Linq;
using Delight.Experiments.Records;
using Delight.Experiments.Sweeps;
using Delight.Reports.Charts;

namespace Delight.Reports.Sweeps;

/// <summary>Draws the panels of an experiment from its results.</summary>
internal static class ExperimentFigures
{
    private const int PointsMax = 60;

    /// <summary>One drawing of all panels that have a line, and its numbers; null for none.</summary>
    public static (XElement Drawing, ChartData Data)? Draw(ExperimentResults results)
    {
        List<FigurePanel> panels = results.Theory is { } theory
            ? TheoryPanels.Of(theory.Result.Theory!)
            : [.. results.Experiment.Figures.SelectMany(figure => Panels(results, figure))];
        return panels.Count == 0 ? null
            : (FigureSheet.Draw(results.Experiment.Title, panels), FigureSheet.Data(panels));
    }

    private static IEnumerable<FigurePanel> Panels(ExperimentResults results, ExperimentFigure figure)
    {
        foreach (ExperimentVariant variant in results.Experiment.Variants.Where(
            variant => figure.Variants.Count == 0 || figure.Variants.Contains(variant.Name)))
        {
            List<ExperimentPoint> points = [.. variant.Points.Where(
                point => figure.Values.Count == 0 || figure.Values.Contains(point.X))];
            if (figure.X == FigureAxis.Sweep || figure.Y == Curves.LongestSolved)
            {
                yield return figure.X == FigureAxis.Sweep
                    ? Sweep(results, figure, variant, points)
                    : Over(results, figure, (variant, points), variant.Label);
                continue;
            }

            foreach (ExperimentPoint point in points)
            {
                string title = string.Join(", ", ((string[])[
                    variant.Label,
                    point.Label.Length == 0 ? string.Empty : $"{variant.AxisLabel.Split(',')[0]} = {point.Label}",
                ]).Where(part => part.Length > 0));
                yield return Over(results, figure, (variant, [point]), title);
            }
        }
    }

    private static FigurePanel Sweep(
        ExperimentResults results, ExperimentFigure figure, ExperimentVariant variant, List<ExperimentPoint> points)
    {
        Metric metric = Metric.Find(figure.Y)!;
        bool[] areNumbers = [.. points.Select(IsNumber)];
        bool isCategorical = !areNumbers.All(isNumber => isNumber);
        double Place(ExperimentPoint point, int index) => isCategorical ? index : point.X;
        return new FigurePanel(variant.Label, figure, metric.Label, metric.IsShare)
        {
            XLabel = variant.AxisLabel
                + (isCategorical && areNumbers.Contains(true) ? ", not to scale" : string.Empty),
            XTicks = [.. points.Select((point, index) => (Place(point, index), point.Label))],
            IsCategorical = isCategorical,
            HasMarkers = true,
            Lines = Lines(results, figure, variant, estimator => new ChartLine(estimator.Label, string.Empty, [
                .. points.Select((point, index) => Point(
                    Place(point, index), Sample.Of(results.At(variant, point, estimator).Select(metric.Of)), metric)),
            ])),
        };
    }

    private static FigurePanel Over(
        ExperimentResults results, ExperimentFigure figure,
        (ExperimentVariant Variant, List<ExperimentPoint> Points) at, string title)
    {
        bool isLongest = figure.Y == Curves.LongestSolved;
        bool isDistribution = figure.X == FigureAxis.Staleness;
        string shown = title.Length > 0 ? title : figure.X switch
        {
            FigureAxis.Forward => "against forward passes",
            FigureAxis.Backward => "against backward passes",
            FigureAxis.Seconds => "against real time",
            _ => "over training",
        };
        return new FigurePanel(
            shown, figure,
            isDistribution ? "share of the rows at most as old"
                : isLongest ? $"longest solved: {at.Variant.AxisLabel}" : Curves.LabelOf(figure.Y),
            isDistribution || figure.Y is "error" or "backwardShare")
        {
            IsLinear = isDistribution || isLongest,
            XLabel = figure.X switch
            {
                FigureAxis.Steps => "learner steps",
                FigureAxis.Forward => "rows passed forward by the learner",
                FigureAxis.Backward => "rows passed backward by the learner",
                FigureAxis.Seconds => "wall time, s",
                _ => "staleness, learner steps",
            },
            Lines = Lines(results, figure, at.Variant, estimator => Line(
                estimator.Label, Runs(results, figure, at, estimator),
                (figure.Y, IsStepped: isLongest || isDistribution))),
        };
    }

    /// <summary>A line for each run of an estimator.</summary>
    private static List<IReadOnlyList<(double X, double Y)>> Runs(
        ExperimentResults results, ExperimentFigure figure,
        (ExperimentVariant Variant, List<ExperimentPoint> Points) at, ExperimentEstimator estimator)
    {
        if (figure.Y == Curves.LongestSolved)
        {
            return [.. at.Points
                .SelectMany(point => results.At(at.Variant, point, estimator)
                    .Select(result => (point.X, Result: result)))
                .GroupBy(entry => entry.Result.Seed)
                .Select(seed => Curves.Longest(seed))];
        }

        return
        [
            .. results.At(at.Variant, at.Points[0], estimator)
                .Select(result => figure.X == FigureAxis.Staleness
                    ? [.. result.StalenessShares.Select(pair => (pair[0], pair[1]))]
                    : Curves.Of(result, figure.X, figure.Y))
                .Where(line => line.Count > 0),
        ];
    }

    /// <summary>True where a tick says what its place is.</summary>
    private static bool IsNumber(ExperimentPoint point) =>
        double.TryParse(point.Label, CultureInfo.InvariantCulture, out double label)
        && Math.Abs(label - point.X) <= 1e-9 * Math.Abs(label);

    /// <summary>All variants of an experiment have the same colours.</summary>
    private static EstimatorStyles Styles(ExperimentResults results) => EstimatorStyles.Of(results.Experiment.Variants
        .SelectMany(variant => variant.Estimators).Select(estimator => (estimator.Label, estimator.Name)));

    private static List<ChartLine> Lines(
        ExperimentResults results, ExperimentFigure figure, ExperimentVariant variant,
        Func<ExperimentEstimator, ChartLine> draw) =>
    [
        .. variant.Estimators
            .Select(estimator => (Estimator: estimator, Style: Styles(results)[estimator.Label]))
            .Where(entry => figure.Estimators.Count == 0 || figure.Estimators.Contains(entry.Estimator.Label))
            .Select(entry => (entry.Style, Line: draw(entry.Estimator)))
            .Select(entry => entry.Line with
            {
                Style = entry.Style,
                Points = [.. entry.Line.Points.Where(point => point.X > 0 || !figure.IsXLogarithmic)],
            })
            .Where(line => line.Points.Any(point => double.IsFinite(point.Y))),
    ];

    /// <summary>The runs of an estimator: their mean, or where their ends part, each run and the median.</summary>
    internal static ChartLine Line(
        string label, List<IReadOnlyList<(double X, double Y)>> runs, (string Name, bool IsStepped) curve)
    {
        Metric? end = Metric.Find(curve.Name);
        bool parts = end?.ShowsSeeds(Sample.Of(runs.Select(run => run[^1].Y))) ?? false;
        IEnumerable<ChartPoint> middle = Over(
            runs, curve.IsStepped, parts ? EvaluationHistory.Median : Enumerable.Average);
        return new ChartLine(label, string.Empty, [.. middle])
        {
            Singles = !parts ? [] : [.. runs.Select(run => (IReadOnlyList<ChartPoint>)
                [.. run.Select(point => new ChartPoint(point.X, point.Y))])],
        };
    }

    /// <summary>The middle of runs where all of them are, with the band from the least to the largest.</summary>
    private static IEnumerable<ChartPoint> Over(
        List<IReadOnlyList<(double X, double Y)>> runs, bool isStepped, Func<IEnumerable<double>, double> middle)
    {
        if (runs.Count == 0)
        {
            return [];
        }

        double first = runs.Max(run => run[0].X), last = runs.Min(run => run[^1].X);
        double[] places = [.. runs.SelectMany(run => run).Select(point => point.X).Distinct().Order()
            .Where(x => x >= first && x <= last)];
        int every = isStepped ? 1 : Math.Max(1, places.Length / PointsMax);
        List<ChartPoint> points = [];
        foreach (double x in places.Where((_, index) => index % every == 0 || index == places.Length - 1))
        {
            double[] values = [.. runs.Select(run => Curves.At(run, x, isStepped))];
            ChartPoint point = new(x, middle(values), values.Min(), values.Max());
            if (isStepped && points.Count > 0)
            {
                points.Add(points[^1] with { X = x });
            }

            points.Add(point);
        }

        return points;
    }

    private static ChartPoint Point(double x, Sample sample, Metric metric)
    {
        if (metric.ShowsSeeds(sample))
        {
            return new ChartPoint(x, sample.Median, sample.Values.Min(), sample.Values.Max())
            {
                Singles = sample.Values,
            };
        }

        return Spread(x, (sample.Mean, sample.StandardError), metric);
    }

    /// <summary>A mean with its spread.</summary>
    internal static ChartPoint Spread(double x, (double Mean, double? Half) value, Metric metric)
    {
        if (value.Half is not { } half)
        {
            return new ChartPoint(x, value.Mean);
        }

        // No share is below 0 or above 1, however far apart the seeds are; and what is 0 but for rounding is 0, or a
        // logarithmic axis would reach down to it.
        double low = value.Mean - half, high = value.Mean + half;
        return metric.IsShare
            ? new ChartPoint(x, value.Mean, low > value.Mean * 1e-9 ? low : 0, Math.Min(1, high))
            : new ChartPoint(x, value.Mean, low, high);
    }
}
