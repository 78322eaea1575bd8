using Delight.Actors.Port;

namespace Delight.Actors.Akka.Hosting;

/// <summary>The instance of a hosted actor, from its start to its end, over the restarts of the Akka actor around
/// it.</summary>
/// <remarks>
/// <para>Akka decides when something starts and ends; this says with what. An instance that failed is kept until its
/// children have stopped: then the next one's start, or the end of the Akka actor, ends it.</para>
/// <para>Touched in turns of the actor itself, and by its parent between its failure and the verdict.</para>
/// </remarks>
internal sealed partial class HostedLife(HostedRef owner)
{
    private IActor? _instance;
    private RestartWindow? _restarts;
    private IDisposable? _nextStart;
    private TimeSpan _pause;
    private bool _mayStart = true;
    private volatile int _starts;

    public IActor Instance =>
        _instance ?? throw new InvalidOperationException($"{owner} has no instance at the moment.");

    public bool IsStarted { get; private set; }

    /// <summary>Instances that were begun so far. Safe to read at any time.</summary>
    public int Starts => _starts;

    /// <summary>The failure of a child that is treated as this actor's own, and who failed first; null where there is
    /// none.</summary>
    public (Exception Cause, HostedRef Origin)? Escalated { get; set; }

    /// <summary>Counts a restart, and allows the start that it ends with.</summary>
    /// <returns>False where the window has no restart left; then why.</returns>
    public bool TryAllowRestart(Exception failure, out TimeSpan pause, out string refusal)
    {
        _restarts ??= new RestartWindow(owner.Spec.Supervision);
        _mayStart = _restarts.TryRestart(owner.Runtime.Elapsed, out pause);
        _pause = pause;
        refusal = _mayStart ? string.Empty : _restarts.Refusal(failure);
        return _mayStart;
    }

    /// <summary>A fresh Akka actor stands behind the address: makes the instance, or sees to it that it is made after
    /// the pause.</summary>
    /// <returns>False where nobody allowed a start: the last one failed and its parent goes on, so this one
    /// ends.</returns>
    public bool Begin(HostedActor host)
    {
        EndInstance();
        if (!_mayStart)
        {
            return false;
        }

        if (_pause <= TimeSpan.Zero)
        {
            StartOrWait(host);
            return true;
        }

        owner.Mailbox.Open(false);
        _nextStart = owner.Runtime.HappenAfter(_pause, () => owner.Target.Tell(StartInstance.Now, null!));
        return true;
    }

    /// <summary>The pause before a restart is over, unless the actor's node died in it.</summary>
    public void EndPause(HostedActor host)
    {
        if (_nextStart is not null)
        {
            StartOrWait(host);
        }
    }

    /// <summary>Ends the instance, if there is one, and all of its timers.</summary>
    public void EndInstance()
    {
        IActor? ended = _instance;
        (_instance, IsStarted) = (null, false);
        _nextStart?.Dispose();
        try
        {
            ended?.PostStop(owner.Context);
        }
        catch (Exception broken)
        {
            owner.Runtime.Fail(owner, broken); // nobody is left to supervise it, and it promised not to throw
        }

        owner.Context.CancelTimers();
    }

    /// <summary>The Akka actor has stopped for good.</summary>
    public void End()
    {
        EndInstance();
        owner.Runtime.Directory.Remove(owner.Target);
        owner.LeaveNode();
    }

    /// <summary>Makes the instance. What it throws is the actor's failure.</summary>
    private void Start(HostedActor host)
    {
        (_nextStart, _pause, _mayStart) = (null, TimeSpan.Zero, false);
        _starts++;
        try
        {
            _instance = owner.Spec.Create();
            _instance.PreStart(owner.Context);
        }
        catch
        {
            owner.Mailbox.Open(false);
            owner.Target.Tell(new StartFailed(host), null!);
            throw;
        }

        IsStarted = true;
        owner.Mailbox.Open(true);
    }
}
