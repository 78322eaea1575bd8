using Delight.Actors.Testing.Training;
using Delight.Experiments.Files;
using Delight.Experiments.Records;
using Delight.Experiments.Runs;
using Delight.Experiments.Scenarios;
using Delight.Experiments.Streams;
using Delight.Experiments.Text;
using Delight.Learning.Parts;
using Delight.Learning.Tasks;

namespace Delight.Experiments.Sweeps;

/// <summary>Runs cells in folders of their own, which are gone when their results are there.</summary>
/// <param name="catalogues">The parts that scenarios may name.</param>
/// <param name="workFolder">Holds the folders; what an earlier process left there is removed.</param>
/// <param name="clock">The wall clock.</param>
/// <remarks>A run is never gone on with in its middle: what is in flight at a checkpoint is lost, so that its numbers
/// would not be those of a run that was never interrupted.</remarks>
internal sealed class CellRunner(PartCatalogues catalogues, string workFolder, TimeProvider clock)
{
    private readonly Dictionary<string, ITask> _tasks = new(StringComparer.Ordinal);
    private readonly Lock _lock = new();
    private readonly SilentProgress _silent = new();


    /// <summary>Creates the parts of a cell; what cannot be used is refused here, before anything runs.</summary>
    /// <exception cref="UserErrorException">Task or policy cannot be used.</exception>
    public PreparedScenario Prepare(ExperimentCell cell)
    {
        if (cell.Variant.RecordedWith is not null)
        {
            StreamScenario.RequireRecordable(cell.Scenario);
        }

        string label = cell.Scenario.TaskLabel;
        lock (_lock)
        {
            PreparedScenario prepared = PreparedScenario.Prepare(
                cell.Scenario, catalogues, _tasks.GetValueOrDefault(label));
            _tasks[label] = prepared.Task;
            return prepared;
        }
    }

    /// <summary>Runs a cell by itself.</summary>
    /// <param name="cell">Which.</param>
    /// <param name="experiment">For whom.</param>
    /// <param name="watcher">Hears how it gets on; null: nobody does.</param>
    /// <param name="cancellation">Interrupts.</param>
    /// <returns>Null where it was interrupted.</returns>
    /// <exception cref="IOException">The work folder cannot be written.</exception>
    public async Task<CellResult?> RunAsync(
        ExperimentCell cell, string experiment, IRunProgress? watcher, CancellationToken cancellation)
    {
        IRunProgress progress = watcher ?? _silent;
        using WorkFolder work = new(Path.Combine(workFolder, cell.Key));
        string command = ReplayCommand.Simulate(cell.Arguments);
        using PassMeter meter = new(clock);
        TrainingRun run = new(new SimulatedTrainingRuntime(), Prepare(cell), work.Path, command)
        {
            Attachments = [meter],
        };
        progress.Begin();
        RunSummary summary = RequireWritable(await run.ExecuteAsync(progress, cancellation));
        return summary.Status == RunStatus.Interrupted
            ? null
            : CellResults.Of(cell, experiment, RunRecord.Read(work.Path), meter.Seconds, command);
    }

    /// <summary>Runs the beginning of a cell for nothing, so that what is compiled on first use is compiled.</summary>
    /// <exception cref="IOException">The work folder cannot be written.</exception>
    public async Task WarmUpAsync(ExperimentCell cell, CancellationToken cancellation)
    {
        ScenarioOverride few = new("learner.steps", "300", "warm-up");
        ExperimentVariant variant = cell.Variant with { LastSets = [.. cell.Variant.LastSets, few] };
        _ = await RunAsync(Cell(cell with { Variant = variant }), "warm-up", null, cancellation);
    }

    /// <summary>Records one run and replays it on several estimators.</summary>
    /// <param name="cells">Of one variant, point and seed.</param>
    /// <param name="experiment">For whom.</param>
    /// <param name="cancellation">Interrupts.</param>
    /// <returns>Results in the order of the cells; empty where it was interrupted.</returns>
    /// <exception cref="IOException">The work folder cannot be written.</exception>
    public async Task<IReadOnlyList<CellResult>> ReplayAsync(
        IReadOnlyList<ExperimentCell> cells, string experiment, CancellationToken cancellation)
    {
        using WorkFolder work = new(Path.Combine(workFolder, cells[0].Key));
        ExperimentCell recorder = Recorder(cells[0]);
        string command = ReplayCommand.Simulate(recorder.Arguments) + " --record --out RECORDED";
        PreparedScenario prepared = Prepare(recorder);
        string recorded = Directory.CreateDirectory(Path.Combine(work.Path, "recorded")).FullName;
        string stream = Path.Combine(recorded, RunFolder.StreamFile);
        SimulatedTrainingRuntime runtime = new();
        using (StreamRecorder attachment = new(stream, StreamScenario.HeaderOf(prepared, runtime.Name)))
        {
            TrainingRun run = new(runtime, prepared, recorded, command) { Attachments = [attachment] };
            RunSummary summary = RequireWritable(await run.ExecuteAsync(_silent, cancellation));
            if (summary.Status == RunStatus.Interrupted)
            {
                return [];
            }

            _ = attachment.Complete();
        }

        return Replay(stream, (cells, experiment, command), work.Path, cancellation);
    }

    private IReadOnlyList<CellResult> Replay(
        string stream, (IReadOnlyList<ExperimentCell> Cells, string Experiment, string Command) asked, string folder,
        CancellationToken cancellation)
    {
        StreamSurvey survey = StreamSurvey.Read(stream);
        List<(EstimatorReplay Replay, ExperimentCell Cell, string Folder, string Command)> replays = [];
        try
        {
            foreach (ExperimentCell cell in asked.Cells)
            {
                string own = RunFolder.CreateRun(folder, cell.Estimator.Label, (ulong)cell.Seed);
                string command = $"{asked.Command}; " + ReplayCommand.Replay(
                    "RECORDED", cell.Estimator.Name,
                    [.. cell.Estimator.Sets.Select(set => $"{set.Path}={set.Value}")], []);
                PreparedScenario prepared = Prepare(cell);
                RunSummary start = TrainingRun.Describe(prepared, RunSummary.ReplayRuntime, command) with
                {
                    StepsPlanned = Math.Min(survey.Updates, cell.Scenario.Settings.Learner.Steps),
                    Dropped = survey.Dropped,
                };
                replays.Add((new EstimatorReplay(own, prepared, start, _silent), cell, own, command));
            }

            StreamReplay.Run(stream, survey, [.. replays.Select(entry => entry.Replay)], 1, cancellation);
            replays.ForEach(entry => RequireWritable(entry.Replay.Result!));
            return replays.Exists(entry => entry.Replay.Result!.Status == RunStatus.Interrupted)
                ? []
                : [.. replays.Select(entry => CellResults.Of(
                    entry.Cell, asked.Experiment, RunRecord.Read(entry.Folder), null, entry.Command))];
        }
        finally
        {
            replays.ForEach(entry => entry.Replay.Dispose());
        }
    }

    /// <summary>A full disk is no result of a cell.</summary>
    private static RunSummary RequireWritable(RunSummary run) =>
        run.IsUnwritable ? throw new IOException(run.Failure) : run;

    /// <summary>The run whose stream is replayed: the cell's own with the recording estimator.</summary>
    private ExperimentCell Recorder(ExperimentCell cell)
    {
        string name = cell.Variant.RecordedWith!;
        return Cell(cell with
        {
            Variant = cell.Variant with { RecordedWith = null }, Estimator = new ExperimentEstimator(name, name, []),
        });
    }

    /// <summary>The same place with what was changed in it.</summary>
    private ExperimentCell Cell(ExperimentCell changed)
    {
        List<string> problems = [];
        return ExperimentPlan.Cell(changed, catalogues, problems) ?? throw new UserErrorException(problems);
    }

    /// <summary>An empty folder that goes away with its run.</summary>
    private sealed class WorkFolder : IDisposable
    {
        public WorkFolder(string path)
        {
            Path = System.IO.Path.GetFullPath(path);
            try
            {
                Clear();
                Directory.CreateDirectory(Path);
            }
            catch (Exception failure) when (UnwritableFileException.IsKind(failure))
            {
                throw UnwritableFileException.Of(Path, failure);
            }
        }

        public string Path { get; }

        public void Dispose()
        {
            try
            {
                Clear();
            }
            catch (Exception failure) when (UnwritableFileException.IsKind(failure))
            {
                // The next run of this cell clears it, and says where it cannot.
            }
        }

        private void Clear()
        {
            if (Directory.Exists(Path))
            {
                Directory.Delete(Path, recursive: true);
            }
        }
    }
}
