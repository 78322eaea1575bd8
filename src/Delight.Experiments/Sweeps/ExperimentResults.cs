namespace Delight.Experiments.Sweeps;

/// <summary>The results of an experiment by their places in its tables.</summary>
/// <param name="Experiment">What was asked for.</param>
/// <param name="Found">Cells with their results and files, in the order of the plan.</param>
/// <param name="Missing">Results that are not there.</param>
/// <param name="Theory">The result of a tabular analysis; null for runs.</param>
public sealed record ExperimentResults(
    Experiment Experiment, IReadOnlyList<(ExperimentCell Cell, CellResult Result, string File)> Found, int Missing,
    (CellResult Result, string File)? Theory)
{
    /// <summary>Results in all.</summary>
    public int Count => All.Count();

    /// <summary>All of them; one that several places share comes once.</summary>
    public IEnumerable<CellResult> All => Theory is { } theory
        ? [theory.Result]
        : Found.DistinctBy(found => found.Cell.Key).Select(found => found.Result);

    /// <summary>Takes what a store has.</summary>
    public static ExperimentResults Of(ExperimentPlan plan, ResultStore store)
    {
        List<(ExperimentCell, CellResult, string)> found = [];
        foreach (ExperimentCell cell in plan.Cells)
        {
            if (store.Find(cell.Key) is { } result)
            {
                found.Add((cell, result, store.FileOf(cell.Key)!));
            }
        }

        string key = ResultKey.Of(ExperimentPlan.TheoryContent);
        return new ExperimentResults(
            plan.Experiment, found, plan.Distinct.Count(cell => store.Find(cell.Key) is null),
            plan.Experiment.IsTheory && store.Find(key) is { } theory ? (theory, store.FileOf(key)!) : null);
    }

    /// <summary>Results of one place, by seed.</summary>
    public IReadOnlyList<CellResult> At(
        ExperimentVariant variant, ExperimentPoint point, ExperimentEstimator estimator) =>
    [
        .. Found.Where(found => found.Cell.Variant.Name == variant.Name && found.Cell.Point.X.Equals(point.X)
            && found.Cell.Estimator.Label == estimator.Label).Select(found => found.Result),
    ];
}
