using Akka.Actor;
using Delight.Simulation.Dispatch;
using Delight.Simulation.Time;

namespace Delight.Simulation.Nodes;

/// <summary>A node in virtual time.</summary>
/// <param name="name">Name of its program.</param>
/// <param name="props">Made again at each restart.</param>
/// <param name="isReliable">Never crashes, and its links lose nothing.</param>
internal class SimulatedNode(string name, Props props, bool isReliable) : Node(name, props, isReliable)
{
    public long PausedSince { get; set; }

    /// <summary>The running actors of the node, in the order of their creation.</summary>
    public LinkedList<SimulatedCell> Cells { get; } = new();

    /// <summary>Turns and timers that wait for the end of a pause.</summary>
    public List<QueuedEvent> Held { get; } = [];

    /// <summary>News of this node's last crash that others have not heard yet.</summary>
    public List<DeathNews> Untold { get; } = [];
}
