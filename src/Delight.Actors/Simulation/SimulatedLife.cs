using System.Globalization;
using System.Text.RegularExpressions;
using Delight.Actors.Port;

namespace Delight.Actors.Simulation;

/// <summary>The life of one simulated actor: start, failure, restart with back-off, stop, children and watchers.</summary>
internal sealed partial class SimulatedLife(SimulatedActor owner, SimulatedRuntime runtime, SimulatedActor? parent)
{
    private IActor? _instance;
    private Dictionary<string, SimulatedActor>? _children;
    private List<SimulatedActor>? _watchers;
    private Queue<TimeSpan>? _restarts;

    public bool IsStopped { get; private set; }

    /// <summary>True while there is an instance to give messages to.</summary>
    public bool IsReady => _instance is not null && !IsStopped;

    public IActor Instance => _instance ?? throw new InvalidOperationException($"{owner} has no instance at the moment.");

    public void Start()
    {
        try
        {
            _instance = owner.Spec.Create();
            _instance.PreStart(owner);
        }
        catch (Exception failure)
        {
            Fail(failure);
        }
    }

    /// <summary>Asks the parent's strategy what to do about a failure, and does it.</summary>
    public void Fail(Exception failure)
    {
        SupervisionOptions supervision = owner.Spec.Supervision;
        Directive directive = supervision.Decide(failure);
        if (directive == Directive.Resume && _instance is null)
        {
            directive = Directive.Stop; // its constructor failed: there is nothing to go on with
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
                Escalate(failure);
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
        owner.Quiesce();
        IsStopped = true;
        _instance?.PostStop(owner);
        owner.EmptyMailbox();
        parent?.Life._children?.Remove(NameOf(owner));
        foreach (SimulatedActor watcher in _watchers ?? [])
        {
            runtime.Send(owner, watcher, new Terminated(owner));
        }

        _watchers = null;
    }

    public SimulatedActor Spawn(string name, ActorSpec spec)
    {
        if (!ActorName().IsMatch(name) || _children?.ContainsKey(name) == true)
        {
            throw new ArgumentException(
                $"'{name}' cannot be a child of {owner}; names are letters, digits, '-', '_' and '.', and unique among the children.",
                nameof(name));
        }

        SimulatedActor child = new(runtime, owner, name, spec);
        (_children ??= new(StringComparer.Ordinal)).Add(name, child);
        child.Start();
        return child;
    }

    public void AddWatcher(SimulatedActor watcher)
    {
        if (IsStopped)
        {
            runtime.Send(owner, watcher, new Terminated(owner));
        }
        else if (_watchers?.Contains(watcher) != true)
        {
            (_watchers ??= []).Add(watcher);
        }
    }

    public void RemoveWatcher(SimulatedActor watcher) => _watchers?.Remove(watcher);

    private static string NameOf(SimulatedActor actor) => actor.Path[(actor.Path.LastIndexOf('/') + 1)..];

    [GeneratedRegex("^[A-Za-z0-9_.-]+$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ActorName();

    private void Restart(Exception failure, SupervisionOptions supervision)
    {
        _restarts ??= new Queue<TimeSpan>();
        while (_restarts.TryPeek(out TimeSpan oldest) && runtime.Clock.Elapsed - oldest > supervision.Window)
        {
            _restarts.Dequeue();
        }

        if (_restarts.Count >= supervision.RestartsMax)
        {
            runtime.Report(owner, "actor-stopped", string.Create(
                CultureInfo.InvariantCulture,
                $"failed again after {_restarts.Count} restarts within {supervision.Window}: {failure.Message}"));
            Stop();
            return;
        }

        _restarts.Enqueue(runtime.Clock.Elapsed);
        TimeSpan pause = supervision.Backoff(_restarts.Count);
        runtime.Counters.Restarts++;
        runtime.Report(owner, "actor-restarted", $"after {pause}: {failure.Message}");
        StopChildren();
        owner.Quiesce();
        IActor? failed = _instance;
        _instance = null;
        failed?.PostStop(owner);
        runtime.Schedule(EventKind.Restart, owner, runtime.Clock.Elapsed + pause, sender: null, content: null);
    }

    private void Escalate(Exception failure)
    {
        if (parent is null)
        {
            runtime.Fail(owner, failure);
            Stop();
        }
        else
        {
            runtime.Report(owner, "failure-escalated", failure.Message);
            parent.Life.Fail(failure);
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
