using Akka.Actor;
using Delight.Determinism;
using Delight.Simulation.Dispatch;
using Delight.Simulation.Network;
using Delight.Simulation.Nodes;

namespace Delight.Simulation.Cluster.Connections;

/// <summary>All connections of a simulation, and who listens where.</summary>
/// <param name="loop">Whose links the frames take.</param>
/// <param name="options">Checked.</param>
internal sealed class ConnectionTable(SimulationLoop loop, ConnectionOptions options)
{
    private readonly Dictionary<(string Host, int Port), SimulatedTransport> _listeners = [];
    private readonly Dictionary<(SimulatedNode, SimulatedNode), ulong> _hashes = [];
    private readonly Dictionary<(string Host, int Port), SimulatedNode> _hosts = [];

    public SimulationLoop Loop => loop;

    public ConnectionOptions Options => options;

    /// <summary>A system listens at its address from now on.</summary>
    public void Listen(SimulatedTransport transport)
    {
        (string, int) where = Key(transport.Address);
        _listeners[where] = transport;
        _hosts[where] = transport.Home.Node!;
    }

    /// <summary>Nobody listens there any more.</summary>
    public void Close(SimulatedTransport transport)
    {
        (string, int) where = Key(transport.Address);
        if (_listeners.GetValueOrDefault(where) == transport)
        {
            _listeners.Remove(where);
        }
    }

    /// <summary>Who listens at an address; null: nobody.</summary>
    public SimulatedTransport? ListenerAt(Address address) => _listeners.GetValueOrDefault(Key(address));

    /// <summary>The node that listens at an address or once did; null: none.</summary>
    public SimulatedNode? NodeAt(Address address) => _hosts.GetValueOrDefault(Key(address));

    /// <summary>True where another system listens there.</summary>
    public bool IsTaken(string host, int port, SimulatedNode by) =>
        _listeners.TryGetValue((host, port), out SimulatedTransport? other) && other.Home.Node != by;

    /// <summary>Sends a frame over the link between two nodes.</summary>
    /// <param name="from">Who sends; frames to one receiver keep their order.</param>
    /// <param name="fromNode">Where that is.</param>
    /// <param name="to">The other end.</param>
    /// <param name="toNode">Where that is.</param>
    /// <param name="frame">What is sent.</param>
    public void Send(
        object from, SimulatedNode fromNode, IFrameReceiver to, SimulatedNode toNode, Frame frame) =>
        loop.SendFrame(to, new Parked(from, fromNode, to, toNode, new Envelope(frame, ActorRefs.NoSender)));

    /// <summary>A frame arrives, and the digest takes note of it.</summary>
    public void Note(SimulatedNode from, SimulatedNode to, Frame frame)
    {
        if (!_hashes.TryGetValue((from, to), out ulong where))
        {
            _hashes.Add((from, to), where = StableHash.Of($"{from.Name} {to.Name}"));
        }

        ulong what = frame.Kind == FrameKind.Data ? FrameContent.KindOf(frame.Payload.Span) : (ulong)frame.Kind;
        loop.Digest.AddFrame(loop.Now, where, what);
        if (loop.Options.Log is { } log)
        {
            string name = frame.Kind == FrameKind.Data
                ? FrameContent.NameOf(frame.Payload.Span) : frame.Kind.ToString();
            log.Write(loop.Now, loop.Digest.Deliveries, $"{from.Name} -> {to.Name}", name);
        }
    }

    private static (string Host, int Port) Key(Address address) => (address.Host, address.Port ?? 0);
}
