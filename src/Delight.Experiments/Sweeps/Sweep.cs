using Delight.Experiments.Extensions;
using Delight.Experiments.Files;
using Delight.Experiments.Records;
using Delight.Experiments.Runs;
using Delight.Experiments.Text;
using Delight.Learning.Parts;

namespace Delight.Experiments.Sweeps;

/// <summary>Runs a scenario once for each combination of values, estimator and seed, and keeps each result as soon as
/// it is there.</summary>
/// <param name="request">What to run.</param>
/// <param name="catalogues">The parts that the scenario may name.</param>
/// <param name="clock">The wall clock.</param>
/// <remarks>It is an <see cref="Experiment"/> that a command line made. Whoever asks again, with the same folder, goes
/// on with what is missing, however the earlier process ended.</remarks>
public sealed class Sweep(SweepRequest request, PartCatalogues catalogues, TimeProvider clock)
{
    private static readonly TimeSpan PageInterval = TimeSpan.FromSeconds(5);

    /// <summary>A new or empty folder, or that of an earlier sweep; null: one in <c>runs</c> that belongs to the
    /// request, so that the same request finds it again.</summary>
    public string? Folder { get; init; }

    /// <summary>Runs at the same time.</summary>
    public int Jobs { get; init; } = Environment.ProcessorCount;

    /// <summary>Gets a line for each result, with the time left.</summary>
    public TextWriter Output { get; init; } = TextWriter.Null;

    /// <summary>Says who watches a run; asked for all that are to run before the first one begins. Null: nobody
    /// does.</summary>
    public Func<ExperimentCell, IRunProgress>? Watch { get; init; }

    /// <summary>Writes a page of what is there; called at the end, and every few seconds before it.</summary>
    public Action<SweepResults>? Page { get; init; }

    /// <summary>Runs what is missing.</summary>
    /// <param name="cancellation">Interrupts; runs at hand are dropped, results stay.</param>
    /// <exception cref="UserErrorException">It is refused before anything runs: a line for each problem.</exception>
    /// <exception cref="IOException">A folder cannot be written.</exception>
    public async Task<SweepResults> RunAsync(CancellationToken cancellation = default)
    {
        Experiment experiment = SweepExperiment.Of(request, catalogues);
        string wanted = Folder ?? request.FolderOf(experiment.Name);
        ExperimentRunner runner = new(catalogues, Path.Combine(wanted, RunFolder.WorkFolder), clock)
        {
            Jobs = Jobs, Watch = Watch,
        };
        ExperimentPlan plan = runner.Plan([experiment])[0];
        string folder = RunFolder.Open(wanted, RunFolder.SweepFile);
        using FolderClaim claim = FolderClaim.Take(folder, "Wait for it, or give this one another --out DIR.");
        EarlierSweep.Check(folder, request, plan.Cells[0].Scenario, catalogues);
        KeptAssemblies.Check(folder, request.Scenario.Assemblies);
        ResultStore store = ResultStore.Open(Path.Combine(folder, RunFolder.ResultsFolder), catalogues);
        request.Write(folder);
        string cells = NumberText.Counted(
            experiment.Variants[0].Points.Count * experiment.Variants[0].Estimators.Count, "cell");
        Output.WriteLine($"results in {folder}");
        ExperimentProgress progress = new(Output, Jobs, [(plan, store)], cells)
        {
            Shown = Metric.Find(request.Metric)!,
        };
        Pages pages = new(clock, Output, () => Page?.Invoke(ResultsOf(plan, store, folder)));
        await runner.RunAsync(
            plan, store,
            (cell, result) =>
            {
                progress.Done(experiment.Name, cell, result);
                pages.Due();
            },
            cancellation);
        SweepResults results = ResultsOf(plan, store, folder);
        Page?.Invoke(results);
        return results;
    }

    private SweepResults ResultsOf(ExperimentPlan plan, ResultStore store, string folder) =>
        new(request, ExperimentResults.Of(plan, store), folder);

    /// <summary>Writes now and then; one at a time.</summary>
    private sealed class Pages(TimeProvider clock, TextWriter output, Action write)
    {
        private readonly Lock _lock = new();
        private long _writtenAt = clock.GetTimestamp();

        public void Due()
        {
            lock (_lock)
            {
                if (clock.GetElapsedTime(_writtenAt) < PageInterval)
                {
                    return;
                }

                _writtenAt = clock.GetTimestamp();
                try
                {
                    write();
                }
                catch (IOException failure)
                {
                    // Results are worth more than a page that is written again; the last one must succeed.
                    output.WriteLine($"no page for now: {failure.Message}");
                }
            }
        }
    }
}
