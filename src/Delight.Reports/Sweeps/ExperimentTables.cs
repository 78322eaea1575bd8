using System.Globalization;
using Delight.Experiments.Records;
using Delight.Experiments.Sweeps;
using Delight.Experiments.Text;

namespace Delight.Reports.Sweeps;

/// <summary>The tables of an experiment of runs: metrics by place and estimator, differences, realised rates.</summary>
internal static class ExperimentTables
{
    /// <summary>All of them with their headings.</summary>
    public static IEnumerable<PageBlock> Of(ExperimentResults results)
    {
        Experiment experiment = results.Experiment;
        yield return new PageBlock.Heading("Numbers");
        yield return new PageBlock.Paragraph(
            $"Means over {NumberText.Counted(experiment.Seeds, "seed")}"
            + (experiment.Seeds > 1
                ? " ± standard error. Where seeds part into two groups, each seed's value stands in its place."
                : "; nothing is known of their spread."));
        foreach (string name in experiment.Tables)
        {
            Metric metric = Metric.Find(name)!;
            yield return new PageBlock.Heading(
                char.ToUpperInvariant(metric.Label[0]) + metric.Label[1..], 3);
            foreach (PageBlock block in ByVariant(results, metric))
            {
                yield return block;
            }
        }

        foreach (PageBlock block in experiment.Tables.Select(name => Metric.Find(name)!)
            .Where(metric => metric.IsShare && !metric.IsCounted).SelectMany(metric => FactorTable.Of(results, metric)))
        {
            yield return block;
        }

        foreach (PageBlock block in AgeTables.Of(results))
        {
            yield return block;
        }

        foreach (ExperimentFigure figure in experiment.Figures.Where(figure => figure.Y == Curves.LongestSolved))
        {
            yield return new PageBlock.Heading("Longest solved", 3);
            yield return Longest(results, figure);
        }

        foreach (PageBlock block in Differences(results))
        {
            yield return block;
        }

        foreach (PageBlock block in Failures(results))
        {
            yield return block;
        }

        if (Realised(results) is { Rows.Count: > 0 } realised)
        {
            yield return new PageBlock.Heading("What really happened", 3);
            yield return new PageBlock.Paragraph("Means over all runs of a place; rates are shares of the rows.");
            yield return realised;
        }
    }

    private static IEnumerable<PageBlock> ByVariant(ExperimentResults results, Metric metric)
    {
        // Variants with the same estimators and without axes share a table.
        foreach (IGrouping<string, ExperimentVariant> group in results.Experiment.Variants.GroupBy(Columns))
        {
            ExperimentVariant first = group.First();
            bool hasVariants = results.Experiment.Variants.Count > 1, hasAxis = first.AxisLabel.Length > 0;
            List<string> head = [];
            head.AddRange(hasVariants ? ["variant"] : []);
            head.AddRange(hasAxis ? [first.AxisLabel] : []);
            head.AddRange(first.Estimators.Select(estimator => "#" + estimator.Label));
            List<IReadOnlyList<string>> rows = [];
            foreach (ExperimentVariant variant in group)
            {
                rows.AddRange(variant.Points.Select(point => (IReadOnlyList<string>)[
                    .. hasVariants ? [variant.Label] : Array.Empty<string>(),
                    .. hasAxis ? [point.Label] : Array.Empty<string>(),
                    .. variant.Estimators.Select(estimator =>
                        metric.Text(Sample.Of(results.At(variant, point, estimator).Select(metric.Of)))),
                ]));
            }

            yield return new PageBlock.Table(head, rows);
        }
    }

    private static string Columns(ExperimentVariant variant) => string.Join(
        '\n', (string[])[variant.AxisLabel, .. variant.Estimators.Select(estimator => estimator.Label)]);

    private static PageBlock.Table Longest(ExperimentResults results, ExperimentFigure figure)
    {
        List<IReadOnlyList<string>> rows = [];
        foreach (ExperimentVariant variant in results.Experiment.Variants.Where(
            variant => figure.Variants.Count == 0 || figure.Variants.Contains(variant.Name)))
        {
            foreach (ExperimentEstimator estimator in variant.Estimators)
            {
                double[] longest = [.. variant.Points
                    .SelectMany(point => results.At(variant, point, estimator).Select(run => (point.X, Result: run)))
                    .GroupBy(entry => entry.Result.Seed)
                    .OrderBy(seed => seed.Key)
                    .Select(seed => Curves.Longest(seed)[^1].Y)];
                rows.Add([
                    variant.Label, estimator.Label,
                    string.Join(", ", longest.Select(value => value.ToString(CultureInfo.InvariantCulture))),
                    longest.Length == 0 ? NumberText.None : NumberText.Short(longest.Average()),
                ]);
            }
        }

        return new PageBlock.Table(["variant", "estimator", "by seed", "#mean"], rows);
    }

    private static IEnumerable<PageBlock> Differences(ExperimentResults results)
    {
        Metric error = Metric.Find("error")!;
        List<IReadOnlyList<string>> rows = [];
        foreach (ExperimentVariant variant in results.Experiment.Variants)
        {
            ExperimentEstimator against = variant.Estimators
                .FirstOrDefault(estimator => estimator.Label == results.Experiment.Against) ?? variant.Estimators[0];
            foreach (ExperimentPoint point in variant.Points)
            {
                Dictionary<ulong, double> reference = BySeed(results.At(variant, point, against), error);
                foreach (ExperimentEstimator other in variant.Estimators.Where(estimator => estimator != against))
                {
                    Dictionary<ulong, double> own = BySeed(results.At(variant, point, other), error);
                    rows.Add([
                        Place(variant, point), $"{other.Label} − {against.Label}",
                        .. Difference(Sample.OfDifferences(own, reference)),
                    ]);
                }
            }
        }

        if (rows.Count == 0)
        {
            yield break;
        }

        yield return new PageBlock.Heading("Differences of the error, paired by seed", 3);
        yield return new PageBlock.Paragraph(
            "In points of percent; above 0 the first of the two errs more. Intervals: 95 %, Student's t on the n "
            + "paired differences; no interval where n is 1.");
        yield return new PageBlock.Table(["where", "which", "#difference", "#95 % interval", "#n"], rows);
    }

    internal static string Place(ExperimentVariant variant, ExperimentPoint point) =>
        string.Join(", ", ((string[])[variant.Label, point.Label]).Where(part => part.Length > 0));

    private static string[] Difference(Sample sample)
    {
        if (sample.N == 0)
        {
            return [NumberText.None, NumberText.None, "0"];
        }

        string interval = sample.Interval is { } half
            ? $"[{Points(sample.Mean - half)}, {Points(sample.Mean + half)}]"
            : NumberText.None;
        return [Points(sample.Mean), interval, sample.N.ToString(CultureInfo.InvariantCulture)];
    }

    private static string Points(double share)
    {
        // Adding 0 turns a negative zero into a plain one.
        double points = Math.Round(share * 100, 2) + 0;
        return points.ToString("0.00", CultureInfo.InvariantCulture);
    }

    private static Dictionary<ulong, double> BySeed(IEnumerable<CellResult> results, Metric metric) =>
        results.Where(result => double.IsFinite(metric.Of(result))).ToDictionary(result => result.Seed, metric.Of);

    private static IEnumerable<PageBlock> Failures(ExperimentResults results)
    {
        string[] failures = [.. results.Found.Where(found => found.Result.Status == RunStatus.Failed)
            .Select(found => $"{found.Cell.Label}: {found.Result.Failure}")];
        if (failures.Length > 0)
        {
            yield return new PageBlock.Heading("Runs that failed", 3);
            yield return new PageBlock.Paragraph("They have no error at the end and are left out of the means above.");
            yield return new PageBlock.Items(failures);
        }
    }

    private static PageBlock.Table Realised(ExperimentResults results)
    {
        string[] rates = [.. results.Found.SelectMany(found => found.Result.RealisedRates)
            .Where(rate => rate.Value > 0).Select(rate => rate.Key).Distinct(StringComparer.Ordinal)];
        List<string> head =
        [
            "where", "#staleness, mean", "#95th percentile", "#most", .. rates.Select(rate => "#" + rate), "#dropped",
        ];
        List<IReadOnlyList<string>> rows = [];
        foreach (ExperimentVariant variant in results.Experiment.Variants)
        {
            foreach (ExperimentPoint point in variant.Points)
            {
                CellResult[] all = [.. variant.Estimators.SelectMany(
                    estimator => results.At(variant, point, estimator))];
                if (all.Length > 0)
                {
                    rows.Add([Place(variant, point), .. Row(all, rates)]);
                }
            }
        }

        return new PageBlock.Table(head, rows);
    }

    private static IEnumerable<string> Row(CellResult[] all, string[] rates)
    {
        yield return NumberText.Mean(all.Average(Metric.Find("staleness")!.Of));
        yield return NumberText.Mean(all.Average(Metric.Find("stalenessP95")!.Of));
        yield return NumberText.Mean(all.Max(Metric.Find("stalenessMax")!.Of));
        foreach (string rate in rates)
        {
            yield return NumberText.Percent(all.Average(result => result.RealisedRates.GetValueOrDefault(rate)));
        }

        yield return NumberText.Percent(all.Average(Metric.Find("droppedShare")!.Of));
    }
}
