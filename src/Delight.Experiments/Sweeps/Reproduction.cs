using Delight.Experiments.Records;
using Delight.Experiments.Text;
using Delight.Experiments.Theory;
using Delight.Learning.Parts;
using Delight.Learning.Theory;

namespace Delight.Experiments.Sweeps;

/// <summary>Runs what is missing of experiments, and keeps each result as soon as it is there.</summary>
/// <param name="options">Where to, and how much.</param>
/// <param name="catalogues">The parts that scenarios may name.</param>
/// <param name="output">Gets a line for each result.</param>
/// <param name="clock">The wall clock.</param>
public sealed class Reproduction(
    ReproductionOptions options, PartCatalogues catalogues, TextWriter output, TimeProvider clock)
{
    private readonly CellRunner _runner = new(catalogues, options.WorkFolder, clock);

    /// <summary>Writes the pages of an experiment whose results are there, and returns the files; null: none.</summary>
    public Func<ExperimentResults, IReadOnlyList<string>>? Pages { get; init; }

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
        IReadOnlyList<ExperimentPlan> plans = Plan(experiments);
        using FileStream? claim = options.IsPagesOnly ? null : Claim();
        List<(ExperimentPlan Plan, ResultStore Store)> work = [.. plans.Select(plan => (plan, ResultStore.Open(
            Path.Combine(options.ResultsFolder, plan.Experiment.Name), catalogues)))];
        ReproductionProgress progress = new(output, options.Jobs, work);
        List<string> withoutResults = [];
        foreach ((ExperimentPlan plan, ResultStore store) in work)
        {
            if (!options.IsPagesOnly)
            {
                await RunAsync(plan, store, progress, cancellation);
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

    private IReadOnlyList<ExperimentPlan> Plan(IReadOnlyList<Experiment> experiments)
    {
        List<string> problems = [];
        List<ExperimentPlan> plans =
            [.. experiments.Select(one => ExperimentPlan.Create(one, catalogues, problems))];
        if (problems.Count == 0)
        {
            foreach (ExperimentCell cell in plans.SelectMany(plan => plan.Cells))
            {
                try
                {
                    _ = _runner.Prepare(cell);
                }
                catch (UserErrorException error)
                {
                    problems.AddRange(error.Problems);
                }
            }
        }

        return problems.Count == 0
            ? plans
            : throw new UserErrorException([.. problems.Distinct(StringComparer.Ordinal)]);
    }

    private async Task RunAsync(
        ExperimentPlan plan, ResultStore store, ReproductionProgress progress, CancellationToken cancellation)
    {
        string name = plan.Experiment.Name;
        if (plan.Experiment.IsTheory)
        {
            Compute(name, store, progress);
            return;
        }

        ParallelOptions parallel = new()
        {
            MaxDegreeOfParallelism = plan.Experiment.IsTimed ? 1 : options.Jobs,
        };
        List<IReadOnlyList<ExperimentCell>> pending = Pending(plan, store);
        if (plan.Experiment.IsTimed)
        {
            foreach (IReadOnlyList<ExperimentCell> unit in pending.DistinctBy(unit => unit[0].Estimator.Label))
            {
                await _runner.WarmUpAsync(unit[0], cancellation);
            }
        }

        await Parallel.ForEachAsync(pending, parallel, async (unit, _) =>
        {
            if (cancellation.IsCancellationRequested)
            {
                return;
            }

            IReadOnlyList<CellResult> results = unit[0].Variant.RecordedWith is not null
                ? await _runner.ReplayAsync(unit, name, cancellation)
                : await _runner.RunAsync(unit[0], name, cancellation) is { } one ? [one] : [];
            foreach ((CellResult result, ExperimentCell cell) in results.Zip(unit))
            {
                store.Save(result, cell.Label);
                progress.Done(name, cell, result);
            }
        });
    }

    /// <summary>Runs without a result: each by itself, replays of one stream together. Seed by seed, so that estimators
    /// that are timed take turns, and that what each place takes is known when its first seed is done.</summary>
    private static List<IReadOnlyList<ExperimentCell>> Pending(ExperimentPlan plan, ResultStore store)
    {
        HashSet<string> asked = new(StringComparer.Ordinal);
        List<IReadOnlyList<ExperimentCell>> pending = [];
        foreach (IGrouping<(string, double, long), ExperimentCell> group in plan.Cells.GroupBy(
            cell => (cell.Variant.Name, cell.Point.X, cell.Seed)))
        {
            ExperimentCell[] missing = [.. group.Where(cell => store.Find(cell.Key) is null && asked.Add(cell.Key))];
            if (missing.Length == 0)
            {
                continue;
            }

            pending.AddRange(missing[0].Variant.RecordedWith is not null
                ? [missing]
                : missing.Select(cell => (IReadOnlyList<ExperimentCell>)[cell]));
        }

        return [.. pending.OrderBy(unit => unit[0].Seed)];
    }

    private void Compute(string name, ResultStore store, ReproductionProgress progress)
    {
        string key = ResultKey.Of(ExperimentPlan.TheoryContent);
        if (store.Find(key) is not null)
        {
            return;
        }

        long startedAt = clock.GetTimestamp();
        TheoryResult theory = TheoryResult.Compute(new TheoryOptions(), catalogues.Estimators);
        CellResult result = new()
        {
            Key = key,
            Experiment = name,
            Command = "./delight theory",
            Seed = theory.Options.Seed,
            Status = RunStatus.Finished,
            WallSeconds = Math.Round(clock.GetElapsedTime(startedAt).TotalSeconds, 2),
            Theory = TheoryJson.Of(theory, string.Empty),
        };
        store.Save(result, "theory");
        progress.Done(name, null, result);
    }

    /// <summary>Keeps a second process from running the same cells.</summary>
    private FileStream Claim()
    {
        Directory.CreateDirectory(options.WorkFolder);
        string file = Path.Combine(options.WorkFolder, "claimed");
        try
        {
            return new FileStream(
                file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.DeleteOnClose);
        }
        catch (IOException)
        {
            throw new UserErrorException($"{options.WorkFolder} is in use by another reproduce. Wait for it, or give "
                + "this one a folder of its own with --out DIR.");
        }
    }
}
