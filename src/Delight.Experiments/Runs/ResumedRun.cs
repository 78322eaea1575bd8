using System.Globalization;
using Delight.Actors.Recording;
using Delight.Experiments.Records;
using Delight.Experiments.Scenarios;
using Delight.Experiments.Text;
using Delight.Learning.Optimisers;
using Delight.Learning.Parts;

namespace Delight.Experiments.Runs;

/// <summary>A run that has ended, or was ended, and where it can go on.</summary>
/// <remarks>Holds the lock of the run's checkpoints until it is disposed.</remarks>
public sealed class ResumedRun : IDisposable
{
    /// <summary>What may differ: how far the run goes, and what computes it.</summary>
    private static readonly string[] MayDiffer = ["learner.steps", "policy.engine", "policy.device"];

    private readonly RunRecord _record;
    private readonly SavedCheckpoint _from;
    private string? _engine;

    private ResumedRun(RunRecord record, SavedCheckpoint from, FileCheckpointStore checkpoints, List<string> broken) =>
        (_record, _from, Checkpoints, PassedOver) = (record, from, checkpoints, broken);

    /// <summary>The store that the learner goes on with.</summary>
    public FileCheckpointStore Checkpoints { get; }

    /// <summary>Learner step of the checkpoint.</summary>
    public long Step => _from.Version.Step;

    /// <summary>Time of the run's clock at the checkpoint.</summary>
    public TimeSpan StartsAt => _from.Checkpoint.Elapsed;

    /// <summary>Restarts of actors before, as far as the record tells.</summary>
    public long RestartsBefore => Math.Max(
        _record.Summary.Restarts, _record.Events.Count(happened => happened.Kind == "actor-restarted"));

    /// <summary>Files that could not be used, a sentence each.</summary>
    public IReadOnlyList<string> PassedOver { get; }

    /// <summary>What the record tells of the resumption.</summary>
    public RunEvent Event => new(StartsAt, "run-resumed", "run", string.Create(
        CultureInfo.InvariantCulture,
        $"goes on from the checkpoint of step {Step}, term {_from.Version.Term}; it had come to step {_record.Steps}"
        + $"{(_engine is null ? string.Empty : $", on the engine {_engine}")}"
        + $"{(_record.Summary.Commit == BuildDescription.Current.Commit ? "." : ", by another build.")}"));

    /// <summary>Opens a run's folder and checks that the run can go on there; nothing is changed.</summary>
    /// <param name="folder">The folder of a run.</param>
    /// <param name="prepared">The scenario as the command line has it.</param>
    /// <param name="runtime">Name of the runtime.</param>
    /// <param name="catalogues">The parts that the recorded scenario may name.</param>
    /// <exception cref="UserErrorException">It cannot: one line for each problem.</exception>
    public static ResumedRun Open(
        string folder, PreparedScenario prepared, string runtime, PartCatalogues catalogues)
    {
        RunRecord record = RunRecord.Read(folder);
        RequireRuntimeThatIs(record);
        string[] problems =
            [.. Differences(record, prepared.Scenario, runtime, catalogues), .. NothingLeft(record, prepared.Scenario)];
        if (problems.Length > 0)
        {
            throw new UserErrorException(problems);
        }

        List<string> broken = [];
        FileCheckpointStore checkpoints = FileCheckpointStore.Open(folder, prepared.Origin, broken.Add);
        try
        {
            SavedCheckpoint from = checkpoints.LoadComplete() ?? throw new UserErrorException(
                $"{folder} has no checkpoint yet; a run is resumed from its newest one (learner.checkpointEvery is "
                + $"{prepared.Settings.Learner.CheckpointEvery}). Start it anew: {record.Summary.Command}");
            long steps = prepared.Scenario.Settings.Learner.Steps;
            return from.Version.Step <= steps
                ? new ResumedRun(record, from, checkpoints, broken) { _engine = NewEngine(record, prepared.Scenario) }
                : throw new UserErrorException(
                    $"learner.steps is {steps} and {folder} goes on from step {from.Version.Step}; it must be at least "
                    + $"that. Take --steps {record.Summary.StepsPlanned}.");
        }
        catch
        {
            checkpoints.Dispose();
            throw;
        }
    }

    /// <summary>The totals that the run goes on with: those of the checkpoint, and the recoveries that the record knows
    /// of.</summary>
    internal RunTotals Totals()
    {
        RunTotalsState state = _from.Totals.Totals;
        int recoveries = _record.Events.Count(happened => happened.Kind == "learner-recovered");
        return new RunTotals(state with
        {
            // The recorder takes what lies behind the checkpoint for undone as soon as the learner has recovered.
            Updates = Math.Max(state.Updates, _record.Steps),
            Recoveries = Math.Max(state.Recoveries, Math.Max(recoveries, _record.Summary.Recoveries)),
            UpdatesUndone = Math.Max(state.UpdatesUndone, _record.Summary.UpdatesUndone),
        });
    }

    /// <summary>The summary that the record goes on with.</summary>
    /// <param name="started">That of a run which begins now.</param>
    internal RunSummary Summary(RunSummary started) => started with
    {
        Started = _record.Summary.Started,
        WallTime = _record.Summary.WallTime > _from.Totals.WallTime ? _record.Summary.WallTime : _from.Totals.WallTime,
        Resumptions = _record.Summary.Resumptions + 1,
        Error = _from.Totals.Totals.EvaluationLast?.Error,
        Steps = Step,
    };

    /// <summary>Removes what comes again: newer checkpoints, and the results of an end.</summary>
    internal void RemoveUndone()
    {
        Checkpoints.RemoveAfter(_from.Version);
        File.Delete(Path.Combine(_record.Folder, RunFolder.PolicyFile));
        File.Delete(Path.Combine(_record.Folder, RunFolder.DivergedBatchFile));
    }

    /// <inheritdoc/>
    public void Dispose() => Checkpoints.Dispose();

    private static void RequireRuntimeThatIs(RunRecord record)
    {
        // Asked before all else: the remedies for other settings end in a command that is refused.
        if (record.Summary.Runtime == TrainingRuntimes.Threads)
        {
            throw new UserErrorException(
                $"the runtime in {Path.Combine(record.Folder, RunFolder.SummaryFile)} is '{TrainingRuntimes.Threads}', "
                + "which is gone: a resumed run keeps its runtime, and live runs are on Akka.NET. Start a new run "
                + "without --resume.");
        }
    }

    private static IEnumerable<string> Differences(
        RunRecord record, EffectiveScenario scenario, string runtime, PartCatalogues catalogues)
    {
        string file = Path.Combine(record.Folder, RunFolder.SummaryFile);
        if (record.Summary.Runtime != runtime)
        {
            yield return $"the runtime is {runtime} and {file} has {record.Summary.Runtime}; a resumed run keeps its "
                + $"runtime. Take the command that began it: {record.Summary.Command}";
        }

        EffectiveScenario before = RecordedScenario.Load(record, catalogues);
        foreach ((string path, string? now, string? then) in RecordedScenario.Differences(scenario, before))
        {
            if (!MayDiffer.Contains(path, StringComparer.Ordinal))
            {
                yield return $"{path} is {now ?? "not set"} and {file} has {then ?? "it not set"}; a resumed run keeps "
                    + $"all settings but {string.Join(", ", MayDiffer)}. Set it as it was, or start a new run without "
                    + "--resume.";
            }
        }

        bool isScheduled = scenario.Settings.Optimiser.Schedule != LearningRateSchedule.Constant;
        if (isScheduled && before.Settings.Learner.Steps != scenario.Settings.Learner.Steps)
        {
            yield return $"learner.steps is {scenario.Settings.Learner.Steps} and {file} has "
                + $"{before.Settings.Learner.Steps}; with optimiser.schedule "
                + $"{scenario.Value("optimiser.schedule").Text} the learning rate depends on it. Leave "
                + "the steps as they were, or start a new run without --resume.";
        }
    }

    /// <summary>The engine, where the run had another one; records of before there were engines had kernels.</summary>
    private static string? NewEngine(RunRecord record, EffectiveScenario scenario)
    {
        string? now = scenario.Value("policy.engine").Text;
        string then = (string?)record.Summary.EffectiveScenario["policy"]?["engine"] ?? "kernels";
        return now == then ? null : now;
    }

    private static IEnumerable<string> NothingLeft(RunRecord record, EffectiveScenario scenario)
    {
        if (record.Summary.Status == RunStatus.Finished && record.Summary.Steps >= scenario.Settings.Learner.Steps)
        {
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"{record.Folder} has finished its {record.Summary.Steps} steps, so nothing is left to do. Ask for "
                + $"more with --steps {2 * record.Summary.Steps}, or start a new run without --resume.");
        }
    }
}
