using System.Globalization;
using Delight.Actors.Coordination;
using Delight.Actors.Recording;
using Delight.Experiments.Records;
using Delight.Experiments.Scenarios;
using Delight.Experiments.Text;

namespace Delight.Experiments.Runs;

/// <summary>A live run that goes on from its newest checkpoint.</summary>
/// <remarks>What was under way then is lost and counted: rows in queues and in the workers' hands. The staleness of the
/// first batches after it differs from that of a run without an interruption.</remarks>
internal sealed class CheckpointedRun : ResumedRun
{
    private readonly SavedCheckpoint _from;
    private readonly IReadOnlyList<string> _passedOver;
    private string? _engine;

    private CheckpointedRun(
        RunRecord record, FileCheckpointStore files, SavedCheckpoint from, IReadOnlyList<string> passedOver)
        : base(record, files) => (_from, _passedOver) = (from, passedOver);

    /// <inheritdoc/>
    public override long Step => _from.Version.Step;

    /// <inheritdoc/>
    public override string Announcement => string.Create(CultureInfo.InvariantCulture,
        $"from step {Step} on; what was under way there ({_from.Checkpoint.RowsOutstanding} rows) is lost");

    /// <inheritdoc/>
    internal override long RestartsBefore => Math.Max(
        Record.Summary.Restarts, Record.Events.Count(happened => happened.Kind == "actor-restarted"));

    private TimeSpan StartsAt => _from.Checkpoint.Elapsed;

    /// <summary>Finds the checkpoint.</summary>
    /// <exception cref="UserErrorException">There is none, or it lies behind the last step.</exception>
    internal static CheckpointedRun Of(
        RunRecord record, FileCheckpointStore files, EffectiveScenario scenario, IReadOnlyList<string> passedOver)
    {
        SavedCheckpoint from = files.LoadComplete() ?? throw new UserErrorException(
            $"{record.Folder} has no checkpoint yet; a live run is resumed from its newest one "
            + $"(learner.checkpointEvery is {scenario.Settings.Learner.CheckpointEvery}). Start it anew: "
            + record.Summary.Command);
        long steps = scenario.Settings.Learner.Steps;
        return from.Version.Step <= steps
            ? new CheckpointedRun(record, files, from, passedOver) { _engine = NewEngine(record, scenario) }
            : throw new UserErrorException(
                $"learner.steps is {steps} and {record.Folder} goes on from step {from.Version.Step}; it must be at "
                + $"least that. Take --steps {record.Summary.StepsPlanned}.");
    }

    /// <inheritdoc/>
    public override (bool IsRecorded, bool IsTraced) Attachments((bool IsRecorded, bool IsTraced) asked) =>
        asked == default ? asked : throw new UserErrorException(
            $"--resume {Record.Folder} and --record or --trace are both given; a stream or a trace is of a whole run, "
            + "and a live run goes on from its checkpoint. Leave out one of them.");

    /// <inheritdoc/>
    internal override TrainingPlan Continue(TrainingPlan plan) =>
        plan with { Checkpoints = Files, StartsAt = StartsAt, Totals = Totals() };

    /// <inheritdoc/>
    internal override RunRecorder OpenRecord(RunSummary started, Action<UserErrorException> diverged)
    {
        Files.RemoveAfter(_from.Version); // what comes again
        File.Delete(Path.Combine(Record.Folder, RunFolder.PolicyFile));
        File.Delete(Path.Combine(Record.Folder, RunFolder.DivergedBatchFile));
        RunSummary kept = Kept(started) with
        {
            WallTime = Record.Summary.WallTime > _from.Totals.WallTime ? Record.Summary.WallTime
                : _from.Totals.WallTime,
            Error = _from.Totals.Totals.EvaluationLast?.Error,
            Steps = Step,
        };
        RunRecorder recorder = RunRecorder.Resume(Record.Folder, kept, Step, TimeProvider.System, Files);
        foreach (string sentence in _passedOver)
        {
            recorder.Write(new RunEvent(StartsAt, "checkpoint-passed-over", "run", sentence));
        }

        recorder.Write(new RunEvent(StartsAt, "run-resumed", "run", string.Create(
            CultureInfo.InvariantCulture,
            $"goes on from the checkpoint of step {Step}, term {_from.Version.Term}; it had come to step {Record.Steps}"
            + $"{(_engine is null ? string.Empty : $", on the engine {_engine}")}"
            + $"{(Record.Summary.Commit == BuildDescription.Current.Commit ? string.Empty : ", by another build")}. "
            + $"{_from.Checkpoint.RowsOutstanding} rows were under way and are lost: staleness differs for a while.")));
        return recorder;
    }

    /// <summary>The engine, where the run had another one; records of before there were engines had kernels.</summary>
    private static string? NewEngine(RunRecord record, EffectiveScenario scenario)
    {
        string? now = scenario.Value("policy.engine").Text;
        string then = (string?)record.Summary.EffectiveScenario["policy"]?["engine"] ?? "kernels";
        return now == then ? null : now;
    }

    /// <summary>The totals that the run goes on with: those of the checkpoint, and the recoveries that the record knows
    /// of.</summary>
    private RunTotals Totals()
    {
        RunTotalsState state = _from.Totals.Totals;
        int recoveries = Record.Events.Count(happened => happened.Kind == "learner-recovered");
        return new RunTotals(state with
        {
            // The recorder takes what lies behind the checkpoint for undone as soon as the learner has recovered.
            Updates = Math.Max(state.Updates, Record.Steps),
            Recoveries = Math.Max(state.Recoveries, Math.Max(recoveries, Record.Summary.Recoveries)),
            UpdatesUndone = Math.Max(state.UpdatesUndone, Record.Summary.UpdatesUndone),
        });
    }
}
