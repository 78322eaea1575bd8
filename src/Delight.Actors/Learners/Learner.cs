using System.Diagnostics;
using Akka.Actor;
using Delight.Actors.Checkpoints;
using Delight.Actors.Messages;
using Delight.Actors.Recording;
using Delight.Actors.Rollouts;
using Delight.Actors.Telemetry;
using Delight.Learning.Parameters;
using Delight.Learning.Training;
using Delight.Simulation;

namespace Delight.Actors.Learners;

/// <summary>Grants work, admits trajectories, forms batches, takes optimiser steps, and raises the version.</summary>
/// <remarks>
/// <para>In: <see cref="RequestWork"/> and <see cref="TrajectoriesReady"/> from workers, <see cref="TrainNextBatch"/>
/// <see cref="SaveCheckpoint"/> and <see cref="LookAfterRequests"/> from itself, <see cref="Terminated"/>,
/// <see cref="SaveLastCheckpoint"/>. Out: <see cref="GenerateRollouts"/>,
/// <see cref="ParameterServers.PublishPolicy"/>,
/// <see cref="Evaluation.EvaluatePolicy"/>, <see cref="TrainingFinished"/>, and to the recorder
/// <see cref="BatchTrained"/>, <see cref="RowsDropped"/>, <see cref="UpdatesMeasured"/>, <see cref="CheckpointSaved"/>,
/// <see cref="LearnerRecovered"/>, <see cref="ConfirmLastCheckpoint"/>.</para>
/// <para>State: parameters and optimiser, at most <see cref="LearnerOptions.RowsInFlightMax"/> rows queued or granted,
/// and the batches of <see cref="ExperienceReplay"/> where it is wanted.</para>
/// <para>Time: busy for <see cref="LearnerOptions.StepTime"/> an update; a timer where requests may time out. Order:
/// any arrival order of the same rows in the same batch gives the same update.</para>
/// <para>Restart: begins a new term, persisted first, and goes on from the newest checkpoint. It knows no worker until
/// they show that they live; what they still answer to an earlier term is dropped.</para>
/// </remarks>
public sealed class Learner : UntypedActor, IWithTimers
{
    private const string TimerKey = "requests";

    private readonly LearnerParts _parts;
    private readonly LearnerOptions _options;
    private readonly LearnerPeers _peers;
    private readonly PolicyTrainer _trainer;
    private readonly UpdateStep _update;
    private readonly AdmissionControl _admission;
    private readonly TrajectoryQueue _queue = new();
    private readonly PolicyHandout _handout;
    private readonly GroupRefill? _refill;
    private WorkLedger _ledger;
    private PolicyVersion _version = PolicyVersion.Initial;
    private PolicyVersion _lookedAfter = PolicyVersion.Initial;
    private long _recovered;
    private bool _isEnding;

    /// <summary>Makes a learner at its initial parameters.</summary>
    /// <param name="parts">What it is put together from.</param>
    /// <param name="options">Sizes, times, intervals.</param>
    /// <param name="peers">Whom it talks to.</param>
    public Learner(LearnerParts parts, LearnerOptions options, LearnerPeers peers)
    {
        (_parts, _options, _peers) = (parts, options, peers);
        _trainer = new PolicyTrainer(parts.Trainer);
        _update = new UpdateStep(parts, options, _trainer);
        _admission = parts.CreateAdmission(options);
        _refill = options.RefillTolerance is { } tolerance
            ? new GroupRefill(
                parts.SamplesPerContext, tolerance, GroupRefill.BatchesDroppedMax * (long)options.BatchRows)
            : null;
        _ledger = parts.CreateLedger(0, 0);
        _handout = new PolicyHandout(parts, options, peers, _trainer, Self);
    }

    /// <inheritdoc/>
    public ITimerScheduler Timers { get; set; } = null!;

    private bool IsFinished => _version.Step >= _options.Steps || _isEnding;

    /// <inheritdoc/>
    protected override void PreStart()
    {
        Recover();
        _handout.Publish(_version);
        _handout.EvaluateOrFinish(_version);
        LookAfterLater();
    }

    /// <inheritdoc/>
    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case RequestWork request:
                Register(request);
                break;
            case TrajectoriesReady trajectories:
                Admit(trajectories);
                break;
            case TrainNextBatch:
                TrainIfReady();
                GrantWork(); // what was dropped as stale gave its credit back
                break;
            case SaveCheckpoint save:
                Save(save);
                break;
            case SaveLastCheckpoint:
                SaveLast();
                break;
            case LookAfterRequests:
                LookAfter();
                break;
            case Terminated gone:
                Lose(_ledger.End(gone.ActorRef));
                GrantWork();
                break;
            default:
                Unhandled(message);
                break;
        }
    }

    /// <inheritdoc/>
    protected override void PostStop()
    {
        _trainer.Dispose();
        _parts.Telemetry?.Queue(0);
    }

    private void Recover()
    {
        ICheckpointStore disk = _parts.Checkpoints;
        int term = disk.Term is { } last ? last + 1 : 0;
        Checkpoint? checkpoint = Stored(() =>
        {
            disk.BeginTerm(term);
            return disk.Load();
        });
        if (checkpoint is not null)
        {
            _trainer.Restore(checkpoint.Trainer);
            _ledger = _parts.CreateLedger(checkpoint.NextRequest, checkpoint.NextRow);
        }

        _recovered = _trainer.Steps;
        _version = new PolicyVersion(term, _recovered);
        _parts.Audit?.Started(_version);
        if (term > 0)
        {
            Context.Publish(_parts.Clock, "learner-recovered", $"term {term} goes on from step {_recovered}");
            _peers.Recorder.Tell(new LearnerRecovered(_version, checkpoint?.RowsOutstanding ?? 0), Self);
        }
    }

    private void Register(RequestWork request)
    {
        WorkLedger.Slot slot = new(Sender, request.RowsPerRequest);
        Lose(_ledger.Start(slot, request.Slots, request.Life));
        Context.Watch(Sender);
        GrantWork();
    }

    private void Admit(TrajectoriesReady trajectories)
    {
        RequestId request = trajectories.Request;
        if (request.Term != _version.Term)
        {
            Drop(new TrajectoryRows(trajectories), "earlier-term");
            return;
        }

        if (!_ledger.TrySettle(Sender, request.Index, trajectories.Rows, out long firstRow))
        {
            Drop(new TrajectoryRows(trajectories), "unknown-request");
            return;
        }

        _admission.Arrive(trajectories.Rows);
        if (IsFinished)
        {
            _admission.Drop(trajectories.Rows);
            Drop(new TrajectoryRows(trajectories), "after-end");
            return;
        }

        _queue.Add(trajectories, firstRow, _version, WorkerName.PoolOf(Sender.Path.Name));
        _parts.Audit?.Admitted(trajectories, firstRow);
        _refill?.Examine(_queue, new TrajectoryRows(trajectories), DropUninformative);
        TrainIfReady();
        _parts.Telemetry?.Queue(_queue.Rows);
        GrantWork();
    }

    private void TrainIfReady()
    {
        if (_options.StalenessMax is { } bound)
        {
            _queue.DropOlderThan(_version with { Step = _version.Step - bound }, late => DropStale(late));
        }

        if (_queue.Rows < _options.BatchRows || IsFinished)
        {
            return;
        }

        Train();
        GrantWork();
        if (_queue.Rows >= _options.BatchRows)
        {
            Self.Tell(new TrainNextBatch(), Self);
        }
    }

    private void Train()
    {
        using Activity? span = _parts.Telemetry is null ? null : LearnerTelemetry.BeginUpdate();
        BatchTrained trained = _update.Take(_queue, _version, _recovered);
        Context.Work(_options.StepTime);
        _admission.Train(_options.BatchRows);
        _refill?.Updated();
        _version = _version.Next;
        _parts.Telemetry?.Describe(span, _version, trained);
        _peers.Recorder.Tell(trained, Self);
        if (_update.MeasureIfDue(_version) is { } measured)
        {
            _peers.Recorder.Tell(new UpdatesMeasured(measured), Self);
        }

        using Activity? publication = LearnerTelemetry.BeginPhase("publish");
        SaveIfDue();
        _handout.PublishIfDue(_version);
        _handout.EvaluateOrFinish(_version);
    }

    private void SaveIfDue()
    {
        if (_options.CheckpointEvery is { } every && (_version.Step % every == 0 || IsFinished))
        {
            Self.Tell(new SaveCheckpoint(_version, Capture()), Self);
            _peers.Recorder.Tell(new CheckpointSaved(_version), Self);
        }
    }

    private Checkpoint Capture() => new(
        _trainer.Capture(), _ledger.NextRequest, _ledger.NextRow, _parts.Clock.Elapsed,
        _admission.Running + _admission.Queued);

    private void SaveLast()
    {
        _isEnding = true; // an update behind the last checkpoint would be undone
        Store(Capture());
        _peers.Recorder.Tell(new CheckpointSaved(_version), Self);
        _peers.Recorder.Tell(new ConfirmLastCheckpoint(Sender), Self);
    }

    /// <summary>Saves what was captured at the end of an update. By a message, so that an update which a crash cuts
    /// short leaves no checkpoint; one that an earlier term left behind is of a branch that is no more.</summary>
    private void Save(SaveCheckpoint save)
    {
        if (save.Version.Term == _version.Term)
        {
            Store(save.Checkpoint);
        }
    }

    private void Store(Checkpoint checkpoint) => Stored(() =>
    {
        _parts.Checkpoints.Save(checkpoint);
        return true;
    });

    /// <summary>A store that fails is no failure of the learner that a restart could mend.</summary>
    private static T Stored<T>(Func<T> use)
    {
        try
        {
            return use();
        }
        catch (Exception failure)
        {
            throw new CheckpointStoreException(failure);
        }
    }

    private void GrantWork()
    {
        // A policy of an earlier term may have been trained on what was lost with it; without a bound any of this term
        // will do.
        bool waits = _options is { StalenessMax: not null, StalenessHandling: StalenessHandling.Wait };
        PolicyVersion oldest = waits ? _handout.Published : new PolicyVersion(_version.Term, 0);
        while (!IsFinished && _ledger.TryGrant(
            _admission.Capacity(_handout.Published.Step - _recovered), _parts.Clock.Elapsed, out IActorRef? worker,
            out WorkLedger.RequestRows rows))
        {
            _admission.Grant(rows.Rows);
            RequestId request = new(_version.Term, rows.RequestIndex);
            GenerateRollouts grant = new(request, rows.FirstRow, rows.Rows, oldest);
            _parts.Audit?.Granted(grant, _admission, _handout.Published.Step - _recovered);
            worker.Tell(grant, Self);
        }
    }

    private void LookAfter()
    {
        Lose(_ledger.Expire(_parts.Clock.Elapsed - _options.RequestTimeout!.Value));
        if (_version == _lookedAfter && !IsFinished)
        {
            _handout.Publish(_version); // nothing moves: the workers may wait for a policy that got lost
        }

        _lookedAfter = _version;
        GrantWork();
        LookAfterLater();
    }

    private void LookAfterLater()
    {
        if (_options.RequestTimeout is { } timeout)
        {
            Timers.StartSingleTimer(TimerKey, new LookAfterRequests(), timeout / 4);
        }
    }

    private void Lose(int rows)
    {
        if (rows > 0)
        {
            _admission.Lose(rows);
            _peers.Recorder.Tell(new RowsDropped(rows, "lost"), Self);
        }
    }

    private void DropStale(TrajectoryQueue.Waiting late)
    {
        _admission.Drop(late.Rows.Rows);
        if (_options.StalenessHandling == StalenessHandling.Refill)
        {
            _ledger.Reissue(late.FirstRow, late.Rows.Rows);
        }

        Drop(late.Rows, RowsDropped.Stale);
    }

    private void DropUninformative(TrajectoryQueue.Waiting equal)
    {
        _admission.Drop(equal.Rows.Rows);
        _update.LeaveOut(equal.Rows.Rewards);
        Drop(equal.Rows, RowsDropped.Uninformative);
    }

    private void Drop(in TrajectoryRows rows, string reason)
    {
        _parts.Audit?.Dropped(rows, reason);
        long staleness = Math.Max(0, RowAge.Between(rows.Trajectories.VersionAtStart, _version, _recovered));
        foreach (RowsDropped dropped in rows.Dropped(reason, staleness))
        {
            _peers.Recorder.Tell(dropped, Self);
        }
    }
}
