using System.Globalization;
using System.Text;

namespace Delight.Actors.Cluster;

/// <summary>What the command line of a head or a node means in Akka's configuration.</summary>
/// <remarks>It names no seed nodes: a head joins itself, and a node looks for its head (<see cref="NodeAgent"/>).
/// </remarks>
internal static class ClusterSettings
{
    private const string Tcp = "akka.remote.dot-netty.tcp";

    /// <summary>Role of the head in Akka.Cluster.</summary>
    public const string HeadRole = "head";

    /// <summary>Role of a node in Akka.Cluster.</summary>
    public const string WorkerRole = "worker";

    /// <summary>Binds the head, the first member of its own cluster.</summary>
    /// <param name="head">The command line.</param>
    public static string OfHead(HeadOptions head)
    {
        StringBuilder settings = Of(HeadRole, head.Listen.Host, head.PublicHost);
        Add(settings, $"{Tcp}.port = {head.Listen.Port}");
        return settings.ToString();
    }

    /// <summary>Binds a node where its command line says to what.</summary>
    /// <param name="node">The command line.</param>
    public static string OfNode(NodeOptions node) => Of(WorkerRole, node.Host, node.PublicHost).ToString();

    private static StringBuilder Of(string role, string? host, string? publicHost)
    {
        StringBuilder settings = new();
        Add(settings, $"akka.actor.provider = cluster");
        Add(settings, $"akka.cluster.roles = [\"{role}\"]");
        if (host is not null)
        {
            Add(settings, $"{Tcp}.hostname = \"{host}\"");
        }

        if (publicHost is not null)
        {
            Add(settings, $"{Tcp}.public-hostname = \"{publicHost}\"");
        }

        return settings;
    }

    private static void Add(StringBuilder settings, FormattableString line) =>
        settings.AppendLine(line.ToString(CultureInfo.InvariantCulture));
}
