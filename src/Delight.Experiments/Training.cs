using System.Text;
using Delight.Actors.Testing.Training;
using Delight.Experiments.Files;
using Delight.Experiments.Records;
using Delight.Experiments.Runs;
using Delight.Experiments.Scenarios;
using Delight.Experiments.Settings;
using Delight.Experiments.Sweeps;
using Delight.Experiments.Text;

namespace Delight.Experiments;

/// <summary>Runs scenarios in virtual time, from code: the same seed gives the same run, bit for bit.</summary>
/// <remarks>Runs live on Akka.NET and clusters are for the command line, and for <c>Delight.Hosting</c>.</remarks>
public static class Training
{
    /// <summary>Runs a scenario to its end and records it.</summary>
    /// <param name="scenario">From <see cref="ScenarioFile.Load"/>, or put together in code.</param>
    /// <param name="options">Where to, and who watches.</param>
    /// <param name="cancellation">Interrupts it; the record then holds what was done.</param>
    /// <returns>The record; its summary says how the run ended.</returns>
    /// <exception cref="UserErrorException">It is refused, before anything runs: one line for each problem.</exception>
    /// <exception cref="IOException">The record cannot be written, or not any more.</exception>
    public static async Task<RunRecord> RunAsync(
        Scenario scenario, TrainingOptions? options = null, CancellationToken cancellation = default)
    {
        options ??= new TrainingOptions();
        PreparedScenario prepared =
            PreparedScenario.Prepare(ScenarioFile.Check(scenario, options.Catalogues), options.Catalogues);
        EffectiveScenario effective = prepared.Scenario;
        string folder =
            RunFolder.Create(options.Folder, effective.Name, effective.EstimatorLabel, TimeProvider.System);
        Keep(folder, effective);
        PlannedRun planned = Plan(prepared, Kept(folder));
        TrainingRun run = new(new SimulatedTrainingRuntime(), prepared, folder, planned.Command);
        return Record(await run.ExecuteAsync(Watch(planned, options), cancellation), folder);
    }

    /// <summary>Runs a scenario once for each estimator and seed; those of a seed share initial weights and
    /// contexts.</summary>
    /// <param name="scenario">With the first seed.</param>
    /// <param name="estimators">With options in parentheses: <c>kondo(share=0.1)</c>.</param>
    /// <param name="seeds">How many, from the scenario's own on.</param>
    /// <param name="options">Where to, and who watches.</param>
    /// <param name="cancellation">Interrupts them.</param>
    /// <returns>The records: estimators in the order given, the seeds of each together.</returns>
    /// <exception cref="UserErrorException">One is refused, before anything runs: a line for each problem.</exception>
    /// <exception cref="IOException">A record cannot be written, or not any more; the other runs came to their
    /// end.</exception>
    public static async Task<IReadOnlyList<RunRecord>> CompareAsync(
        Scenario scenario, IReadOnlyList<string> estimators, int seeds = 1, TrainingOptions? options = null,
        CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfZero(estimators.Count);
        ArgumentOutOfRangeException.ThrowIfLessThan(seeds, 1);
        options ??= new TrainingOptions();
        List<EffectiveScenario> scenarios =
        [
            .. from estimator in estimators
               from seed in Enumerable.Range(0, seeds)
               select ScenarioFile.Check(
                   scenario with { Estimator = PartText.Of(estimator), Seed = scenario.Seed + seed },
                   options.Catalogues),
        ];
        string[] repeats =
            [.. EstimatorList.Repeats(estimators.Zip(scenarios.Where((_, index) => index % seeds == 0)))];
        if (repeats.Length > 0)
        {
            throw new UserErrorException(repeats);
        }

        PreparedScenario first = PreparedScenario.Prepare(scenarios[0], options.Catalogues);
        using FolderClaim claim =
            ComparisonRequest.Open(options.Folder, first.Scenario.Name, TimeProvider.System);
        string folder = claim.Folder;
        ScenarioArguments kept = Kept(folder);
        PlannedRun[] runs =
        [
            .. scenarios.Select(one => Plan(PreparedScenario.Prepare(one, options.Catalogues, first.Task), kept)),
        ];
        Comparison comparison = new(folder, runs) // refuses a folder of other runs before anything is written
        {
            Jobs = options.Jobs, Watch = planned => Watch(planned, options),
        };
        Keep(folder, first.Scenario);
        new ComparisonRequest { Scenario = kept, Estimators = string.Join(',', estimators), Seeds = seeds }
            .Write(folder);
        IReadOnlyList<(RunSummary Run, string Folder)> results = await comparison.RunAsync(cancellation);
        return [.. results.Select(result => Record(result.Run, result.Folder))];
    }

    private static RunRecord Record(RunSummary run, string folder) =>
        run.IsUnwritable ? throw new IOException(run.Failure) : RunRecord.Read(folder);

    /// <summary>Runs a scenario once for each combination of values, estimator and seed, and goes on where an earlier
    /// process stopped.</summary>
    /// <param name="scenario">With the first seed.</param>
    /// <param name="axes">The settings to vary, with their values: <c>new("optimiser.learningRate", "1e-4",
    /// "1e-3")</c>.</param>
    /// <param name="cells">Estimators and seeds of each combination; null: the scenario's own.</param>
    /// <param name="options">Where to, and who watches. A folder may be that of an earlier sweep: its results are
    /// kept.</param>
    /// <param name="cancellation">Interrupts; finished runs are kept.</param>
    /// <returns>Every cell, and the best one.</returns>
    /// <exception cref="UserErrorException">It is refused, before anything runs: a line for each problem.</exception>
    /// <exception cref="IOException">A folder cannot be written.</exception>
    public static async Task<SweepResults> SweepAsync(
        Scenario scenario, IReadOnlyList<SweepAxis> axes, SweepOptions? cells = null,
        TrainingOptions? options = null, CancellationToken cancellation = default)
    {
        cells ??= new SweepOptions();
        ArgumentOutOfRangeException.ThrowIfLessThan(cells.Seeds, 1);
        options ??= new TrainingOptions();
        EffectiveScenario effective = ScenarioFile.Check(scenario, options.Catalogues);
        string folder = options.Folder is { } given
            ? RunFolder.Open(given, RunFolder.SweepFile)
            : RunFolder.Create(null, effective.Name, "sweep", TimeProvider.System);
        SweepRequest request = new()
        {
            Scenario = Kept(folder) with { Sets = [.. axes.Select(axis => axis.Text)] },
            Estimators = cells.Estimators.Count > 0 ? string.Join(',', cells.Estimators) : null,
            Seeds = cells.Seeds,
            Metric = cells.Metric,
        };
        using (FolderClaim.Take(folder, "Wait for it, or give this one another folder."))
        {
            EarlierSweep.Check(folder, request, effective, options.Catalogues);
            Keep(folder, effective);
            request.Write(folder);
        }

        Sweep sweep = new(request, options.Catalogues, TimeProvider.System)
        {
            Folder = folder, Jobs = options.Jobs, Watch = cell => Watch(
                cell.Scenario.EstimatorLabel, cell.Scenario.Settings, options),
        };
        try
        {
            return await sweep.RunAsync(cancellation);
        }
        catch (UserErrorException) when (!Directory.Exists(Path.Combine(folder, RunFolder.ResultsFolder)))
        {
            // Nothing has run, so nothing stays.
            File.Delete(Path.Combine(folder, RunFolder.ScenarioFile));
            File.Delete(Path.Combine(folder, RunFolder.SweepFile));
            throw;
        }
    }

    /// <summary>The scenario that is written beside the records. The environment of the command line has no part in
    /// it.</summary>
    private static ScenarioArguments Kept(string folder) => new()
    {
        Scenario = Path.Combine(folder, RunFolder.ScenarioFile), IgnoresEnvironment = true,
    };

    /// <summary>Writes the scenario beside the records, so that the command line can run it again.</summary>
    private static void Keep(string folder, EffectiveScenario scenario) => ReplacedFile.Write(
        Path.Combine(folder, RunFolder.ScenarioFile),
        stream => stream.Write(Encoding.UTF8.GetBytes(scenario.ToJson())));

    private static PlannedRun Plan(PreparedScenario prepared, ScenarioArguments kept) => new(
        prepared,
        ReplayCommand.One(kept, prepared.Scenario.EstimatorLabel, (ulong)prepared.Settings.Seed));

    private static IRunProgress Watch(PlannedRun planned, TrainingOptions options) =>
        Watch(planned.Estimator, planned.Prepared.Settings, options);

    private static IRunProgress Watch(string estimator, Scenario settings, TrainingOptions options) =>
        options.Progress is not { } progress ? new SilentProgress() : new ProgressReporter(
            new TrainingProgress(estimator, (ulong)settings.Seed, 0, settings.Learner.Steps, null, null), progress);
}
