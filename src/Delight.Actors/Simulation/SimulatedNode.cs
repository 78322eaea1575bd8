using Delight.Actors.Port;

namespace Delight.Actors.Simulation;

/// <summary>One node of a simulated system: who lives there, how it fares, and whose deaths it has to tell.</summary>
internal sealed class SimulatedNode(string name, SimulatedRuntime runtime)
{
    private readonly List<SimulatedActor> _actors = [];
    private readonly List<(SimulatedActor Gone, SimulatedActor Watcher)> _notices = [];
    private int _deaths;

    public string Name { get; } = name;

    public bool IsDown { get; private set; }

    public bool IsPaused { get; private set; }

    /// <summary>Work takes so many times as long.</summary>
    public double Slowness { get; private set; } = 1;

    public IReadOnlyList<SimulatedActor> Actors => _actors;

    public void Add(SimulatedActor actor) => _actors.Add(actor);

    public void Remove(SimulatedActor actor) => _actors.Remove(actor);

    /// <summary>Everything on the node is gone at once; who watched it hears of it after the detection time.</summary>
    public void Crash()
    {
        if (IsDown)
        {
            return;
        }

        IsDown = true;
        IsPaused = false; // a paused machine that dies is dead
        int death = ++_deaths;
        foreach (SimulatedActor actor in Enumerable.Reverse(_actors.ToArray()))
        {
            actor.Life.DieWithNode(); // children before their parents
        }

        runtime.ForgetWatchesFrom(this);
        runtime.Control(runtime.Network.DetectionTime, () =>
        {
            if (death == _deaths)
            {
                Announce(notice => runtime.Deliver(notice.Gone, notice.Watcher, Death(notice.Gone)));
            }
        });
    }

    /// <summary>Starts everything whose parent did not die with it, parents before children.</summary>
    public void Restart()
    {
        if (!IsDown)
        {
            return;
        }

        IsDown = false;

        // A node that is back shows that it was gone: its watchers hear of it before they hear from a fresh instance.
        Announce(notice => runtime.Send(notice.Gone, notice.Watcher, Death(notice.Gone)));
        foreach (SimulatedActor actor in _actors.ToArray())
        {
            actor.Life.Revive();
        }
    }

    public void Pause()
    {
        if (!IsDown)
        {
            IsPaused = true;
            _actors.ForEach(actor => actor.Look());
        }
    }

    public void Resume()
    {
        IsPaused = false;
        foreach (SimulatedActor actor in _actors.ToArray())
        {
            actor.Look();
        }
    }

    public void Slow(double factor) => Slowness = factor;

    /// <summary>A watcher is to hear that an actor of this node has died with it.</summary>
    public void Note(SimulatedActor gone, SimulatedActor watcher) => _notices.Add((gone, watcher));

    /// <summary>The same for a watch that was set after the death: told after a detection time of its own.</summary>
    public void NoteLate(SimulatedActor gone, SimulatedActor watcher)
    {
        Note(gone, watcher);
        runtime.Control(runtime.Network.DetectionTime, () =>
        {
            if (_notices.Remove((gone, watcher)))
            {
                gone.Life.MarkTold(watcher);
                runtime.Deliver(gone, watcher, Death(gone));
            }
        });
    }

    public bool IsNoted(SimulatedActor gone, SimulatedActor watcher) => _notices.Contains((gone, watcher));

    public void Unnote(SimulatedActor gone, SimulatedActor watcher) => _notices.Remove((gone, watcher));

    public void ForgetWatchesFrom(SimulatedNode dead)
    {
        _notices.RemoveAll(notice => notice.Watcher.Place == dead);
        _actors.ForEach(actor => actor.Life.ForgetWatchesFrom(dead));
    }

    private static Terminated Death(SimulatedActor gone) => new(gone) { HasNodeDied = true };

    private void Announce(Action<(SimulatedActor Gone, SimulatedActor Watcher)> tell)
    {
        (SimulatedActor Gone, SimulatedActor Watcher)[] notices = [.. _notices];
        _notices.Clear();
        foreach ((SimulatedActor Gone, SimulatedActor Watcher) notice in notices)
        {
            notice.Gone.Life.MarkTold(notice.Watcher);
            tell(notice);
        }
    }
}
