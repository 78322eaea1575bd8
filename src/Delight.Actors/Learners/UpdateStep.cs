using Delight.Actors.Recording;
using Delight.Actors.Telemetry;
using Delight.Learning.Parameters;
using Delight.Learning.Training;

namespace Delight.Actors.Learners;

/// <summary>One update after the other: rows from the queue, a step of the trainer, and what there is to say of
/// it.</summary>
/// <param name="parts">Audit, random streams, task.</param>
/// <param name="options">Sizes and intervals.</param>
/// <param name="trainer">Owned by the learner.</param>
/// <remarks>Not thread-safe: owned by the learner.</remarks>
internal sealed class UpdateStep(LearnerParts parts, LearnerOptions options, PolicyTrainer trainer)
{
    private readonly TrainingBatch _batch = new(
        options.BatchRows, parts.Trainer.Task.Shape, parts.Trainer.Task.ContextBytes);

    private readonly ExperienceReplay? _replay =
        options.ReplayBatches > 1 ? new ExperienceReplay(options.ReplayBatches) : null;

    private readonly ConsumptionCount _consumption = new();
    private MeasurementWindow _window = new();

    /// <summary>Takes an update.</summary>
    /// <param name="queue">Has the rows of a batch.</param>
    /// <param name="version">Before the update.</param>
    /// <param name="recovered">The step at which its term began.</param>
    /// <returns>What it trained on.</returns>
    public BatchTrained Take(TrajectoryQueue queue, PolicyVersion version, long recovered)
    {
        using (LearnerTelemetry.BeginPhase("batch"))
        {
            _batch.Clear();
            queue.Take(options.BatchRows, Consume);
            _replay?.Draw(parts.Random("experience-replay", version.Step), Use);
        }

        using (LearnerTelemetry.BeginPhase("step"))
        {
            _window.Add(trainer.Step(_batch, options.MeasuresCosines && IsMeasured(version.Next.Step)));
        }

        _window.AddPools(_consumption.Pools, trainer.Effects, _batch.Rewards);
        BatchTrained trained = _consumption.Report(version.Next);
        _window.AddRows(trained.Staleness, trainer.Effects);
        return trained;

        void Consume(TrajectoryQueue.Waiting waited)
        {
            parts.Audit?.Trained(version.Next, waited.Rows);
            if (_replay is null)
            {
                Use(waited);
            }
            else
            {
                _replay.Add(waited);
            }
        }

        void Use(TrajectoryQueue.Waiting waited)
        {
            waited.Rows.AddTo(_batch);
            _consumption.Add(waited, version, recovered);
        }
    }

    /// <summary>Counts rows that were dropped since they teach nothing.</summary>
    /// <param name="rewards">One for each.</param>
    public void LeaveOut(ReadOnlySpan<float> rewards) => _window.AddDropped(rewards);

    /// <summary>The measurement that is due after an update; null where none is.</summary>
    /// <param name="version">After the update.</param>
    public UpdateMeasurement? MeasureIfDue(PolicyVersion version)
    {
        if (!IsMeasured(version.Step))
        {
            return null;
        }

        UpdateMeasurement measured = _window.Measure(version.Step, parts.Clock.Elapsed);
        _window = new MeasurementWindow();
        return measured;
    }

    private bool IsMeasured(long step) => step % options.MeasureEvery == 0 || step >= options.Steps;
}
