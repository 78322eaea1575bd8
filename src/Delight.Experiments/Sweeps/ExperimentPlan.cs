using System.Globalization;
using Delight.Experiments.Scenarios;
using Delight.Experiments.Streams;
using Delight.Learning.Parts;

namespace Delight.Experiments.Sweeps;

/// <summary>All runs of an experiment, each with its checked scenario.</summary>
/// <param name="Experiment">What was asked for.</param>
/// <param name="Cells">In the order of variants, points, estimators and seeds.</param>
public sealed record ExperimentPlan(Experiment Experiment, IReadOnlyList<ExperimentCell> Cells)
{
    /// <summary>Key of the only result of a tabular analysis.</summary>
    public const string TheoryContent = "theory with its default sizes";

    /// <summary>Cells without those whose result is that of an earlier one.</summary>
    public IEnumerable<ExperimentCell> Distinct => Cells.DistinctBy(cell => cell.Key);

    /// <summary>Keys of the results that it needs.</summary>
    public IReadOnlySet<string> Keys => Experiment.IsTheory
        ? new HashSet<string>([ResultKey.Of(TheoryContent)], StringComparer.Ordinal)
        : Cells.Select(cell => cell.Key).ToHashSet(StringComparer.Ordinal);

    /// <summary>Results that it needs.</summary>
    public int Count => Experiment.IsTheory ? 1 : Distinct.Count();

    /// <summary>Loads the scenario of every cell.</summary>
    /// <param name="experiment">What is asked for.</param>
    /// <param name="catalogues">The parts that scenarios may name.</param>
    /// <param name="problems">Gets a line for each reason to refuse it.</param>
    /// <remarks>The environment does not reach it: an experiment is what its file says.</remarks>
    public static ExperimentPlan Create(
        Experiment experiment, PartCatalogues catalogues, ICollection<string> problems)
    {
        List<ExperimentCell> cells = [];
        Loading loading = new(experiment.File, new ScenarioLoader(catalogues, ScenarioArguments.Folder()), problems)
        {
            Assemblies = experiment.Assemblies,
        };
        foreach (ExperimentVariant variant in experiment.Variants)
        {
            foreach (ExperimentPoint point in variant.Points)
            {
                foreach (ExperimentEstimator estimator in variant.Estimators)
                {
                    for (long seed = experiment.SeedFirst; seed - experiment.SeedFirst < experiment.Seeds; seed++)
                    {
                        if (loading.Cell(variant, point, estimator, seed) is { } cell)
                        {
                            cells.Add(cell);
                        }
                    }
                }
            }
        }

        return new ExperimentPlan(experiment, cells);
    }

    /// <summary>Loads the scenario of one place anew; null where it is refused.</summary>
    /// <param name="place">Its variant, point, estimator and seed count.</param>
    /// <param name="catalogues">The parts that scenarios may name.</param>
    /// <param name="problems">Gets a line for each reason to refuse it.</param>
    public static ExperimentCell? Cell(
        ExperimentCell place, PartCatalogues catalogues, ICollection<string> problems) =>
        new Loading(place.Variant.Name, new ScenarioLoader(catalogues, ScenarioArguments.Folder()), problems)
        {
            Assemblies = place.Arguments.Assemblies,
        }.Cell(place.Variant, place.Point, place.Estimator, place.Seed);

    private sealed class Loading(string file, ScenarioLoader loader, ICollection<string> problems)
    {
        private readonly HashSet<string> _said = new(StringComparer.Ordinal);

        public IReadOnlyList<string> Assemblies { get; init; } = [];

        public ExperimentCell? Cell(
            ExperimentVariant variant, ExperimentPoint point, ExperimentEstimator estimator, long seed)
        {
            List<ScenarioOverride> sets = [.. variant.Sets, .. point.Sets, .. estimator.Sets, .. variant.LastSets];
            ScenarioLoadResult result = loader.Load(new ScenarioRequest
            {
                Scenario = variant.Scenario,
                Options =
                [
                    .. sets,
                    new ScenarioOverride("estimator", estimator.Name, $"{file}: estimators"),
                    new ScenarioOverride("seed", Text(seed), $"{file}: seeds"),
                ],
            });
            foreach (string problem in result.Problems.Select(problem => problem.ToString()).Where(_said.Add))
            {
                problems.Add(problem);
            }

            foreach (ScenarioOverride set in variant.RecordedWith is null ? [] : estimator.Sets)
            {
                if (!StreamScenario.IsSettable(set.Path) && _said.Add(set.Label + set.Path))
                {
                    problems.Add($"{set.Label}: {set.Path} cannot differ between estimators that learn from one "
                        + "stream; leave it out, or set it for the whole variant.");
                }
            }

            return result.Scenario is { } scenario
                ? new ExperimentCell(
                    variant, point, estimator, seed, Arguments(variant, estimator, sets, seed), scenario,
                    ResultKey.Of(scenario, variant.RecordedWith))
                : null;
        }

        private ScenarioArguments Arguments(
            ExperimentVariant variant, ExperimentEstimator estimator, List<ScenarioOverride> sets, long seed) => new()
        {
            Scenario = variant.Scenario,
            Assemblies = Assemblies,
            // Only the last of each path counts.
            Sets = [.. sets.Where((set, index) => !sets.Skip(index + 1).Any(later => later.Path == set.Path))
                .Select(set => $"{set.Path}={set.Value}")],
            Options =
            [
                new ScenarioOverride("estimator", estimator.Name, "--estimator"),
                new ScenarioOverride("seed", Text(seed), "--seed"),
            ],
        };

        private static string Text(long value) => value.ToString(CultureInfo.InvariantCulture);
    }
}
