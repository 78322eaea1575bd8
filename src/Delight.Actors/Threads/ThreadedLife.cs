using Delight.Actors.Faults;
using Delight.Actors.Live;
using Delight.Actors.Port;

namespace Delight.Actors.Threads;

/// <summary>The life of one actor on threads: start, failure, restart with back-off, stop, death of its
/// node.</summary>
/// <remarks>
/// Touched in turns of its own actor alone. What concerns a parent, a child or a watcher is a signal to it, so a stop
/// and a restart wait for the children without any thread waiting: meanwhile the actor only takes signals.
/// </remarks>
internal sealed partial class ThreadedLife(ThreadedActor owner, ThreadedRuntime runtime, ThreadedActor? parent)
{
    private readonly ThreadedFamily _family = new(owner, runtime);
    private readonly DeathWatchers _watchers =
        new(owner, runtime, () => owner.Post(new Signal(SignalKind.Announce)));
    private LifeStage _stage;
    private IActor? _instance;
    private RestartWindow? _restarts;
    private TimeSpan _pause;
    private IDisposable? _nextStart;
    private int _epoch;
    private bool _isStarted;

    public IActor Instance =>
        _instance ?? throw new InvalidOperationException($"{owner} has no instance at the moment.");

    public void Handle(in Signal signal)
    {
        switch (signal.Kind)
        {
            case SignalKind.Start when _stage == LifeStage.Waiting:
                Begin();
                break;
            case SignalKind.Stop:
                Stop();
                break;
            case SignalKind.ChildStopped:
                _family.Remove(signal.Actor!);
                ContinueWithoutChildren();
                break;
            case SignalKind.ChildFailed when _stage is LifeStage.Running or LifeStage.Suspended
                && _family.Has(signal.Actor!):
                _family.AwaitVerdict(signal.Actor!);
                Fail(signal.Failure!, signal.Origin);
                break;
            case SignalKind.Resume when _stage == LifeStage.Suspended:
                Resume();
                break;
            case SignalKind.Watch:
                Watch(new DeathWatchers.Watch(signal.Actor!, signal.Epoch));
                break;
            case SignalKind.Unwatch:
                _watchers.Remove(signal.Actor!);
                break;
            case SignalKind.Throw when _isStarted && _stage == LifeStage.Running:
                Fail(new InjectedCrashException($"a fault made {owner} crash"));
                break;
            case SignalKind.GoOn when _isStartDue && _stage == LifeStage.Waiting:
                Begin();
                break;
            default:
                HandleOfNode(signal);
                break;
        }
    }

    /// <summary>Asks the parent's strategy what to do about a failure, and does it.</summary>
    /// <param name="failure">What was thrown.</param>
    /// <param name="origin">Who failed first where the failure was escalated, else null.</param>
    public void Fail(Exception failure, ThreadedActor? origin = null)
    {
        SupervisionOptions supervision = owner.Spec.Supervision;
        Directive directive = supervision.Decide(failure);
        if (directive == Directive.Resume && !_isStarted)
        {
            directive = Directive.Stop; // its start failed: there is nothing to go on with
        }

        switch (directive)
        {
            case Directive.Resume:
                runtime.Report(owner, "actor-resumed", failure.Message);
                _family.ResumeFailed();
                break;
            case Directive.Restart:
                Restart(failure, supervision);
                break;
            case Directive.Stop:
                runtime.Report(owner, "actor-stopped", failure.Message);
                Stop();
                break;
            default:
                Escalate(failure, origin ?? owner);
                break;
        }
    }

    public ThreadedActor Spawn(string name, ActorSpec spec) => _family.Spawn(name, spec);

    private void Begin()
    {
        _nextStart = null;
        _epoch = owner.Home.Epoch;
        if (owner.Home.IsDown)
        {
            Enter(LifeStage.Down);
            return;
        }

        _isStartDue = owner.IsPaused;
        if (_isStartDue)
        {
            Enter(LifeStage.Waiting);
            return;
        }

        Enter(LifeStage.Running);
        try
        {
            _instance = owner.Spec.Create();
            _instance.PreStart(owner);
            _isStarted = true;
        }
        catch (Exception failure)
        {
            Fail(failure);
        }
    }

    private void Restart(Exception failure, SupervisionOptions supervision)
    {
        _restarts ??= new RestartWindow(supervision);
        if (!_restarts.TryRestart(runtime.Elapsed, out _pause))
        {
            runtime.Report(owner, "actor-stopped", _restarts.Refusal(failure));
            Stop();
            return;
        }

        runtime.Counters.CountRestart();
        runtime.Report(owner, "actor-restarted", $"after {_pause}: {failure.Message}");
        _isStarted = false;
        Enter(LifeStage.Restarting);
        _family.StopChildren();
        ContinueWithoutChildren();
    }

    private void Escalate(Exception failure, ThreadedActor origin)
    {
        if (parent is null)
        {
            runtime.Fail(origin, failure);
            Stop();
            return;
        }

        runtime.Report(owner, "failure-escalated", failure.Message);
        Enter(LifeStage.Suspended);
        parent.Post(new Signal(SignalKind.ChildFailed, owner, failure, origin));
    }

    private void Resume()
    {
        if (!_isStarted)
        {
            Stop(); // the parent goes on, but its child never began
            return;
        }

        Enter(LifeStage.Running);
        _family.ResumeFailed();
    }

    private void Stop()
    {
        if (_stage is LifeStage.Stopping or LifeStage.Stopped)
        {
            return;
        }

        _nextStart?.Dispose();
        Enter(LifeStage.Stopping);
        _family.StopChildren();
        ContinueWithoutChildren();
    }

    /// <summary>Goes on with a stop or a restart once the last child has stopped.</summary>
    private void ContinueWithoutChildren()
    {
        if (_family.HasChildren || _stage is not (LifeStage.Stopping or LifeStage.Restarting))
        {
            return;
        }

        EndInstance();
        if (_stage == LifeStage.Stopping)
        {
            End();
        }
        else
        {
            Enter(LifeStage.Waiting);
            _nextStart = runtime.HappenAt(
                runtime.Elapsed + _pause, () => owner.Post(new Signal(SignalKind.Start)));
        }
    }

    private void EndInstance()
    {
        IActor? ended = _instance;
        (_instance, _isStarted) = (null, false);
        try
        {
            ended?.PostStop(owner);
        }
        catch (Exception broken)
        {
            runtime.Fail(owner, broken); // nobody is left to supervise it, and it promised not to throw
        }

        owner.Quiesce();
    }

    private void End()
    {
        Enter(LifeStage.Stopped);
        _watchers.TellAll();
        owner.CloseMailbox();
        if (!_watchers.HasNotices)
        {
            owner.Home.Remove(owner);
        }

        if (parent is null)
        {
            runtime.Forget(owner);
        }
        else
        {
            parent.Post(new Signal(SignalKind.ChildStopped, owner));
        }
    }

    private void Enter(LifeStage stage)
    {
        _stage = stage;
        owner.Open(stage == LifeStage.Running);
    }
}
