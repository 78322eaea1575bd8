using Delight.Simulation.Dispatch;
using Delight.Simulation.Nodes;
using Delight.Simulation.Observing;

namespace Delight.Simulation.Network;

/// <summary>The links between the nodes of a simulation. Within a node messages take no time.</summary>
/// <remarks>
/// <para>What is sent by an actor without a node, or to one, passes no link. A link is made when it is first asked for
/// or used, with <see cref="DefaultQuality"/> as it is then.</para>
/// <para>News of deaths (<c>Terminated</c>) takes the latency of its link and is never lost: it stands for what the
/// other side finds out by itself. Across a cut or held link, and where a node crashed, it takes the detection
/// time.</para>
/// </remarks>
public sealed class SimulatedNetwork
{
    /// <summary>Bytes that every message has beside its content (<see cref="ISized"/>).</summary>
    public const int HeaderBytes = 64;

    private readonly Dictionary<(string From, string To), Link> _links = [];
    private readonly SimulationLoop _loop;
    private LinkQuality _default = new();

    internal SimulatedNetwork(SimulationLoop loop) => _loop = loop;

    /// <summary>What links do that nobody has asked for yet.</summary>
    /// <value>Default: they take no time and lose nothing.</value>
    /// <exception cref="ArgumentOutOfRangeException">A value is out of its range.</exception>
    public LinkQuality DefaultQuality
    {
        get => _default;
        set
        {
            value.Validate();
            _default = value;
        }
    }

    /// <summary>The links that were asked for or used, in the order in which they were made.</summary>
    public IReadOnlyCollection<Link> Links => _links.Values;

    /// <summary>The link from one node to another.</summary>
    /// <exception cref="ArgumentException">There is no such node, or both are the same.</exception>
    public Link Link(string from, string to)
    {
        if (from == to)
        {
            throw new ArgumentException(
                $"from and to are both '{from}'; a link joins two nodes. Name two of them.", nameof(to));
        }

        return Between(_loop.Nodes.Find(from), _loop.Nodes.Find(to));
    }

    /// <summary>Cuts the links between two groups of nodes, both ways.</summary>
    public void Cut(IEnumerable<string> nodes, IEnumerable<string> others) =>
        ForEach(nodes, others, link => link.Cut());

    /// <summary>Lets messages pass again between two groups of nodes, both ways.</summary>
    public void Heal(IEnumerable<string> nodes, IEnumerable<string> others) =>
        ForEach(nodes, others, link => link.Heal());

    /// <summary>Heals every link.</summary>
    public void Heal()
    {
        foreach (Link link in _links.Values)
        {
            link.Heal();
        }
    }

    internal long Now => _loop.Now;

    internal static long BytesOf(object message) => HeaderBytes + ((message as ISized)?.Bytes ?? 0);

    internal Link Between(SimulatedNode from, SimulatedNode to)
    {
        if (from.LinkTo(to) is not { } link)
        {
            link = new Link(this, from.Name, to.Name, from.IsReliable || to.IsReliable, _loop.Seed);
            _links.Add((from.Name, to.Name), link);
            from.AddLink(to, link);
        }

        return link;
    }

    /// <summary>A message leaves its node.</summary>
    internal void Leave(in Parked message)
    {
        Link link = Between(message.FromNode, message.ToNode);
        Passage passage = link.Pass(message.From, message.To, message.Envelope.Message, _loop.Now);
        if (passage.IsHeld)
        {
            link.Waiting.Add(message);
        }
        else if (passage.Copies == 0)
        {
            _loop.Drop(message.To, message.Envelope, link.IsCut ? DropReason.LinkCut : DropReason.LinkLoss);
        }
        else
        {
            _loop.ArriveAt(passage.First, message.To, message.Envelope);
            if (passage.Copies == 2)
            {
                _loop.Counters.Duplicated++;
                _loop.Options.Observer?.Duplicated(
                    TimeSpan.FromTicks(_loop.Now), SimulationLoop.ReferenceOf(message.To), message.Envelope.Message);
                _loop.ArriveAt(passage.Second, message.To, message.Envelope);
            }
        }
    }

    private void ForEach(IEnumerable<string> nodes, IEnumerable<string> others, Action<Link> act)
    {
        string[] side = [.. others];
        foreach (string node in nodes)
        {
            foreach (string other in side)
            {
                act(Link(node, other));
                act(Link(other, node));
            }
        }
    }
}
