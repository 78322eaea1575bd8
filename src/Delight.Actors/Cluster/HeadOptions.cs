using System.Net;
using System.Net.Sockets;
using Delight.Actors.Configuration;

namespace Delight.Actors.Cluster;

/// <summary>How the head of a cluster is reached, and what it tells those who come.</summary>
public sealed record HeadOptions
{
    /// <summary>Where it listens.</summary>
    public required Endpoint Listen { get; init; }

    /// <summary>The host by which others know it.</summary>
    /// <value>Default null: that of <see cref="Listen"/>. Needed where it listens at all addresses.</value>
    public string? PublicHost { get; init; }

    /// <summary>What others connect to.</summary>
    public Endpoint Known => Listen with { Host = PublicHost ?? Listen.Host };

    /// <summary>What nodes must know to be let in; it never travels.</summary>
    public required string Secret { get; init; }

    /// <summary>The effective scenario as JSON, for the nodes.</summary>
    public required string Scenario { get; init; }

    /// <summary>Requires that this head can start, before a record is begun.</summary>
    /// <param name="hocon">Text of a configuration file; may be empty.</param>
    /// <exception cref="SystemStartException">Its address is in use or is none of this machine, or nothing says by
    /// which address others know it.</exception>
    public void RequireStart(string hocon)
    {
        SystemStart.RequireReachable(HoconLayers.Compose(ClusterSettings.OfHead(this), hocon));
        try
        {
            using TcpListener listener = new(IPAddress.Parse(Listen.Host), Listen.Port);
            listener.Start();
        }
        catch (SocketException failure)
        {
            throw SystemStart.Refused(failure, Listen.ToString());
        }
    }
}
