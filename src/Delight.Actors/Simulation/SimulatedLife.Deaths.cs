using Delight.Actors.Port;

namespace Delight.Actors.Simulation;

/// <summary>What the death of a node means for one of its actors.</summary>
internal sealed partial class SimulatedLife
{
    private List<SimulatedActor>? _told;
    private bool _isStartDue;

    /// <summary>True while its node is dead and the address waits for it to come back.</summary>
    public bool IsDown { get; private set; }

    /// <summary>How often it died with its node.</summary>
    public int Deaths { get; private set; }

    /// <summary>Loses everything at once; its address stays unless its parent died too.</summary>
    public void DieWithNode()
    {
        owner.LoseWork();
        if (IsStopped || IsDown)
        {
            return;
        }

        Deaths++;
        IsDown = true;
        _isStarted = _isStartDue = false;
        LoseInstance();
        foreach (SimulatedActor child in _children?.Values.ToArray() ?? [])
        {
            if (child.Place == owner.Place)
            {
                child.Life.Vanish();
            }
            else
            {
                child.Life.Stop();
            }
        }

        foreach (SimulatedActor watcher in _watchers ?? [])
        {
            owner.Place.Note(owner, watcher);
        }

        (_children, _watchers, _restarts, _told) = (null, null, null, null);
        if (parent?.Place == owner.Place)
        {
            Vanish();
        }
    }

    /// <summary>Starts a fresh instance as the node is back.</summary>
    public void Revive()
    {
        if (IsStopped || !IsDown)
        {
            return;
        }

        if (Deaths > 0)
        {
            runtime.Counters.CountRestart();
        }

        _told = null;
        Start();
    }

    /// <summary>Starts what was to start during a pause.</summary>
    public void StartIfDue()
    {
        if (_isStartDue && !IsStopped)
        {
            Start();
        }
    }

    /// <summary>That watcher knows of the latest death; what it watches from now on is the next life.</summary>
    public void MarkTold(SimulatedActor watcher) => (_told ??= []).Add(watcher);

    public void ForgetWatchesFrom(SimulatedNode dead)
    {
        _watchers?.RemoveAll(watcher => watcher.Place == dead);
        _told?.RemoveAll(watcher => watcher.Place == dead);
    }

    private void LoseInstance()
    {
        (IActor? ended, _instance) = (_instance, null);
        owner.Die(ended);
        owner.EmptyMailbox("node-crashed");
    }

    /// <summary>Gone for good, without a word.</summary>
    private void Vanish()
    {
        IsStopped = true;
        IsDown = false;
        parent?.Life._children?.Remove(ActorName.Of(owner));
        owner.Place.Remove(owner);
    }

    private void WatchTheDead(SimulatedActor watcher)
    {
        if (!owner.Place.IsNoted(owner, watcher))
        {
            owner.Place.NoteLate(owner, watcher);
        }
    }
}
