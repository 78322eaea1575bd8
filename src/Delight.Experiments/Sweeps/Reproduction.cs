using Delight.Experiments.Files;
using Delight.Experiments.Text;
using Delight.Learning.Parts;

namespace Delight.Experiments.Sweeps;

/// <summary>Runs what is missing of experiments, and keeps each result as soon as it is there.</summary>
/// <param name="options">Where to, and how much.</param>
/// <param name="catalogues">The parts that scenarios may name.</param>
/// <param name="output">Gets a line for each result.</param>
/// <param name="clock">The wall clock.</param>
public sealed class Reproduction(
    ReproductionOptions options, PartCatalogues catalogues, TextWriter output, TimeProvider clock)
{
    private readonly ExperimentRunner _runner = new(catalogues, options.WorkFolder, clock) { Jobs = options.Jobs };

    /// <summary>Writes the pages of an experiment whose results are there, and returns the files; null: none.</summary>
    public Func<ExperimentResults, IReadOnlyList<string>>? Pages { get; init; }

    /// <summary>A line for each experiment: how many of its results are there.</summary>
    /// <exception cref="UserErrorException">One of them is refused.</exception>
    public IEnumerable<string> List(IReadOnlyList<Experiment> experiments)
    {
        foreach (Experiment experiment in experiments)
        {
            List<string> problems = [];
            ExperimentPlan plan = ExperimentPlan.Create(experiment, catalogues, problems);
            if (problems.Count > 0)
            {
                throw new UserErrorException(problems);
            }

            int found = ExperimentResults.Of(plan, StoreOf(plan)).Count;
            yield return NumberText.Text($"{experiment.Name,-22} {found,4} of {plan.Count,4} results  ")
                + experiment.Title;
        }
    }

    /// <summary>Reproduces them one after the other.</summary>
    /// <param name="experiments">At least one.</param>
    /// <param name="cancellation">Interrupts; runs at hand are dropped, results stay.</param>
    /// <returns>Whether it was interrupted; else a sentence for each experiment without any result.</returns>
    /// <exception cref="UserErrorException">One of them is refused: before anything runs, a line for each
    /// problem.</exception>
    /// <exception cref="IOException">A folder cannot be written.</exception>
    public async Task<(bool IsInterrupted, IReadOnlyList<string> WithoutResults)> RunAsync(
        IReadOnlyList<Experiment> experiments, CancellationToken cancellation)
    {
        IReadOnlyList<ExperimentPlan> plans = _runner.Plan(experiments);
        using FolderClaim? claim = options.IsPagesOnly ? null : FolderClaim.Take(
            options.WorkFolder, "Wait for it, or give this one a folder of its own with --out DIR.");
        List<(ExperimentPlan Plan, ResultStore Store)> work = [.. plans.Select(plan => (plan, StoreOf(plan)))];
        ExperimentProgress progress =
            new(output, options.Jobs, work, NumberText.Counted(plans.Count, "experiment"));
        List<string> withoutResults = [];
        foreach ((ExperimentPlan plan, ResultStore store) in work)
        {
            if (!options.IsPagesOnly)
            {
                await _runner.RunAsync(
                    plan, store, (cell, result) => progress.Done(plan.Experiment.Name, cell, result), cancellation);
            }

            if (cancellation.IsCancellationRequested)
            {
                progress.Interrupted();
                return (true, []);
            }

            ExperimentResults results = ExperimentResults.Of(plan, store);
            if (results.Count == 0)
            {
                withoutResults.Add($"{plan.Experiment.Name} has no result in {store.Folder}, so there is no "
                    + $"page to write. Run it: ./delight reproduce {plan.Experiment.Name}");
                continue;
            }

            if (options.IsPruned)
            {
                output.WriteLine(FormattableString.Invariant(
                    $"{plan.Experiment.Name}: {store.RemoveOthers(plan.Keys)} results removed that no cell asks for"));
            }

            foreach (string file in Pages?.Invoke(results) ?? [])
            {
                output.WriteLine(file);
            }
        }

        return (false, withoutResults);
    }

    private ResultStore StoreOf(ExperimentPlan plan) =>
        ResultStore.Open(Path.Combine(options.ResultsFolder, plan.Experiment.Name), catalogues);
}
