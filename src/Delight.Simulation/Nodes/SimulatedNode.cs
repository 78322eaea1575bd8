using Akka.Actor;
using Delight.Simulation.Dispatch;
using Delight.Simulation.Network;
using Delight.Simulation.Time;

namespace Delight.Simulation.Nodes;

/// <summary>A node: a program that is a top-level actor, and all that runs beside it.</summary>
/// <param name="name">Name of its program.</param>
/// <param name="props">Made again at each restart.</param>
/// <param name="isReliable">Never crashes, and its links lose nothing.</param>
internal sealed class SimulatedNode(string name, Props props, bool isReliable)
{
    private readonly Dictionary<SimulatedNode, Link> _links = [];

    public string Name => name;

    public Props Props => props;

    public bool IsReliable => isReliable;

    public bool IsDown { get; set; }

    public bool IsPaused { get; set; }

    /// <summary>True while its actors are taken down: what they send goes nowhere.</summary>
    public bool IsMute { get; set; }

    public long PausedSince { get; set; }

    public double Slowness { get; set; } = 1;

    /// <summary>How often it crashed; timers and work of an earlier life are void.</summary>
    public int Crashes { get; set; }

    /// <summary>The running actors of the node, in the order of their creation.</summary>
    public LinkedList<SimulatedCell> Cells { get; } = new();

    /// <summary>Turns and timers that wait for the end of a pause.</summary>
    public List<QueuedEvent> Held { get; } = [];

    /// <summary>News of this node's last crash that others have not heard yet.</summary>
    public List<DeathNews> Untold { get; } = [];

    public Link? LinkTo(SimulatedNode other) => _links.GetValueOrDefault(other);

    public void AddLink(SimulatedNode other, Link link) => _links.Add(other, link);
}
