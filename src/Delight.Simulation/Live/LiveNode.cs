using System.Collections.Concurrent;
using Akka.Actor;
using Delight.Simulation.Nodes;

namespace Delight.Simulation.Live;

/// <summary>A node of a live system.</summary>
/// <param name="name">Name of its program.</param>
/// <param name="props">Made again at each restart.</param>
/// <param name="isReliable">Never crashes, and its links lose nothing.</param>
internal sealed class LiveNode(string name, Props props, bool isReliable) : Node(name, props, isReliable)
{
    private volatile bool _isEnding;

    /// <summary>Guards what <see cref="LiveNodeLives"/> does with the node.</summary>
    public Lock Gate { get; } = new();

    /// <summary>The running actors of the node.</summary>
    public ConcurrentDictionary<LiveCell, byte> Cells { get; } = [];

    /// <summary>True in a crash from the moment when all actors of the node stand still and are emptied: from then on
    /// they handle the messages that end them.</summary>
    public bool IsEnding
    {
        get => _isEnding;
        set => _isEnding = value;
    }

    /// <summary>True where the last crash has ended and nothing of that life is left.</summary>
    public bool IsGone { get; set; }

    /// <summary>True where the node is to start as soon as nothing of its last life is left.</summary>
    public bool IsStartWanted { get; set; }

    /// <summary>True where the node is down and nobody has asked for its start.</summary>
    public bool AwaitsRestart => IsDown && !IsStartWanted;

    /// <summary>News of this node's last crash that others have not heard yet.</summary>
    public List<DeathNews> Untold { get; } = [];

    /// <summary>True while no actor of the node may begin a message without a further look.</summary>
    public bool IsGated => IsPaused || IsDown || Slowness != 1;

    /// <summary>Tells the actors of the node that one of the reasons has come or gone.</summary>
    public void UpdateGate()
    {
        foreach (LiveCell cell in Cells.Keys)
        {
            cell.UpdateGate();
        }
    }
}
