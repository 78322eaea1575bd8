using Delight.Actors.Port;

namespace Delight.Actors.Simulation;

/// <summary>The life of one simulated actor: start, failure, restart with back-off, stop, children and
/// watchers.</summary>
internal sealed partial class SimulatedLife(SimulatedActor owner, SimulatedRuntime runtime, SimulatedActor? parent)
{
    private IActor? _instance;
    private Dictionary<string, SimulatedActor>? _children;
    private List<SimulatedActor>? _watchers;
    private RestartWindow? _restarts;
    private bool _isStarted;

    public bool IsStopped { get; private set; }

    /// <summary>True while there is a started instance to give messages to.</summary>
    public bool IsReady => _isStarted && !IsStopped;

    public IActor Instance =>
        _instance ?? throw new InvalidOperationException($"{owner} has no instance at the moment.");

    /// <summary>Makes an instance and starts it; takes no time from whoever spawned it.</summary>
    public void Start()
    {
        IsDown = owner.Place.IsDown;
        _isStartDue = !IsDown && owner.IsHeld;
        if (IsDown || _isStartDue)
        {
            return;
        }

        TimeSpan began = runtime.Clock.Elapsed;
        try
        {
            _instance = owner.Spec.Create();
            _instance.PreStart(owner);
            _isStarted = true;
        }
        catch (Exception failure)
        {
            // The parent may be at a message of its own, at whose end its strategy can be asked, and not before.
            runtime.Schedule(EventKind.StartFailure, owner, runtime.Clock.Elapsed, sender: null, failure);
        }

        runtime.Clock.Elapsed = began;
    }

    public void FailAtStart(Exception failure)
    {
        if (!IsStopped)
        {
            Fail(failure);
        }
    }

    /// <summary>Asks the parent's strategy what to do about a failure, and does it.</summary>
    /// <param name="failure">What was thrown.</param>
    /// <param name="origin">Who failed first where the failure was escalated, else null.</param>
    public void Fail(Exception failure, SimulatedActor? origin = null)
    {
        if (origin is null)
        {
            runtime.Activity?.Failed(owner, failure);
        }

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

    public void FinishRestart()
    {
        if (!IsStopped && _instance is null)
        {
            Start();
        }
    }

    /// <summary>Stops the children, then the actor, then tells the watchers.</summary>
    public void Stop()
    {
        if (IsStopped)
        {
            return;
        }

        StopChildren();
        IsStopped = true;
        EndInstance(() =>
        {
            foreach (SimulatedActor watcher in _watchers ?? [])
            {
                runtime.Send(owner, watcher, new Terminated(owner));
            }
        });
        owner.EmptyMailbox();
        parent?.Life._children?.Remove(ActorName.Of(owner));
        _watchers = null;
        IsDown = false;
        owner.LeaveNode();
        if (parent is null)
        {
            runtime.Forget(ActorName.Of(owner));
        }
    }

    public SimulatedActor Spawn(string name, ActorSpec spec)
    {
        ActorName.Require(name, _children?.ContainsKey(name) == true, owner.ToString());
        SimulatedActor child = new(runtime, owner, name, spec);
        (_children ??= new(StringComparer.Ordinal)).Add(name, child);
        child.Life.Start();
        return child;
    }

    public void AddWatcher(SimulatedActor watcher)
    {
        if (IsStopped)
        {
            runtime.Send(owner, watcher, new Terminated(owner));
        }
        else if (IsDown && Deaths > 0 && _told?.Contains(watcher) != true)
        {
            WatchTheDead(watcher);
        }
        else if (_watchers?.Contains(watcher) != true)
        {
            (_watchers ??= []).Add(watcher);
        }
    }

    public void RemoveWatcher(SimulatedActor watcher)
    {
        _watchers?.Remove(watcher);
        owner.Place.Unnote(owner, watcher);
    }

    private void Restart(Exception failure, SupervisionOptions supervision)
    {
        _restarts ??= new RestartWindow(supervision);
        if (!_restarts.TryRestart(runtime.Clock.Elapsed, out TimeSpan pause))
        {
            runtime.Report(owner, "actor-stopped", _restarts.Refusal(failure));
            Stop();
            return;
        }

        runtime.Counters.CountRestart();
        runtime.Report(owner, "actor-restarted", $"after {pause}: {failure.Message}");
        StopChildren();
        _isStarted = false;
        EndInstance(() => runtime.Schedule(
            EventKind.Restart, owner, runtime.Clock.Elapsed + pause, sender: null, content: null));
    }

    /// <summary>Lets the instance go, and does what follows, at the time at which it is done with the message it is
    /// at.</summary>
    private void EndInstance(Action andThen)
    {
        TimeSpan now = runtime.Clock.Elapsed;
        runtime.Clock.Elapsed = owner.BusyUntil > now ? owner.BusyUntil : now;
        IActor? ended = _instance;
        _instance = null;
        try
        {
            ended?.PostStop(owner);
        }
        catch (Exception broken)
        {
            runtime.Fail(owner, broken); // nobody is left to supervise it, and it promised not to throw
        }

        owner.Quiesce();
        andThen();
        runtime.Clock.Elapsed = now;
    }

    private void Escalate(Exception failure, SimulatedActor origin)
    {
        if (parent is null)
        {
            runtime.Fail(origin, failure);
            Stop();
            return;
        }

        runtime.Report(owner, "failure-escalated", failure.Message);
        parent.Life.Fail(failure, origin);
        if (!_isStarted)
        {
            Stop(); // the parent goes on, but its child never began
        }
    }

    private void StopChildren()
    {
        foreach (SimulatedActor child in _children?.Values.ToArray() ?? [])
        {
            child.Life.Stop();
        }
    }
}
