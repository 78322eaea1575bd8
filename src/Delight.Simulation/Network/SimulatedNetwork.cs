using Delight.Simulation.Nodes;
using Delight.Simulation.Observing;

namespace Delight.Simulation.Network;

/// <summary>The links between nodes, in virtual time or on a live system. Within a node messages take no
/// time.</summary>
/// <remarks>
/// <para>What is sent by an actor without a node, or to one, passes no link. A link is made when it is first asked for
/// or used, with its planned quality (<see cref="Plan"/>), else with <see cref="DefaultQuality"/> as it is then.</para>
/// <para>News of deaths (<c>Terminated</c>) takes the latency of its link and is never lost: it stands for what the
/// other side finds out by itself. Across a cut or held link, and where a node crashed, it takes the detection
/// time.</para>
/// </remarks>
public sealed class SimulatedNetwork
{
    /// <summary>Bytes that every message has beside its content (<see cref="ISized"/>).</summary>
    public const int HeaderBytes = 64;

    private readonly ICarrier _carrier;
    private readonly Lock _gate = new();
    private readonly Dictionary<(string From, string To), LinkQuality> _planned = [];
    private volatile Link[] _links = [];
    private volatile LinkQuality _default = new();

    internal SimulatedNetwork(ICarrier carrier) => _carrier = carrier;

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
    public IReadOnlyCollection<Link> Links => _links;

    /// <summary>The link from one node to another.</summary>
    /// <exception cref="ArgumentException">There is no such node, or both are the same.</exception>
    public Link Link(string from, string to)
    {
        RequireTwo(from, to);
        return Between(_carrier.Find(from), _carrier.Find(to));
    }

    /// <summary>Sets the quality that a link has from its first message on. The nodes need not be there yet.</summary>
    /// <remarks>On a live system a node sends as soon as it is added. So only a plan before that concerns its first
    /// message. A link that exists takes the quality at once. A link of a reliable node still loses, duplicates and
    /// reorders nothing.</remarks>
    /// <param name="from">Name of the sending node.</param>
    /// <param name="to">Name of the receiving node.</param>
    /// <param name="quality">Counts instead of <see cref="DefaultQuality"/>; the last plan counts.</param>
    /// <exception cref="ArgumentException">Both nodes are the same.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A value is out of its range.</exception>
    public void Plan(string from, string to, LinkQuality quality)
    {
        RequireTwo(from, to);
        quality.Validate();
        lock (_gate)
        {
            _planned[(from, to)] = quality;
            foreach (Link link in _links.Where(link => link.From == from && link.To == to))
            {
                link.Quality = quality;
            }
        }
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
        foreach (Link link in _links)
        {
            link.Heal();
        }
    }

    internal long Now => _carrier.Now;

    internal bool IsShared => _carrier.IsShared;

    internal static long BytesOf(object message) => HeaderBytes + ((message as ISized)?.Bytes ?? 0);

    internal Link Between(Node from, Node to) => from.LinkTo(to) ?? Make(from, to);

    /// <summary>A message leaves its node.</summary>
    internal void Leave(in Parked message) =>
        Leave(message, Between(message.FromNode, message.ToNode), isReleased: false);

    /// <summary>A message takes a link.</summary>
    /// <param name="message">Which.</param>
    /// <param name="link">From its node to that of its receiver.</param>
    /// <param name="isReleased">True where the link held it until now.</param>
    internal void Leave(in Parked message, Link link, bool isReleased)
    {
        Passage passage = link.Pass(message, _carrier.Now, isReleased);
        if (passage.Copies == 0)
        {
            if (!passage.IsHeld)
            {
                _carrier.Lost(message, link.IsCut ? DropReason.LinkCut : DropReason.LinkLoss);
            }

            return;
        }

        _carrier.Arrive(passage.First, message, link);
        if (passage.Copies == 2)
        {
            _carrier.Duplicated(message);
            _carrier.Arrive(passage.Second, message, link);
        }
    }

    /// <summary>The quality of a link that is being made.</summary>
    internal LinkQuality FirstQuality(string from, string to) => _planned.GetValueOrDefault((from, to), _default);

    private static void RequireTwo(string from, string to)
    {
        if (from == to)
        {
            throw new ArgumentException(
                $"from and to are both '{from}'; a link joins two nodes. Name two of them.", nameof(to));
        }
    }

    private Link Make(Node from, Node to)
    {
        lock (_gate)
        {
            if (from.LinkTo(to) is { } made)
            {
                return made;
            }

            Link link = new(this, from.Name, to.Name, from.IsReliable || to.IsReliable, _carrier.Seed);
            _links = [.. _links, link];
            from.AddLink(to, link);
            return link;
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
