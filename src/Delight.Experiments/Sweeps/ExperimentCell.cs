using Delight.Experiments.Scenarios;

namespace Delight.Experiments.Sweeps;

/// <summary>One run of an experiment: a place in its tables, and everything that decides what comes out.</summary>
/// <param name="Variant">Its group.</param>
/// <param name="Point">Its place on the axis.</param>
/// <param name="Estimator">Its estimator.</param>
/// <param name="Seed">Its root seed.</param>
/// <param name="Arguments">What a command line would say to run it alone.</param>
/// <param name="Scenario">The checked values.</param>
/// <param name="Key">Of its result.</param>
public sealed record ExperimentCell(
    ExperimentVariant Variant, ExperimentPoint Point, ExperimentEstimator Estimator, long Seed,
    ScenarioArguments Arguments, EffectiveScenario Scenario, string Key)
{
    /// <summary>For progress: variant, point, estimator, seed.</summary>
    public string Label => string.Join(
        ' ', ((string[])[Variant.Label, Point.Label, Estimator.Label, FormattableString.Invariant($"seed {Seed}")])
            .Where(part => part.Length > 0));

    /// <summary>The same without the names of settings, for where there is little room.</summary>
    public string ShortLabel => string.Join(
        ' ', [.. Point.Sets.Select(set => set.Value), Estimator.Label, FormattableString.Invariant($"seed {Seed}")]);
}
