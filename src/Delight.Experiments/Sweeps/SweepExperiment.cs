using Delight.Experiments.Scenarios;
using Delight.Experiments.Text;
using Delight.Learning.Catalogue;
using Delight.Learning.Parts;

namespace Delight.Experiments.Sweeps;

/// <summary>Makes the experiment that a sweep is: a point for each combination of its values.</summary>
internal static class SweepExperiment
{
    private const int RunsMax = 100_000;

    /// <summary>Checks the request and makes its experiment.</summary>
    /// <param name="request">What is asked for.</param>
    /// <param name="catalogues">The parts that the scenario may name.</param>
    /// <exception cref="UserErrorException">It is refused: one line for each problem.</exception>
    public static Experiment Of(SweepRequest request, PartCatalogues catalogues)
    {
        IReadOnlyList<SweepAxis> axes = RequireAxes(request);
        string[] estimators = request.Estimators is { } given ? EstimatorList.Parse(given) : [];
        EffectiveScenario scenario = Load(request, axes, estimators, catalogues);
        estimators = estimators.Length > 0 ? estimators : [scenario.EstimatorLabel];
        double runs = axes.Aggregate(
            (double)estimators.Length * request.Seeds, (count, axis) => count * axis.Values.Count);
        if (runs > RunsMax)
        {
            throw new UserErrorException(NumberText.Text(
                $"the sweep has {runs:N0} runs; at most {RunsMax:N0} are possible. Give fewer values or seeds."));
        }

        return new Experiment(scenario.Name, "sweep", scenario.Name, scenario.Settings.Summary)
        {
            Seeds = request.Seeds,
            SeedFirst = scenario.Settings.Seed,
            Assemblies = request.Scenario.Assemblies,
            Tables = [request.Metric],
            Variants =
            [
                new ExperimentVariant(string.Empty, string.Empty, request.Scenario.Scenario,
                    [.. request.Fixed.Where(set => set.Path is not ("seed" or "estimator"))])
                {
                    AxisLabel = string.Join(", ", axes.Select(axis => axis.Path)),
                    Points = [.. Combinations(axes).Select(Point)],
                    Estimators = [.. estimators.Select(name => new ExperimentEstimator(name, name, []))],
                },
            ],
        };
    }

    /// <summary>All combinations of values, the last axis fastest.</summary>
    public static IEnumerable<IReadOnlyList<(SweepAxis Axis, string Value)>> Combinations(
        IReadOnlyList<SweepAxis> axes)
    {
        IEnumerable<IReadOnlyList<(SweepAxis, string)>> all = [[]];
        return axes.Aggregate(all, (heads, axis) =>
            heads.SelectMany(head => axis.Values, (head, value) => (IReadOnlyList<(SweepAxis, string)>)
                [.. head, (axis, value)]));
    }

    private static ExperimentPoint Point(IReadOnlyList<(SweepAxis Axis, string Value)> values, int index) => new(
        index, string.Join(' ', values.Select(value => $"{value.Axis.Name}={value.Value}")),
        [.. values.Select(value => new ScenarioOverride(value.Axis.Path, value.Value, "--set"))]);

    private static IReadOnlyList<SweepAxis> RequireAxes(SweepRequest request)
    {
        IReadOnlyList<SweepAxis> axes = request.Axes;
        List<string> problems = [];
        if (axes.Count == 0)
        {
            problems.Add(
                "no --set has a list of values, so there is nothing to sweep. Write for example --set "
                + "optimiser.learningRate=1e-4,3e-4,1e-3; for estimators alone there is ./delight compare.");
        }

        foreach (SweepAxis axis in axes)
        {
            if (axis.Path is "seed" or "estimator")
            {
                problems.Add($"--set {axis.Path}: {axis.Path}s have an option of their own: "
                    + (axis.Path == "seed" ? "--seed is the first, --seeds says how many."
                        : $"--estimators {string.Join(',', axis.Values)}."));
            }

            if (axes.Count(other => other.Path == axis.Path) > 1
                || request.Fixed.Any(set => set.Path == axis.Path))
            {
                problems.Add($"{axis.Path} is given twice; put its values into one list.");
            }
        }

        if (Metric.Find(request.Metric) is null)
        {
            problems.Add($"--metric is {Shown.Quoted(request.Metric)}; there is no such metric."
                + $"{NearestName.Hint(request.Metric, Metric.Names)} Known: {string.Join(", ", Metric.Names)}.");
        }

        return problems.Count == 0
            ? axes
            : throw new UserErrorException([.. problems.Distinct(StringComparer.Ordinal)]);
    }

    /// <summary>Loads the scenario with the first values, and each further value and each estimator beside
    /// them.</summary>
    private static EffectiveScenario Load(
        SweepRequest request, IReadOnlyList<SweepAxis> axes, IReadOnlyList<string> estimators,
        PartCatalogues catalogues)
    {
        List<string> problems = [];
        ScenarioArguments firsts = request.At(axis => axis.Values[0]);
        EffectiveScenario? first = Try(firsts);
        List<(string, EffectiveScenario)> named = [];
        foreach (string estimator in estimators)
        {
            if (Try(firsts, new ScenarioOverride("estimator", estimator, "--estimators")) is { } one)
            {
                named.Add((estimator, one));
            }
        }

        problems.AddRange(EstimatorList.Repeats(named));
        foreach (SweepAxis varied in axes)
        {
            List<(string, EffectiveScenario)> valued = first is null ? [] : [(varied.Values[0], first)];
            foreach (string value in varied.Values.Skip(1))
            {
                if (Try(request.At(axis => axis.Path == varied.Path ? value : axis.Values[0])) is { } one)
                {
                    valued.Add((value, one));
                }
            }

            problems.AddRange(Repeats(varied, valued));
        }

        return problems.Count == 0
            ? first!
            : throw new UserErrorException([.. problems.Distinct(StringComparer.Ordinal)]);

        EffectiveScenario? Try(ScenarioArguments arguments, params IReadOnlyList<ScenarioOverride> more)
        {
            try
            {
                return arguments.Load(catalogues, more);
            }
            catch (UserErrorException refused)
            {
                problems.AddRange(refused.Problems);
                return null;
            }
        }
    }

    /// <summary>A line for each value that gives the runs of an earlier one: <c>1e-3,0.001</c>.</summary>
    private static IEnumerable<string> Repeats(
        SweepAxis axis, IReadOnlyList<(string Value, EffectiveScenario Scenario)> valued) => valued
        .GroupBy(entry => ResultKey.Of(entry.Scenario, null), entry => entry.Value, StringComparer.Ordinal)
        .SelectMany(same => same.Skip(1), (same, value) =>
            $"--set {Shown.OneLine(axis.Text)}: {Shown.Quoted(same.First())} and {Shown.Quoted(value)} give the same "
            + "runs. Keep one of them.");
}
