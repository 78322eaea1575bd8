using System.Globalization;
using System.Text;
using Delight.Actors.Configuration;

namespace Delight.Actors.Cluster;

/// <summary>What the command line of a head or a node means in Akka's configuration.</summary>
internal static class ClusterSettings
{
    private const string Tcp = "akka.remote.dot-netty.tcp";

    /// <summary>Binds the head, the first member of its own cluster.</summary>
    /// <param name="head">The command line.</param>
    /// <param name="hocon">The configuration file; may be empty.</param>
    public static string OfHead(HeadOptions head, string hocon)
    {
        StringBuilder settings = Of("head", head.Host, head.Port, hocon);
        Add(settings, $"{Tcp}.hostname = \"{head.Host}\"");
        Add(settings, $"{Tcp}.port = {head.Port}");
        return settings.ToString();
    }

    /// <summary>Names a node's head, and binds the node where its command line says to what.</summary>
    /// <param name="node">The command line.</param>
    /// <param name="hocon">The configuration file; may be empty.</param>
    public static string OfNode(NodeOptions node, string hocon)
    {
        StringBuilder settings = Of("worker", node.SeedHost, node.SeedPort, hocon);
        if (node.Host is { } host)
        {
            Add(settings, $"{Tcp}.hostname = \"{host}\"");
        }

        return settings.ToString();
    }

    /// <summary>Where the head lets nodes in.</summary>
    /// <param name="node">The command line.</param>
    /// <param name="hocon">The configuration file; may be empty.</param>
    public static string RegistrarOf(NodeOptions node, string hocon) =>
        $"{Address(node.SeedHost, node.SeedPort, hocon)}/user/{NodeRegistrar.Name}";

    /// <summary>Address of a node's head.</summary>
    /// <param name="node">The command line.</param>
    /// <param name="hocon">The configuration file; may be empty.</param>
    public static string AddressOf(NodeOptions node, string hocon) => Address(node.SeedHost, node.SeedPort, hocon);

    private static StringBuilder Of(string role, string seedHost, int seedPort, string hocon)
    {
        StringBuilder settings = new();
        Add(settings, $"akka.actor.provider = cluster");
        Add(settings, $"akka.cluster.roles = [\"{role}\"]");
        Add(settings, $"akka.cluster.seed-nodes = [\"{Address(seedHost, seedPort, hocon)}\"]");
        return settings;
    }

    /// <summary>An encrypted line has another scheme: the two kinds never talk to each other.</summary>
    private static string Address(string host, int port, string hocon)
    {
        bool isEncrypted = HoconLayers.Compose(string.Empty, hocon).GetBoolean($"{Tcp}.enable-ssl");
        return string.Create(
            CultureInfo.InvariantCulture, $"akka.{(isEncrypted ? "ssl.tcp" : "tcp")}://delight@{host}:{port}");
    }

    private static void Add(StringBuilder settings, FormattableString line) =>
        settings.AppendLine(line.ToString(CultureInfo.InvariantCulture));
}
