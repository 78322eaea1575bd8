using Delight.Actors.Testing.Training;
using Delight.Experiments.Records;
using Delight.Experiments.Text;

namespace Delight.Experiments.Runs;

/// <summary>Several simulated runs in one folder, some of them at a time.</summary>
/// <param name="folder">Exists; each run gets a folder in it.</param>
/// <param name="runs">In the order in which they begin.</param>
public sealed class Comparison(string folder, IReadOnlyList<PlannedRun> runs)
{
    /// <summary>Runs at the same time.</summary>
    public int Jobs { get; init; } = Environment.ProcessorCount;

    /// <summary>Says who watches a run, when it begins; null: nobody.</summary>
    public Func<PlannedRun, IRunProgress>? Watch { get; init; }

    /// <summary>Runs them all, each to its end, to a failure, or until cancelled.</summary>
    /// <param name="cancellation">Interrupts those that run; the others end at their beginning.</param>
    /// <returns>Summaries and folders in the order of the runs.</returns>
    /// <exception cref="UserErrorException">A folder cannot be made; nothing has run.</exception>
    public async Task<IReadOnlyList<(RunSummary Run, string Folder)>> RunAsync(CancellationToken cancellation)
    {
        (RunSummary, string)[] results = new (RunSummary, string)[runs.Count];
        // All at once: a folder that is removed under the comparison must not come back.
        string[] folders = [.. runs.Select(run => RunFolder.CreateRun(folder, run.Estimator, run.Seed))];
        ParallelOptions parallel = new() { MaxDegreeOfParallelism = Jobs };
        await Parallel.ForAsync(0, runs.Count, parallel, async (index, _) =>
        {
            PlannedRun planned = runs[index];
            TrainingRun run = new(
                new SimulatedTrainingRuntime(), planned.Prepared, folders[index], planned.Command);
            IRunProgress progress = Watch?.Invoke(planned) ?? new SilentProgress();
            results[index] = (await run.ExecuteAsync(progress, cancellation), folders[index]);
        });
        return results;
    }
}
