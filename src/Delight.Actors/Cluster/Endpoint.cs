using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Delight.Actors.Cluster;

/// <summary>A host and a port, as one types them: <c>10.0.0.1:4053</c>, <c>head.example:4053</c>,
/// <c>[::1]:4053</c>.</summary>
/// <param name="Host">An IP address without brackets, or a name.</param>
/// <param name="Port">1 to 65535; 0 where the system is to choose one.</param>
/// <remarks>Akka.NET compares addresses letter by letter. So each process turns what was typed into the same form:
/// <c>localhost</c> is 127.0.0.1, names have small letters.</remarks>
public sealed record Endpoint(string Host, int Port)
{
    private const string Rule = "this is no HOST:PORT with a port of 1 to 65535. For example: 127.0.0.1:4053";

    /// <summary>True for an address that means all addresses of this machine: nobody can connect to it.</summary>
    public bool IsAny => IPAddress.TryParse(Host, out IPAddress? address)
        && (address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any));

    /// <summary>True for an address that only processes of this machine can reach.</summary>
    public bool IsLoopback => IPAddress.TryParse(Host, out IPAddress? address) && IPAddress.IsLoopback(address);

    /// <summary>True for an IPv6 address.</summary>
    public bool IsIPv6 => IPAddress.TryParse(Host, out IPAddress? address)
        && address.AddressFamily == AddressFamily.InterNetworkV6;

    /// <summary>Reads <c>HOST:PORT</c>.</summary>
    /// <param name="text">As typed.</param>
    /// <exception cref="FormatException">It is none; one sentence with the remedy.</exception>
    public static Endpoint Parse(string text)
    {
        int colon = text.LastIndexOf(':');
        string host = colon > 0 ? text[..colon] : string.Empty;
        if (host.Contains(':', StringComparison.Ordinal) && !host.StartsWith('['))
        {
            throw new FormatException($"an IPv6 address stands in brackets. For example: [{host}]{text[colon..]}.");
        }

        return int.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out int port)
            && port is > 0 and <= ushort.MaxValue
            && TryCanonical(host, out string canonical)
            ? new Endpoint(canonical, port)
            : throw new FormatException($"{Rule}.");
    }

    /// <summary>The one form of a host.</summary>
    /// <param name="host">An address, with or without brackets, or a name.</param>
    /// <exception cref="FormatException">It is neither; one sentence.</exception>
    public static string Canonical(string host) => TryCanonical(host, out string canonical)
        ? canonical
        : throw new FormatException("this is neither an IP address nor the name of a host. For example: 10.0.0.2.");

    /// <inheritdoc/>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"{(IsIPv6 ? $"[{Host}]" : Host)}:{Port}");

    private static bool TryCanonical(string host, out string canonical)
    {
        canonical = host.Trim('[', ']');
        if (IPAddress.TryParse(canonical, out IPAddress? address) && Uri.CheckHostName(canonical) is not
            UriHostNameType.Dns)
        {
            canonical = (address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address).ToString();
            return true;
        }

        canonical = canonical.ToLowerInvariant();
        bool isName = Uri.CheckHostName(canonical) == UriHostNameType.Dns;
        canonical = canonical == "localhost" ? IPAddress.Loopback.ToString() : canonical;
        return isName;
    }
}
