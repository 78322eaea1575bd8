using Delight.Actors.Port;

namespace Delight.Actors.Live;

/// <summary>Who waits for an actor's end, and who has yet to hear that its node died.</summary>
/// <remarks>
/// Thread-safe; nothing is sent while the lock is held. A watch belongs to the life that set it: when the watcher's own
/// node has died since, nobody is told.
/// </remarks>
/// <param name="owner">The watched actor.</param>
/// <param name="system">Where it lives.</param>
/// <param name="announce">Called at the time at which somebody is to hear of the death; calls <see
/// cref="AnnounceDue"/>.</param>
internal sealed class DeathWatchers(ILiveActor owner, ILiveSystem system, Action announce)
{
    private readonly Lock _gate = new();
    private List<Watch>? _watches;
    private List<Notice>? _notices;
    private List<Watch>? _told;
    private bool _isDead;

    /// <summary>True while somebody has yet to hear of a death.</summary>
    public bool HasNotices
    {
        get
        {
            lock (_gate)
            {
                return _notices is not null;
            }
        }
    }

    /// <summary>Somebody watches the actor, which lives or is yet to live. Where it died with its node he is told after
    /// a detection time of his own, unless he has heard of this death; then it is the next life that he
    /// watches.</summary>
    public void Add(Watch watch)
    {
        lock (_gate)
        {
            if (_isDead && _told?.Contains(watch) != true)
            {
                if (_notices?.Exists(notice => notice.Watch == watch) != true)
                {
                    Note(watch, system.Elapsed + system.DetectionTime);
                }

                return;
            }

            _watches?.RemoveAll(other => other.Watcher == watch.Watcher);
            (_watches ??= []).Add(watch);
        }
    }

    public void Remove(ILiveActor watcher)
    {
        lock (_gate)
        {
            _watches?.RemoveAll(watch => watch.Watcher == watcher);
            _notices?.RemoveAll(notice => notice.Watch.Watcher == watcher);
        }
    }

    /// <summary>One who watches has learned of the actor's end in another way.</summary>
    /// <returns>False where his watch is over: he heard of a death, or will, or died himself.</returns>
    public bool TryTake(ILiveActor watcher)
    {
        lock (_gate)
        {
            int index = _watches?.FindIndex(watch => watch.Watcher == watcher) ?? -1;
            if (index < 0)
            {
                return false;
            }

            bool isVoid = _watches![index].IsVoid;
            _watches.RemoveAt(index);
            return !isVoid;
        }
    }

    /// <summary>The actor died with its node.</summary>
    /// <param name="knownAt">When the watchers hear of it, unless the node is back before.</param>
    public void NoteDeath(TimeSpan knownAt)
    {
        lock (_gate)
        {
            (_isDead, _told) = (true, null);
            _watches?.ForEach(watch => Note(watch, knownAt));
            _watches = null;
        }
    }

    /// <summary>The time has come for those who find out by themselves, whatever the links do.</summary>
    public void AnnounceDue()
    {
        foreach (Notice notice in TakeNotices(system.Elapsed, isBack: false))
        {
            notice.Watch.Watcher.FindOut(Death());
        }
    }

    /// <summary>The node is back, which shows that it was gone: all hear of it before they hear of a fresh
    /// instance.</summary>
    public void AnnounceAll()
    {
        foreach (Notice notice in TakeNotices(TimeSpan.MaxValue, isBack: true))
        {
            system.SendOfSystem(owner.Self, notice.Watch.Watcher.Self, Death());
        }
    }

    private Terminated Death() => new(owner.Self) { HasNodeDied = true };

    private void Note(in Watch watch, TimeSpan at)
    {
        (_notices ??= []).Add(new Notice(watch, at));
        system.HappenAt(at, announce);
    }

    private List<Notice> TakeNotices(TimeSpan due, bool isBack)
    {
        lock (_gate)
        {
            _isDead &= !isBack;
            List<Notice> taken = _notices?.FindAll(notice => notice.At <= due) ?? [];
            _notices?.RemoveAll(notice => notice.At <= due);
            _notices = _notices is { Count: > 0 } ? _notices : null;
            taken.RemoveAll(notice => notice.Watch.IsVoid);
            taken.ForEach(notice => (_told ??= []).Add(notice.Watch));
            return taken;
        }
    }

    /// <summary>One watch.</summary>
    /// <param name="Watcher">Whose.</param>
    /// <param name="Epoch">Of the watcher's node when the life began that set it.</param>
    internal readonly record struct Watch(ILiveActor Watcher, int Epoch)
    {
        public bool IsVoid => Watcher.Home.Epoch != Epoch;
    }

    private readonly record struct Notice(Watch Watch, TimeSpan At);
}
