using System.Net;
using System.Net.Sockets;

namespace Delight.Actors.Cluster;

/// <summary>What a node sees of a seed before it joins: a look costs nothing, while a join that finds nobody makes
/// Akka.NET complain.</summary>
/// <param name="Seed">Where it looked.</param>
/// <param name="Answer">What was there.</param>
/// <param name="Hosts">Under which hosts the head may know itself, the likeliest first: the IPv4 addresses of a name,
/// the name, and its other addresses.</param>
public sealed record SeedSight(Endpoint Seed, SeedAnswer Answer, IReadOnlyList<string> Hosts)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    /// <summary>The least that is known of a seed: it counts as there, by the name as it is.</summary>
    /// <remarks>For networks that one cannot look at, such as that of a simulation.</remarks>
    public static Task<SeedSight> AssumeAsync(Endpoint seed) =>
        Task.FromResult(new SeedSight(seed, SeedAnswer.Accepts, [seed.Host]));

    /// <summary>Resolves the name and opens a connection.</summary>
    public static async Task<SeedSight> LookAsync(Endpoint seed)
    {
        using CancellationTokenSource patience = new(Patience);
        try
        {
            IReadOnlyList<string> hosts = await HostsOfAsync(seed.Host, patience.Token).ConfigureAwait(false);
            using TcpClient client = new();
            await client.ConnectAsync(seed.Host, seed.Port, patience.Token).ConfigureAwait(false);
            return new SeedSight(seed, SeedAnswer.Accepts, hosts);
        }
        catch (SocketException failure)
        {
            bool isUnknown = failure.SocketErrorCode is SocketError.HostNotFound or SocketError.NoData
                or SocketError.TryAgain;
            return new SeedSight(seed, isUnknown ? SeedAnswer.Unknown : SeedAnswer.Refuses, []);
        }
        catch (OperationCanceledException)
        {
            return new SeedSight(seed, SeedAnswer.Silent, []);
        }
    }

    /// <summary>One sentence about a seed that is not there; null for one that is.</summary>
    public string? Complaint => Answer switch
    {
        SeedAnswer.Refuses =>
            $"nothing listens at {Seed}. Start the head there, or write --seed-node as the head's terminal says",
        SeedAnswer.Silent =>
            $"{Seed} does not answer. Look at the network, or write --seed-node as the head's terminal says",
        SeedAnswer.Unknown =>
            $"no address is known for the name {Seed.Host}. Put it into DNS, or write an IP address for --seed-node",
        _ => null,
    };

    private static async Task<IReadOnlyList<string>> HostsOfAsync(string host, CancellationToken cancellation)
    {
        if (IPAddress.TryParse(host, out _))
        {
            return [host];
        }

        IPAddress[] addresses = await Dns.GetHostAddressesAsync(host, cancellation).ConfigureAwait(false);
        ILookup<bool, string> hosts = addresses.ToLookup(
            address => address.AddressFamily == AddressFamily.InterNetwork,
            address => Endpoint.Canonical(address.ToString()));
        return [.. hosts[true], host, .. hosts[false]];
    }
}

/// <summary>What is at an address.</summary>
public enum SeedAnswer
{
    /// <summary>It accepts connections.</summary>
    Accepts,

    /// <summary>The machine is there, and nothing listens.</summary>
    Refuses,

    /// <summary>Nobody answers.</summary>
    Silent,

    /// <summary>The name has no address.</summary>
    Unknown,
}
