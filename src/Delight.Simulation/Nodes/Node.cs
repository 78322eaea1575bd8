using Akka.Actor;
using Delight.Simulation.Network;

namespace Delight.Simulation.Nodes;

/// <summary>A node: a program that is a top-level actor, and all that runs beside it.</summary>
/// <remarks>On a live system several threads read it, so its marks are volatile.</remarks>
/// <param name="name">Name of its program.</param>
/// <param name="props">Made again at each restart.</param>
/// <param name="isReliable">Never crashes, and its links lose nothing.</param>
internal abstract class Node(string name, Props props, bool isReliable)
{
    private readonly Lock _gate = new();
    private volatile Dictionary<Node, Link> _links = [];
    private volatile bool _isDown;
    private volatile bool _isPaused;
    private volatile int _crashes;

    public string Name => name;

    public Props Props => props;

    public bool IsReliable => isReliable;

    /// <summary>True where the node is a whole actor system.</summary>
    public virtual bool IsSystem => false;

    public bool IsDown
    {
        get => _isDown;
        set => _isDown = value;
    }

    public bool IsPaused
    {
        get => _isPaused;
        set => _isPaused = value;
    }

    public double Slowness { get; set; } = 1;

    /// <summary>How often it crashed; timers and work of an earlier life are void.</summary>
    public int Crashes
    {
        get => _crashes;
        set => _crashes = value;
    }

    public Link? LinkTo(Node other) => _links.GetValueOrDefault(other);

    /// <summary>A copy takes the place of the links so far, since other threads may read them.</summary>
    public void AddLink(Node other, Link link)
    {
        lock (_gate)
        {
            _links = new Dictionary<Node, Link>(_links) { [other] = link };
        }
    }

    /// <summary>What cannot be done to a node that is down.</summary>
    /// <exception cref="InvalidOperationException">It is down.</exception>
    public void RequireUp(string what)
    {
        if (IsDown)
        {
            throw new InvalidOperationException($"node '{Name}' is down, so it cannot {what}. Restart it before.");
        }
    }

    /// <summary>Crashes need a node that is up and not reliable.</summary>
    /// <exception cref="ArgumentException">It is reliable.</exception>
    /// <exception cref="InvalidOperationException">It is down.</exception>
    public void RequireCanCrash()
    {
        if (IsReliable)
        {
            throw new ArgumentException(
                $"node '{Name}' is reliable and never crashes. Crash another one.", nameof(name));
        }

        RequireUp("crash");
    }

    /// <summary>Restarts need a node that is down.</summary>
    /// <exception cref="InvalidOperationException">It is up.</exception>
    public void RequireDown()
    {
        if (!IsDown)
        {
            throw new InvalidOperationException($"node '{Name}' is up, so it cannot restart. Crash it before.");
        }
    }

    /// <summary>Pauses need a node that is up and runs.</summary>
    /// <exception cref="InvalidOperationException">It is down or paused.</exception>
    public void RequireRunning()
    {
        RequireUp("pause");
        if (IsPaused)
        {
            throw new InvalidOperationException($"node '{Name}' is paused already. Resume it before.");
        }
    }

    /// <summary>Only a pause can end.</summary>
    /// <exception cref="InvalidOperationException">It is not paused.</exception>
    public void RequirePaused()
    {
        if (!IsPaused)
        {
            throw new InvalidOperationException($"node '{Name}' is not paused. Pause it before.");
        }
    }
}
