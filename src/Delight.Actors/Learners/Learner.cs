using Delight.Actors.Evaluation;
using Delight.Actors.Frictions;
using Delight.Actors.ParameterServers;
using Delight.Actors.Port;
using Delight.Actors.Rollouts;
using Delight.Actors.Snapshots;
using Delight.Learning.Parameters;
using Delight.Learning.Training;

namespace Delight.Actors.Learners;

/// <summary>Grants work, admits trajectories, forms batches, takes optimiser steps, and raises the version.</summary>
/// <remarks>
/// <para>In: <see cref="RequestWork"/> and <see cref="TrajectoriesReady"/> from workers, <see cref="TrainNextBatch"/>
/// from itself, <see cref="Terminated"/>. Out: <see cref="GenerateRollouts"/>, <see cref="PublishPolicy"/>,
/// <see cref="EvaluatePolicy"/>, <see cref="BatchTrained"/>, <see cref="RowsDropped"/>, <see cref="UpdatesMeasured"/>,
/// <see cref="TrainingFinished"/>.</para>
/// <para>State: parameters and optimiser, and at most <see cref="LearnerOptions.RowsInFlightMax"/> rows queued or
/// granted.</para>
/// <para>Time: busy for <see cref="LearnerOptions.StepTime"/> an update. Order: any arrival order of the same rows in
/// the same batch gives the same update.</para>
/// <para>Restart: starts from the initial parameters, so its supervision escalates instead.</para>
/// </remarks>
public sealed class Learner : IActor
{
    private readonly LearnerOptions _options;
    private readonly LearnerPeers _peers;
    private readonly SnapshotPool _snapshots;
    private readonly PolicyTrainer _trainer;
    private readonly TrainingBatch _batch;
    private readonly AdmissionControl _admission;
    private readonly WorkLedger _ledger = new();
    private readonly TrajectoryQueue _queue = new();
    private List<(long Staleness, int Rows)> _staleness = [];
    private FrictionCounts _frictions = new();
    private MeasurementWindow _window = new();
    private PolicyVersion _version = PolicyVersion.Initial;
    private PolicyVersion _published = PolicyVersion.Initial;

    /// <summary>Makes a learner at its initial parameters.</summary>
    /// <param name="parts">What the trainer is put together from; as many rows as a batch has.</param>
    /// <param name="options">Sizes, times, intervals.</param>
    /// <param name="peers">Whom it talks to.</param>
    /// <param name="snapshots">Where published parameters are copied to.</param>
    public Learner(TrainerParts parts, LearnerOptions options, LearnerPeers peers, SnapshotPool snapshots)
    {
        (_options, _peers, _snapshots) = (options, peers, snapshots);
        _trainer = new PolicyTrainer(parts);
        _batch = new TrainingBatch(options.BatchRows, parts.Task.Shape, parts.Task.ContextBytes);
        _admission = new AdmissionControl(options.BatchRows, options.RowsInFlightMax, options.StalenessMax);
    }

    private bool IsFinished => _version.Step >= _options.Steps;

    /// <inheritdoc/>
    public void PreStart(IActorContext context) => HandOut(context);

    /// <inheritdoc/>
    public void Receive(object message, IActorContext context)
    {
        switch (message)
        {
            case RequestWork request:
                Register(request, context);
                break;
            case TrajectoriesReady trajectories:
                Admit(trajectories, context);
                break;
            case TrainNextBatch:
                TrainIfReady(context);
                GrantWork(context); // what was dropped as stale gave its credit back
                break;
            case Terminated gone:
                Lose(_ledger.End(gone.Actor), context);
                GrantWork(context);
                break;
            default:
                context.Unhandled(message);
                break;
        }
    }

    /// <inheritdoc/>
    public void PostStop(IActorContext context) => _trainer.Dispose();

    private void Register(RequestWork request, IActorContext context)
    {
        WorkLedger.Slot slot = new(context.Sender, request.RowsPerRequest);
        Lose(_ledger.Start(slot, request.Slots), context);
        context.Watch(context.Sender);
        GrantWork(context);
    }

    private void Admit(TrajectoriesReady trajectories, IActorContext context)
    {
        if (!_ledger.TrySettle(context.Sender, trajectories.RequestIndex, trajectories.Rows))
        {
            Drop(trajectories.Rows, "unknown-request", context);
            return;
        }

        _admission.Arrive(trajectories.Rows);
        if (IsFinished)
        {
            _admission.Drop(trajectories.Rows);
            Drop(trajectories.Rows, "after-end", context);
            return;
        }

        _queue.Add(trajectories);
        TrainIfReady(context);
        GrantWork(context);
    }

    private void TrainIfReady(IActorContext context)
    {
        if (_options.StalenessMax is { } bound)
        {
            int stale = _queue.DropOlderThan(_version with { Step = _version.Step - bound });
            _admission.Drop(stale);
            Drop(stale, "stale", context);
        }

        if (_queue.Rows < _options.BatchRows || IsFinished)
        {
            return;
        }

        Train(context);
        GrantWork(context);
        if (_queue.Rows >= _options.BatchRows)
        {
            context.Send(context.Self, new TrainNextBatch());
        }
    }

    private void Train(IActorContext context)
    {
        _batch.Clear();
        _queue.Take(_batch, _options.BatchRows, Count);
        bool isMeasured = IsMeasured(_version.Step + 1);
        UpdateStatistics update = _trainer.Step(_batch, isMeasured && _options.MeasuresCosines);
        context.Occupy(_options.StepTime);
        _admission.Train(_batch.Rows);
        _version = _version.Next;
        _window.Add(update);
        context.Send(_peers.Recorder, new BatchTrained(_version, _staleness, _frictions));
        (_staleness, _frictions) = ([], new FrictionCounts());
        if (isMeasured)
        {
            context.Send(_peers.Recorder, new UpdatesMeasured(_window.Measure(_version.Step, context.Elapsed)));
            _window = new MeasurementWindow();
        }

        HandOut(context);
    }

    private bool IsMeasured(long step) => step % _options.MeasureEvery == 0 || step >= _options.Steps;

    private void Count(TrajectoryQueue.RowRun run)
    {
        long staleness = _version.Step - run.VersionAtStart.Step;
        _window.AddStaleness(staleness, run.Frictions.Length);
        _staleness.Add((staleness, run.Frictions.Length));
        _frictions.Add(run.Frictions.Span);
    }

    private void HandOut(IActorContext context)
    {
        bool isPublished = _version.Step % _options.PublishEvery == 0 || IsFinished;
        bool isEvaluated = _version.Step % _options.EvaluateEvery == 0 || IsFinished;
        if (!isPublished && !isEvaluated)
        {
            return;
        }

        PolicySnapshot snapshot = _snapshots.Take(_version, _trainer.Parameters);
        if (isPublished)
        {
            _published = _version;
            context.Send(_peers.ParameterServer, new PublishPolicy(snapshot));
        }

        if (isEvaluated)
        {
            context.Send(_peers.Evaluator, new EvaluatePolicy(snapshot));
        }

        if (IsFinished)
        {
            context.Send(_peers.Coordinator, new TrainingFinished(snapshot));
        }

        snapshot.Release();
    }

    private void GrantWork(IActorContext context)
    {
        PolicyVersion oldest = _options.StalenessMax is null ? PolicyVersion.Initial : _published;
        while (!IsFinished && _ledger.TryGrant(
            _admission.Capacity(_published.Step), out ActorRef? worker, out WorkLedger.RequestRows request))
        {
            _admission.Grant(request.Rows);
            context.Send(worker, new GenerateRollouts(request.RequestIndex, request.FirstRow, request.Rows, oldest));
        }
    }

    private void Lose(int rows, IActorContext context)
    {
        _admission.Lose(rows);
        Drop(rows, "lost", context);
    }

    private void Drop(int rows, string reason, IActorContext context)
    {
        if (rows > 0)
        {
            context.Send(_peers.Recorder, new RowsDropped(rows, reason));
        }
    }
}
