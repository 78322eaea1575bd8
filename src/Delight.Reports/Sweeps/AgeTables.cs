using Delight.Actors.Recording;
using Delight.Experiments.Sweeps;
using Delight.Experiments.Text;
using Delight.Reports.Runs;

namespace Delight.Reports.Sweeps;

/// <summary>What updates made of rows, by their age: a line a place and estimator, a column a class of ages.</summary>
internal static class AgeTables
{
    /// <summary>Both tables; nothing where the experiment does not ask for them or no result has the figures.</summary>
    public static IEnumerable<PageBlock> Of(ExperimentResults results)
    {
        long[] ages = [.. results.Found.SelectMany(found => found.Result.ByAge).Select(age => age.Youngest)
            .Distinct().Order()];
        if (!results.Experiment.HasAgeTables || ages.Length == 0)
        {
            yield break;
        }

        yield return new PageBlock.Heading("Decisions clipped away, by age", 3);
        yield return new PageBlock.Paragraph(
            "Ages are learner steps. Of the decisions with an advantage: those that got the coefficient 0.");
        yield return Table(results, ages, age => NumberText.Percent(age.ClippedShare));
        yield return new PageBlock.Heading("Norm of the gradient, by age", 3);
        yield return new PageBlock.Paragraph(
            "Mean over rows of N ‖∂J / ∂z‖ with the row's logits z and the batch's decisions N.");
        yield return Table(results, ages, age => NumberText.Short(age.GradientNorm));
    }

    private static PageBlock.Table Table(ExperimentResults results, long[] ages, Func<AgeMeasurement, string> text)
    {
        List<IReadOnlyList<string>> rows = [];
        foreach (ExperimentVariant variant in results.Experiment.Variants)
        {
            foreach (ExperimentPoint point in variant.Points)
            {
                foreach (ExperimentEstimator estimator in variant.Estimators)
                {
                    IReadOnlyList<AgeMeasurement> pooled = AgeMeasurement.Pooled(
                        results.At(variant, point, estimator).SelectMany(result => result.ByAge));
                    rows.Add([
                        ExperimentTables.Place(variant, point), estimator.Label,
                        .. ages.Select(youngest => pooled.FirstOrDefault(age => age.Youngest == youngest) is { } age
                            ? text(age) : NumberText.None),
                    ]);
                }
            }
        }

        return new PageBlock.Table(
            ["where", "estimator", .. ages.Select(age => "#" + AgeSection.ClassText(age))], rows);
    }
}
