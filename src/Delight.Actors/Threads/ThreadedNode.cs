namespace Delight.Actors.Threads;

/// <summary>One node of a threaded system: who lives on it, and whether it is up.</summary>
/// <remarks>Thread-safe. Every crash begins a new epoch: what an actor of an older one still sends is lost.</remarks>
internal sealed class ThreadedNode(string name)
{
    private readonly Lock _gate = new();
    private readonly HashSet<ThreadedActor> _actors = [];
    private volatile int _epoch;
    private volatile bool _isDown;
    private double _slowFactor = 1;

    public string Name { get; } = name;

    public int Epoch => _epoch;

    public bool IsDown => _isDown;

    /// <summary>Times as long everything takes; at least 1.</summary>
    public double SlowFactor
    {
        get => Volatile.Read(ref _slowFactor);
        set => Volatile.Write(ref _slowFactor, value);
    }

    public void Add(ThreadedActor actor)
    {
        lock (_gate)
        {
            _actors.Add(actor);
        }
    }

    public void Remove(ThreadedActor actor)
    {
        lock (_gate)
        {
            _actors.Remove(actor);
        }
    }

    /// <summary>Ends every instance on the node. An actor whose parent lives elsewhere, or that has none, keeps its
    /// address and comes back with the node; the others are gone, and their fresh parents make them anew.</summary>
    /// <returns>False where it is down already.</returns>
    public bool Crash()
    {
        lock (_gate)
        {
            if (_isDown)
            {
                return false;
            }

            _isDown = true;
            _epoch++;
            PostAll(SignalKind.Crash);
            return true;
        }
    }

    /// <summary>Brings the node back.</summary>
    /// <returns>False where it is up already.</returns>
    public bool Restart()
    {
        lock (_gate)
        {
            if (!_isDown)
            {
                return false;
            }

            _isDown = false;
            PostAll(SignalKind.Revive);
            return true;
        }
    }

    /// <summary>Lets its actors rest after the message that they are at, or go on.</summary>
    public void SetPaused(bool isPaused)
    {
        lock (_gate)
        {
            foreach (ThreadedActor actor in _actors)
            {
                actor.SetPaused(isPaused);
            }
        }
    }

    private void PostAll(SignalKind kind)
    {
        foreach (ThreadedActor actor in _actors)
        {
            actor.Post(new Signal(kind));
        }
    }
}
