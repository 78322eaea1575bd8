namespace Delight.Actors.Live;

/// <summary>One node of a live system: who lives on it, and whether it is up.</summary>
/// <remarks>Thread-safe. Every crash begins a new epoch: what an actor of an older one still sends is lost.</remarks>
internal sealed class LiveNode(string name)
{
    private readonly Lock _gate = new();
    private readonly HashSet<ILiveActor> _actors = [];
    private volatile int _epoch;
    private volatile bool _isDown;
    private bool _isPaused;
    private double _slowFactor = 1;

    public string Name { get; } = name;

    public int Epoch => _epoch;

    public bool IsDown => _isDown;

    /// <summary>Times as long everything takes.</summary>
    public double SlowFactor
    {
        get => Volatile.Read(ref _slowFactor);
        set => Volatile.Write(ref _slowFactor, value);
    }

    public void Add(ILiveActor actor)
    {
        lock (_gate)
        {
            _actors.Add(actor);
            if (_isPaused)
            {
                actor.SetPaused(PauseReasons.OfItsNode, isPaused: true);
            }
        }
    }

    public void Remove(ILiveActor actor)
    {
        lock (_gate)
        {
            _actors.Remove(actor);
        }
    }

    /// <summary>Ends every instance on the node. An actor whose parent lives elsewhere, or that has none, keeps its
    /// address and comes back with the node; the others are gone, and their fresh parents make them anew.</summary>
    /// <param name="knownAt">When those who watch hear of it, unless the node is back before.</param>
    public void Crash(TimeSpan knownAt)
    {
        lock (_gate)
        {
            if (_isDown)
            {
                return;
            }

            _isDown = true;
            _epoch++;
            foreach (ILiveActor actor in _actors)
            {
                actor.CutOff(_epoch, knownAt);
            }

            SetAllPaused(isPaused: false); // a paused machine that dies is dead
        }
    }

    /// <summary>Brings the node back, unless it is up.</summary>
    public void Restart()
    {
        lock (_gate)
        {
            if (!_isDown)
            {
                return;
            }

            _isDown = false;
            foreach (ILiveActor actor in _actors.ToArray()) // who is gone leaves once all have heard of it
            {
                actor.Revive();
            }
        }
    }

    /// <summary>Lets its actors rest after the message that they are at, or go on.</summary>
    public void SetPaused(bool isPaused)
    {
        lock (_gate)
        {
            if (!_isDown)
            {
                SetAllPaused(isPaused);
            }
        }
    }

    private void SetAllPaused(bool isPaused)
    {
        if (_isPaused == isPaused)
        {
            return;
        }

        _isPaused = isPaused;
        foreach (ILiveActor actor in _actors)
        {
            actor.SetPaused(PauseReasons.OfItsNode, isPaused);
        }
    }
}
