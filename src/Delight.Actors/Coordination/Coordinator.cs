using Akka.Actor;
using Delight.Actors.Evaluation;
using Delight.Actors.Learners;
using Delight.Actors.Recording;
using Delight.Actors.Snapshots;

namespace Delight.Actors.Coordination;

/// <summary>Watches over one training and ends it.</summary>
/// <remarks>
/// <para>In: <see cref="TrainingFinished"/> from the learner, <see cref="FinalPolicyRecorded"/> from the recorder,
/// <see cref="RoleStopped"/> and <see cref="NodeReturned"/> from guardians, <see cref="CheckProgress"/> from itself.
/// Out: <see cref="EvaluatePolicy"/> of the final policy.</para>
/// <para>State: which of the first two it has heard, which workers have stopped, how far the training was.</para>
/// <para>Time: a timer to notice a training that stands still, or a final evaluation that got lost. Order: the first
/// two may come in either order.</para>
/// <para>Restart: its own failure ends the training, and so does the end of the last worker or of any other
/// role.</para>
/// </remarks>
public sealed class Coordinator : UntypedActor, IWithTimers
{
    private const string ProgressKey = "progress";

    private static readonly TimeSpan FinalEvaluationPatience = TimeSpan.FromMinutes(2);

    private readonly TrainingPlan _plan;
    private readonly ICanTell _evaluator;
    private readonly HashSet<string> _stopped = new(StringComparer.Ordinal);
    private readonly int _workers;
    private PolicySnapshot? _final;
    private bool _isRecorded;
    private long _episodes = -1;

    /// <summary>Makes the coordinator of a training.</summary>
    /// <param name="plan">What is trained; its outcome is completed.</param>
    /// <param name="evaluator">Measures the final policy.</param>
    public Coordinator(TrainingPlan plan, ICanTell evaluator)
    {
        (_plan, _evaluator) = (plan, evaluator);
        _workers = plan.Pools.Sum(pool => pool.Count);
    }

    /// <inheritdoc/>
    public ITimerScheduler Timers { get; set; } = null!;

    /// <inheritdoc/>
    protected override void PreStart() =>
        Timers.StartSingleTimer(ProgressKey, new CheckProgress(), _plan.StallTimeout);

    /// <inheritdoc/>
    protected override void PreRestart(Exception reason, object message) => Fail(reason);

    /// <inheritdoc/>
    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case TrainingFinished finished when _final is null:
                Keep(finished.Snapshot);
                break;
            case TrainingFinished:
                break; // the learner crashed after its end and came to it again
            case RoleStopped stopped:
                Miss(stopped);
                break;
            case NodeReturned returned:
                string prefix = TrainingNodes.PathOf(returned.Node, string.Empty);
                _stopped.RemoveWhere(role => role.StartsWith(prefix, StringComparison.Ordinal));
                break;
            case FinalPolicyRecorded:
                _isRecorded = true;
                break;
            case CheckProgress:
                RequireProgress();
                break;
            default:
                Unhandled(message);
                break;
        }

        if (_final is not null && _isRecorded)
        {
            _plan.Outcome.Complete();
        }
    }

    private void Keep(PolicySnapshot snapshot)
    {
        _final = snapshot;
        _plan.Outcome.Parameters = snapshot.Parameters.ToArray();
        _plan.Outcome.Version = snapshot.Version;
        Measure();
    }

    private void Measure()
    {
        _evaluator.Tell(new EvaluatePolicy(_final!), Self);
        Timers.StartSingleTimer(ProgressKey, new CheckProgress(), FinalEvaluationPatience);
    }

    private void RequireProgress()
    {
        if (_final is not null)
        {
            Measure();
            return;
        }

        if (_plan.Totals.Episodes == _episodes)
        {
            Fail(new TrainingStalledException(_plan.Totals.Updates, _plan.Learner.Steps, _plan.StallTimeout));
            return;
        }

        _episodes = _plan.Totals.Episodes; // updates may have been undone
        Timers.StartSingleTimer(ProgressKey, new CheckProgress(), _plan.StallTimeout);
    }

    private void Miss(RoleStopped stopped)
    {
        bool isWorker = stopped.Wave == RoleWave.Worker && _stopped.Add(stopped.Role);
        if (stopped.IsFatal)
        {
            _plan.Outcome.Fail(new RoleFailedException(stopped.Role, stopped.Cause));
        }
        else if (stopped.Wave != RoleWave.Worker)
        {
            Fail(new RoleLostException(
                $"{stopped.Role} has stopped after too many restarts, and the training needs it. The run's events say "
                + "what failed."));
        }
        else if (isWorker && _stopped.Count == _workers && _final is null)
        {
            Fail(new RoleLostException(
                "every rollout worker has stopped after too many restarts, so nothing is left to train on. The run's "
                + "events say what failed."));
        }
    }

    private void Fail(Exception failure) =>
        _plan.Outcome.Fail(new RoleFailedException(Self.Path.ToStringWithoutAddress(), failure));
}
