using System.Globalization;
using Delight.Actors.Coordination;

namespace Delight.Actors.Akka.Cluster;

/// <summary>What the command line of a head or a node means in Akka's configuration.</summary>
internal static class ClusterSettings
{
    /// <summary>Binds the head, the first member of its own cluster.</summary>
    public static string OfHead(HeadOptions head) => Of("head", head.Host, head.Port, head.Host, head.Port);

    /// <summary>Binds a node and names its head.</summary>
    public static string OfNode(NodeOptions node) => Of("worker", node.Host, node.Port, node.SeedHost, node.SeedPort);

    /// <summary>Where the head lets nodes in.</summary>
    public static string RegistrarOf(NodeOptions node) => string.Create(
        CultureInfo.InvariantCulture, $"{Address(node.SeedHost, node.SeedPort)}/user/delight/nodes");

    private static string Of(string role, string host, int port, string seedHost, int seedPort) => string.Create(
        CultureInfo.InvariantCulture,
        $$"""
        akka.actor.provider = cluster
        akka.remote.dot-netty.tcp.hostname = "{{host}}"
        akka.remote.dot-netty.tcp.port = {{port}}
        akka.cluster.roles = ["{{role}}"]
        akka.cluster.seed-nodes = ["{{Address(seedHost, seedPort)}}"]
        """);

    private static string Address(string host, int port) => string.Create(
        CultureInfo.InvariantCulture, $"akka.tcp://delight@{host}:{port}");
}
