using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using Akka.Actor;
using Akka.Configuration;

namespace Delight.Actors.Configuration;

/// <summary>Starts actor systems by the layers of configuration.</summary>
public static class SystemStart
{
    private const string Tcp = "akka.remote.dot-netty.tcp";

    /// <summary>Starts a system named <c>delight</c>.</summary>
    /// <param name="command">What the command line says, in HOCON; may be empty.</param>
    /// <param name="file">The text of a configuration file; may be empty.</param>
    /// <exception cref="SystemStartException">Akka.NET cannot start.</exception>
    public static ActorSystem Start(string command, string file)
    {
        Config config = HoconLayers.Compose(command, file);
        RequireReachable(config);
        return Of(() => ActorSystem.Create("delight", config));
    }

    /// <summary>Requires that others can connect to what the configuration binds.</summary>
    /// <param name="config">All layers.</param>
    /// <exception cref="SystemStartException">It binds all addresses and gives none by which others know
    /// it.</exception>
    public static void RequireReachable(Config config)
    {
        string host = config.GetString($"{Tcp}.hostname", string.Empty);
        bool isAny = IPAddress.TryParse(host.Trim('[', ']'), out IPAddress? address)
            && (address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any));
        if (isAny && config.GetString($"{Tcp}.public-hostname", string.Empty).Length == 0)
        {
            throw new SystemStartException(
                $"{host} means all addresses of this machine, and nobody can connect to it. Write --public-host with "
                + $"the address or name by which others reach this machine, for example {Examples()}.");
        }
    }

    /// <summary>Turns what Akka.NET throws at a start into one sentence for people.</summary>
    /// <param name="start">Starts a system.</param>
    /// <exception cref="SystemStartException">Its address is taken, or its configuration is wrong.</exception>
    public static T Of<T>(Func<T> start)
    {
        try
        {
            return start();
        }
        catch (Exception error) when (
            error is AkkaException or AggregateException or SocketException or ArgumentException)
        {
            throw Refused(error);
        }
    }

    /// <summary>The exception for people.</summary>
    /// <param name="error">From Akka.NET, or from a socket.</param>
    /// <param name="address">What was to be bound, where the error does not say it.</param>
    internal static SystemStartException Refused(Exception error, string address = "")
    {
        Exception innermost = error;
        while (innermost.InnerException is { } inner)
        {
            address = BoundIn(innermost.Message) ?? address;
            innermost = inner; // Akka.NET's own exceptions point to what is inside them
        }

        string reason = innermost.Message.ReplaceLineEndings(" ").TrimEnd('.');
        string sentence = (innermost as SocketException)?.SocketErrorCode switch
        {
            SocketError.AddressAlreadyInUse =>
                $"{address} is in use by another process. End it, or choose another port.",
            SocketError.AddressNotAvailable =>
                $"{address} is no address of this machine. Write one of its own, for example {Examples()}.",
            SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain =>
                $"no address is known for the name in {address}. Put it into DNS, or write an IP address.",
            _ => $"Akka.NET cannot start: {reason}. Look at --listen or --host, and at --hocon.",
        };
        return new SystemStartException(sentence, error);
    }

    /// <summary>The address in Akka.NET's <c>Failed to bind to [ADDRESS]</c>.</summary>
    private static string? BoundIn(string message)
    {
        const string Begin = "Failed to bind to [";
        int begin = message.LastIndexOf(Begin, StringComparison.Ordinal);
        int end = begin < 0 ? -1 : message.IndexOf("]. ", begin, StringComparison.Ordinal);
        return end < 0 ? null : message[(begin + Begin.Length)..end].Replace(
            "Unspecified/", string.Empty, StringComparison.Ordinal);
    }

    private static string Examples() => string.Join(
        " or ", NetworkInterface.GetAllNetworkInterfaces().SelectMany(card => card.GetIPProperties().UnicastAddresses)
            .Select(own => own.Address)
            .Where(own => own.AddressFamily == AddressFamily.InterNetwork && !IPAddress.IsLoopback(own))
            .DefaultIfEmpty(IPAddress.Loopback));
}
