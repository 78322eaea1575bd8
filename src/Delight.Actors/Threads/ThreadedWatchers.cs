using Delight.Actors.Port;

namespace Delight.Actors.Threads;

/// <summary>Who waits for an actor's end, and who has yet to hear that its node died.</summary>
/// <remarks>
/// Touched in turns of its own actor alone. A watch belongs to the life that set it: when the watcher's own node has
/// died since, nobody is told.
/// </remarks>
internal sealed class ThreadedWatchers(ThreadedActor owner, ThreadedRuntime runtime)
{
    private List<Watch>? _watches;
    private List<Notice>? _notices;
    private List<Watch>? _told;

    /// <summary>True while somebody has yet to hear of a death.</summary>
    public bool HasNotices => _notices is not null;

    /// <summary>Somebody watches the actor, which lives or is yet to live.</summary>
    public void Add(in Watch watch)
    {
        Remove(watch.Watcher);
        (_watches ??= []).Add(watch);
    }

    /// <summary>Somebody watches the actor, which died with its node: is told after a detection time of its own, unless
    /// he has heard of this death; then it is the next life that he watches.</summary>
    public void AddToTheDead(Watch watch)
    {
        if (_told?.Contains(watch) == true)
        {
            Add(watch);
        }
        else if (_notices?.Exists(notice => notice.Watch == watch) != true)
        {
            Note(watch, runtime.Elapsed + runtime.DetectionTime);
        }
    }

    /// <summary>Somebody watches the actor, which has stopped.</summary>
    public void Answer(in Watch watch)
    {
        if (!watch.IsVoid)
        {
            runtime.SendOfSystem(owner, watch.Watcher, new Terminated(owner));
        }
    }

    public void Remove(ThreadedActor watcher)
    {
        _watches?.RemoveAll(watch => watch.Watcher == watcher);
        _notices?.RemoveAll(notice => notice.Watch.Watcher == watcher);
    }

    /// <summary>The actor has stopped: every watcher gets its one message.</summary>
    public void TellAll()
    {
        _watches?.ForEach(watch => Answer(watch));
        _watches = null;
    }

    /// <summary>The actor died with its node.</summary>
    /// <param name="knownAt">When the watchers hear of it, unless the node is back before.</param>
    public void NoteDeath(TimeSpan knownAt)
    {
        _told = null;
        _watches?.ForEach(watch => Note(watch, knownAt));
        _watches = null;
    }

    /// <summary>The time has come for those who find out by themselves, whatever the links do.</summary>
    public void AnnounceDue()
    {
        foreach (Notice notice in TakeNotices(runtime.Elapsed))
        {
            notice.Watch.Watcher.Deliver(new Envelope(Death(), owner));
        }
    }

    /// <summary>The node is back, which shows that it was gone: all hear of it before they hear of a fresh
    /// instance.</summary>
    public void AnnounceAll()
    {
        foreach (Notice notice in TakeNotices(TimeSpan.MaxValue))
        {
            runtime.SendOfSystem(owner, notice.Watch.Watcher, Death());
        }
    }

    private Terminated Death() => new(owner) { HasNodeDied = true };

    private void Note(in Watch watch, TimeSpan at)
    {
        (_notices ??= []).Add(new Notice(watch, at));
        runtime.Delay(at, () => owner.Post(new Signal(SignalKind.Announce)));
    }

    private List<Notice> TakeNotices(TimeSpan due)
    {
        List<Notice> taken = _notices?.FindAll(notice => notice.At <= due) ?? [];
        _notices?.RemoveAll(notice => notice.At <= due);
        _notices = _notices is { Count: > 0 } ? _notices : null;
        taken.RemoveAll(notice => notice.Watch.IsVoid);
        taken.ForEach(notice => (_told ??= []).Add(notice.Watch));
        return taken;
    }

    /// <summary>One watch.</summary>
    /// <param name="Watcher">Whose.</param>
    /// <param name="Epoch">Of the watcher's node when the life began that set it.</param>
    internal readonly record struct Watch(ThreadedActor Watcher, int Epoch)
    {
        public bool IsVoid => Watcher.Home.Epoch != Epoch;
    }

    private readonly record struct Notice(Watch Watch, TimeSpan At);
}
