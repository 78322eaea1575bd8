using Akka.Actor;
using Delight.Actors.Evaluation;
using Delight.Actors.Running;
using Delight.Learning.Parameters;

namespace Delight.Actors.Recording;

/// <summary>Adds up what the other roles tell it and passes measurements on to the run's record.</summary>
/// <param name="totals">Written by this actor alone.</param>
/// <param name="sink">Where measurements go.</param>
/// <param name="stepsTotal">The evaluation of this step is the last one.</param>
/// <param name="coordinator">Hears when the record is complete.</param>
/// <param name="clock">Clock of the run.</param>
/// <remarks>
/// <para>In: <see cref="BatchTrained"/>, <see cref="RowsDropped"/>, <see cref="UpdatesMeasured"/>,
/// <see cref="PolicyEvaluated"/>, <see cref="LearnerRecovered"/>, <see cref="CheckpointSaved"/>,
/// <see cref="ConfirmLastCheckpoint"/>. Out: <see cref="FinalPolicyRecorded"/>,
/// <see cref="LastCheckpointSaved"/>.</para>
/// <para>State: totals, bounded by the largest staleness, and the versions that were evaluated.</para>
/// <para>Time: read for evaluations. Order: any; evaluations are recorded as they come, and the evaluation of the final
/// policy may overtake the report of the last update: the record is complete with both. Asked for again, the evaluation
/// is enough, for the report may have got lost with a learner that crashed.</para>
/// <para>Restart: goes on with the same totals.</para>
/// </remarks>
public sealed class Recorder(RunTotals totals, IRunSink sink, long stepsTotal, ICanTell coordinator, RunClock clock)
    : UntypedActor
{
    private readonly SortedSet<PolicyVersion> _evaluated = [];
    private long? _recoveredAt;
    private bool _isFinalEvaluated;

    /// <inheritdoc/>
    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case BatchTrained trained:
                totals.Updates = trained.Version.Step;
                foreach ((long staleness, int rows) in trained.Staleness)
                {
                    totals.Staleness.Add(staleness, rows);
                }

                totals.Frictions.Add(trained.Frictions);
                totals.Consumed.Add(trained.Consumed);
                sink.Trained(trained);
                EndIfComplete();
                break;
            case RowsDropped dropped:
                int? ageClass = dropped.Staleness is { } age ? DropKey.ClassOf(age) : null;
                totals.CountDrop(dropped.Rows, new DropKey(dropped.Reason, ageClass, dropped.Difficulty));
                sink.Dropped(dropped);
                break;
            case LearnerRecovered recovered:
                Recover(recovered);
                EndIfComplete();
                break;
            case CheckpointSaved saved:
                sink.Saved(saved.Version, totals);
                break;
            case ConfirmLastCheckpoint confirm:
                confirm.Asker.Tell(new LastCheckpointSaved(), Self);
                break;
            case UpdatesMeasured measured:
                sink.Write(measured.Measurement);
                break;
            case PolicyEvaluated evaluated:
                Record(evaluated);
                break;
            default:
                Unhandled(message);
                break;
        }
    }

    private void Recover(LearnerRecovered recovered)
    {
        long step = recovered.Version.Step;
        totals.Recoveries++;
        totals.UpdatesUndone += Math.Max(0, totals.Updates - step);
        totals.Updates = step;
        if (_recoveredAt != step && recovered.RowsLost > 0) // one checkpoint's rows get lost once
        {
            totals.CountDrop(recovered.RowsLost, new DropKey("crash", null, null));
        }

        _recoveredAt = step;
    }

    private void Record(PolicyEvaluated evaluated)
    {
        if (!_evaluated.Add(evaluated.Version))
        {
            // Asked for again, since the answer or the last report was long in coming.
            if (evaluated.Version.Step == stepsTotal)
            {
                coordinator.Tell(new FinalPolicyRecorded(), Self);
            }

            return;
        }

        EvaluationMeasurement measurement = EvaluationMeasurement.Of(
            evaluated.Version.Step, clock.Elapsed, evaluated.Figures, evaluated.Rows);
        if (_evaluated.Max == evaluated.Version)
        {
            totals.EvaluationLast = measurement;
        }

        sink.Write(measurement);
        _isFinalEvaluated |= measurement.Step == stepsTotal;
        EndIfComplete();
    }

    private void EndIfComplete()
    {
        if (_isFinalEvaluated && totals.Updates >= stepsTotal)
        {
            coordinator.Tell(new FinalPolicyRecorded(), Self);
        }
    }
}
