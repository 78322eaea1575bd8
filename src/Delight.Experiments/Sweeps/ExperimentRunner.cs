using Delight.Experiments.Records;
using Delight.Experiments.Runs;
using Delight.Experiments.Text;
using Delight.Experiments.Theory;
using Delight.Learning.Parts;
using Delight.Learning.Theory;

namespace Delight.Experiments.Sweeps;

/// <summary>Runs what is missing of an experiment, and keeps each result as soon as it is there.</summary>
/// <param name="catalogues">The parts that scenarios may name.</param>
/// <param name="workFolder">Folders of runs under way.</param>
/// <param name="clock">The wall clock.</param>
internal sealed class ExperimentRunner(PartCatalogues catalogues, string workFolder, TimeProvider clock)
{
    private readonly CellRunner _runner = new(catalogues, workFolder, clock);

    /// <summary>Runs at the same time.</summary>
    public int Jobs { get; init; } = 1;

    /// <summary>Says who watches a cell's run; asked for all that are to run before the first one begins. Null: nobody
    /// does.</summary>
    public Func<ExperimentCell, IRunProgress>? Watch { get; init; }

    /// <summary>Plans experiments and creates the parts of all their cells, so that what cannot run is refused before
    /// anything runs.</summary>
    /// <exception cref="UserErrorException">A line for each problem.</exception>
    public IReadOnlyList<ExperimentPlan> Plan(IReadOnlyList<Experiment> experiments)
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

    /// <summary>Runs it.</summary>
    /// <param name="plan">What to run.</param>
    /// <param name="store">Has results, and gets those that are missing.</param>
    /// <param name="done">Hears of each result that is kept; on the thread that ran it.</param>
    /// <param name="cancellation">Interrupts; runs at hand are dropped, results stay.</param>
    /// <exception cref="IOException">A folder cannot be written.</exception>
    public async Task RunAsync(
        ExperimentPlan plan, ResultStore store, Action<ExperimentCell?, CellResult> done,
        CancellationToken cancellation)
    {
        string name = plan.Experiment.Name;
        if (plan.Experiment.IsTheory)
        {
            Compute(name, store, done);
            return;
        }

        ParallelOptions parallel = new()
        {
            MaxDegreeOfParallelism = plan.Experiment.IsTimed ? 1 : Jobs,
        };
        List<IReadOnlyList<ExperimentCell>> pending = Pending(plan, store);
        if (plan.Experiment.IsTimed)
        {
            foreach (IReadOnlyList<ExperimentCell> unit in pending.DistinctBy(unit => unit[0].Estimator.Label))
            {
                await _runner.WarmUpAsync(unit[0], cancellation);
            }
        }

        Dictionary<string, IRunProgress> watchers = Watch is null ? [] : pending.SelectMany(unit => unit)
            .ToDictionary(cell => cell.Key, Watch, StringComparer.Ordinal);
        await Parallel.ForEachAsync(pending, parallel, async (unit, _) =>
        {
            if (cancellation.IsCancellationRequested)
            {
                return;
            }

            IReadOnlyList<CellResult> results = unit[0].Variant.RecordedWith is not null
                ? await _runner.ReplayAsync(unit, name, cancellation)
                : await _runner.RunAsync(
                    unit[0], name, watchers.GetValueOrDefault(unit[0].Key), cancellation) is { } one ? [one] : [];
            foreach ((CellResult result, ExperimentCell cell) in results.Zip(unit))
            {
                store.Save(result, cell.Label);
                done(cell, result);
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

    private void Compute(string name, ResultStore store, Action<ExperimentCell?, CellResult> done)
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
        done(null, result);
    }
}
