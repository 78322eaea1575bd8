using System.Globalization;
using Delight.Experiments.Sweeps;
using Delight.Experiments.Text;

namespace Delight.Reports.Sweeps;

/// <summary>What each factor of an experiment explains: for each estimator the mean change from a factor's first level
/// to its last, and the factor's share of the variance.</summary>
/// <remarks>
/// <para>Every run counts once: factors are those of its variant, and the sweep where there is one. With N runs of a
/// design in which each combination has as many seeds, the share of a factor is
/// <c>η² = Σ_levels n_l (m_l − m)² / Σ_runs (x − m)²</c>, with the mean m_l of a level's n_l runs and the mean m of
/// all.</para>
/// <para>Source: Fisher (1925), "Statistical Methods for Research Workers", analysis of variance. What the factors and
/// the spread of seeds leave is in their interplay.</para>
/// </remarks>
internal static class FactorTable
{
    /// <summary>The tables of a metric; nothing where the experiment has no factors.</summary>
    public static IEnumerable<PageBlock> Of(ExperimentResults results, Metric metric)
    {
        if (results.Experiment.Variants.All(variant => variant.Levels.Count == 0))
        {
            yield break;
        }

        string label = metric.Label;
        yield return new PageBlock.Heading($"What each factor explains of: {label}", 3);
        yield return new PageBlock.Paragraph(
            "Change: mean over the runs of the last level minus that of the first, in points of percent. Share: of the "
            + "variance over all runs of the estimator, seeds among them (η²).");
        List<IReadOnlyList<string>> rows = [];
        foreach (string estimator in results.Experiment.Variants.SelectMany(variant => variant.Estimators)
            .Select(estimator => estimator.Label).Distinct(StringComparer.Ordinal))
        {
            foreach (FactorEffect effect in Effects(results, metric, estimator))
            {
                rows.Add([
                    estimator, effect.Factor, $"{effect.First} → {effect.Last}",
                    (effect.Change * 100).ToString("0.0", CultureInfo.InvariantCulture),
                    NumberText.Percent(effect.Share),
                ]);
            }
        }

        yield return new PageBlock.Table(["estimator", "factor", "levels", "#change", "#share"], rows);
    }

    /// <summary>The effects of all factors on one estimator, in the order in which they are named.</summary>
    public static IReadOnlyList<FactorEffect> Effects(ExperimentResults results, Metric metric, string estimator)
    {
        List<(Dictionary<string, string> Levels, double Value)> runs = [.. Runs(results, metric, estimator)];
        double mean = runs.Count == 0 ? 0 : runs.Average(run => run.Value);
        double all = runs.Sum(run => (run.Value - mean) * (run.Value - mean));
        List<FactorEffect> effects = [];
        foreach (string factor in runs.SelectMany(run => run.Levels.Keys).Distinct(StringComparer.Ordinal))
        {
            (string Level, double Mean, int Runs)[] levels = [.. runs.Where(run => run.Levels.ContainsKey(factor))
                .GroupBy(run => run.Levels[factor], run => run.Value)
                .Select(level => (level.Key, level.Average(), level.Count()))];
            if (levels.Length < 2)
            {
                continue; // one level explains nothing
            }

            double between = levels.Sum(level => level.Runs * (level.Mean - mean) * (level.Mean - mean));
            effects.Add(new FactorEffect(
                factor, levels[0].Level, levels[^1].Level, levels[^1].Mean - levels[0].Mean,
                all > 0 ? between / all : 0));
        }

        return effects;
    }

    private static IEnumerable<(Dictionary<string, string> Levels, double Value)> Runs(
        ExperimentResults results, Metric metric, string label)
    {
        foreach (ExperimentVariant variant in results.Experiment.Variants)
        {
            foreach (ExperimentPoint point in variant.Points)
            {
                Dictionary<string, string> levels = new(variant.Levels, StringComparer.Ordinal);
                if (variant.AxisLabel.Length > 0)
                {
                    levels[variant.AxisLabel] = point.Label;
                }

                foreach (ExperimentEstimator estimator in variant.Estimators.Where(one => one.Label == label))
                {
                    foreach (double value in results.At(variant, point, estimator).Select(metric.Of)
                        .Where(double.IsFinite))
                    {
                        yield return (levels, value);
                    }
                }
            }
        }
    }
}
