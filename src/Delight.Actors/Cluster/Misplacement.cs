using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;

namespace Delight.Actors.Cluster;

/// <summary>Says whether a node stands where its head cannot reach it: at an address of its own machine only, with a
/// head on another one.</summary>
internal static class Misplacement
{
    /// <summary>One sentence with the remedy; null where nothing is wrong.</summary>
    /// <param name="ownHost">By which others know the node.</param>
    /// <param name="seed">What it saw of the head.</param>
    public static string? Of(string? ownHost, SeedSight seed)
    {
        if (!new Endpoint(ownHost ?? string.Empty, 0).IsLoopback)
        {
            return null;
        }

        IPAddress? head = seed.Hosts.Select(host => IPAddress.TryParse(host, out IPAddress? address) ? address : null)
            .FirstOrDefault(address => address is not null);
        return head is null || IPAddress.IsLoopback(head) || IsOfThisMachine(head)
            ? null
            : $"the head at {seed.Seed} is on another machine, and this node is at {ownHost}, where only this machine "
                + $"reaches it. Write --host {TowardsOrExample(head)}.";
    }

    private static bool IsOfThisMachine(IPAddress address) => NetworkInterface.GetAllNetworkInterfaces()
        .SelectMany(card => card.GetIPProperties().UnicastAddresses).Any(own => own.Address.Equals(address));

    /// <summary>The address from which this machine reaches another one. A datagram socket that connects sends
    /// nothing.</summary>
    private static string TowardsOrExample(IPAddress other)
    {
        try
        {
            using Socket socket = new(other.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
            socket.Connect(other, 1);
            return ((IPEndPoint)socket.LocalEndPoint!).Address.ToString();
        }
        catch (SocketException)
        {
            return "ADDRESS, with the address of this machine in the head's network";
        }
    }
}
