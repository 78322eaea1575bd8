using System.Globalization;
using Delight.Actors.Coordination;
using Delight.Actors.Recording;
using Delight.Experiments.Records;
using Delight.Experiments.Scenarios;
using Delight.Experiments.Settings;
using Delight.Experiments.Text;

namespace Delight.Experiments.Runs;

/// <summary>A simulated run that goes on where its record ends: it runs again up to there, and each line must be the
/// one that was recorded. Nothing is written before.</summary>
/// <remarks>What was under way at the interruption is under way again, to the bit: messages, timers, rows in queues,
/// policies in the workers' hands. The run ends with the digest of one that was never interrupted.</remarks>
internal sealed class RepeatedRun : ResumedRun
{
    private readonly long _steps;
    private readonly long? _endsAfter;
    private readonly RepeatedCheckpoints _checkpoints;

    private RepeatedRun(RunRecord record, FileCheckpointStore files, EffectiveScenario scenario)
        : base(record, files)
    {
        _steps = scenario.Settings.Learner.Steps;
        long planned = record.Summary.StepsPlanned;
        _endsAfter = planned == _steps ? null : Math.Min(planned, _steps) - UpdatesInFlight(scenario);
        _checkpoints = new RepeatedCheckpoints(files, _endsAfter);
    }

    /// <inheritdoc/>
    public override long Step => 0;

    /// <inheritdoc/>
    public override string Announcement => string.Create(
        CultureInfo.InvariantCulture, $"runs again up to step {Record.Steps}, compared line by line, and goes on");

    /// <inheritdoc/>
    internal override long RestartsBefore => 0;

    /// <summary>Checks how far it is to go.</summary>
    /// <exception cref="UserErrorException">Not as far as it has come.</exception>
    internal static RepeatedRun Of(RunRecord record, FileCheckpointStore files, EffectiveScenario scenario)
    {
        long steps = scenario.Settings.Learner.Steps;
        return record.Steps <= steps
            ? new RepeatedRun(record, files, scenario)
            : throw new UserErrorException(
                $"learner.steps is {steps} and {record.Folder} has come to step {record.Steps}; it must be at least "
                + $"that. Take --steps {record.Summary.StepsPlanned}.");
    }

    /// <inheritdoc/>
    public override (bool IsRecorded, bool IsTraced) Attachments((bool IsRecorded, bool IsTraced) asked) => (
        asked.IsRecorded || RunFolder.HasOrHad(Record.Folder, RunFolder.StreamFile),
        asked.IsTraced || RunFolder.HasOrHad(Record.Folder, RunFolder.TraceFile));

    /// <inheritdoc/>
    internal override TrainingPlan Continue(TrainingPlan plan) => plan with { Checkpoints = _checkpoints };

    /// <inheritdoc/>
    internal override RunRecorder OpenRecord(RunSummary started, Action<UserErrorException> diverged)
    {
        TimeSpan? sureUntil = _endsAfter is not { } step ? null
            : Record.Updates.LastOrDefault(update => update.Step <= step)?.Time ?? TimeSpan.Zero;
        (RecordedLines metrics, RecordedLines events) = RepeatedRecord.Read(Record.Folder, sureUntil);
        TimeSpan ended = Record.Updates.Select(update => update.Time)
            .Concat(Record.Evaluations.Select(evaluation => evaluation.Time))
            .Concat(Record.Events.Select(happened => happened.Time)).DefaultIfEmpty().Max();
        RepeatedRecord repeated = new(metrics, events)
        {
            Before = Record.Summary, Diverged = where => diverged(Refusal(where)), CaughtUp = () =>
            {
                File.Delete(Path.Combine(Record.Folder, RunFolder.PolicyFile));
                File.Delete(Path.Combine(Record.Folder, RunFolder.DivergedBatchFile));
                return new RunEvent(ended, "run-resumed", "run", string.Create(
                    CultureInfo.InvariantCulture,
                    $"ran again up to step {Record.Steps}, the same line by line, and goes on to step {_steps}."));
            },
        };
        RunSummary kept = Kept(started);
        RunSummary summary = kept with { WallTime = kept.WallTime > Files.WallTime ? kept.WallTime : Files.WallTime };
        RunRecorder recorder =
            RunRecorder.Repeat(repeated, summary, TimeProvider.System, _checkpoints.SaveTotals);
        _checkpoints.Recorder = recorder;
        return recorder;
    }

    /// <summary>What a refusal says of a run that came out otherwise.</summary>
    /// <param name="where">The first line that differs.</param>
    private UserErrorException Refusal(string where)
    {
        string then = Record.Summary.Commit ?? "unknown", now = BuildDescription.Current.Commit ?? "unknown";
        string builds = then == now ? $"Both are of commit {now}: this is a defect, please report it"
            : $"The record is of commit {then} and this build of {now}: take that build";
        return new UserErrorException(
            $"{where}; a simulated run goes on only where it comes out again to the bit. {builds}, or start a new run: "
            + Record.Summary.Command);
    }

    /// <summary>Updates that the rows in flight are enough for, and one more: a learner asks for no rows behind its
    /// last step.</summary>
    private static long UpdatesInFlight(EffectiveScenario scenario)
    {
        LearnerSettings learner = scenario.Settings.Learner;
        return ((learner.RowsInFlightMax + learner.BatchRows - 1) / learner.BatchRows) + 1;
    }
}
