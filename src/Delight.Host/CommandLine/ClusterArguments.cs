using System.Net;
using System.Net.Sockets;
using Delight.Actors.Cluster;
using Delight.Actors.Configuration;
using Delight.Experiments.Cluster;
using Delight.Experiments.Text;

namespace Delight.Host.CommandLine;

/// <summary>What a command line says about a cluster.</summary>
internal static class ClusterArguments
{
    /// <summary>The text of a configuration file.</summary>
    /// <param name="hocon">The file; null: none.</param>
    /// <returns>Empty where there is none.</returns>
    /// <exception cref="UserErrorException">The file cannot be read or used.</exception>
    public static string Configuration(string? hocon)
    {
        if (hocon is null)
        {
            return string.Empty;
        }

        string text = ReadText("--hocon", hocon);
        try
        {
            HoconFile.Require(text);
            return text;
        }
        catch (FormatException error)
        {
            throw new UserErrorException($"--hocon {hocon}: {error.Message}");
        }
    }

    /// <summary>Reads <c>HOST:PORT</c>.</summary>
    /// <param name="option">As on the command line.</param>
    /// <param name="text">Its value.</param>
    /// <exception cref="UserErrorException">It is none.</exception>
    public static Endpoint Endpoint(string option, string text)
    {
        try
        {
            return Actors.Cluster.Endpoint.Parse(text);
        }
        catch (FormatException error)
        {
            throw new UserErrorException($"{option} {text}: {error.Message}");
        }
    }

    /// <summary>Reads a host.</summary>
    /// <param name="option">As on the command line.</param>
    /// <param name="text">Its value; null where it was not given.</param>
    /// <exception cref="UserErrorException">It is none.</exception>
    public static string? Host(string option, string? text)
    {
        try
        {
            return text is null ? null : Actors.Cluster.Endpoint.Canonical(text);
        }
        catch (FormatException error)
        {
            throw new UserErrorException($"{option} {text}: {error.Message}");
        }
    }

    /// <summary>The address that a process of this machine binds. Others know it by this address, whatever name they
    /// use, so a name gives way to its address.</summary>
    /// <param name="option">As on the command line.</param>
    /// <param name="host">An address or a name.</param>
    /// <exception cref="UserErrorException">The name has no address.</exception>
    public static string Bound(string option, string host)
    {
        if (IPAddress.TryParse(host, out _))
        {
            return host;
        }

        try
        {
            IPAddress[] addresses = Dns.GetHostAddresses(host);
            return addresses.OrderBy(address => address.AddressFamily != AddressFamily.InterNetwork)
                .First().ToString();
        }
        catch (SocketException)
        {
            throw new UserErrorException(
                $"{option} {host}: no address is known for this name. Put it into DNS, or write an IP address.");
        }
    }

    /// <summary>Reads <c>--health</c>.</summary>
    /// <param name="text">Its value; null: not given.</param>
    /// <returns>An address to bind, or null.</returns>
    /// <exception cref="UserErrorException">It is no HOST:PORT, or the name has no address.</exception>
    public static Endpoint? Health(string? text)
    {
        const string Option = "--health";
        if (text is null)
        {
            return null;
        }

        Endpoint given = Endpoint(Option, text);
        return given with { Host = Bound(Option, given.Host) };
    }

    /// <summary>The secret of the environment or of a file.</summary>
    /// <param name="file">Of <c>--secret-file</c>; null: the environment.</param>
    /// <exception cref="UserErrorException">There is none, or it is too short.</exception>
    public static string Secret(string? file)
    {
        string? secret = file is null
            ? Environment.GetEnvironmentVariable(ClusterSecret.Variable)
            : ReadText("--secret-file", file).Trim();
        return secret is { Length: >= ClusterSecret.LengthMin }
            ? secret
            : throw new UserErrorException(
                $"{file ?? ClusterSecret.Variable}: the secret that head and nodes share has {secret?.Length ?? 0} "
                + $"characters; it must have at least {ClusterSecret.LengthMin}. Set {ClusterSecret.Variable} or "
                + "--secret-file on all of them.");
    }

    private static string ReadText(string option, string file)
    {
        try
        {
            return File.ReadAllText(file);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new UserErrorException($"{option} {file}: it cannot be read: {error.Message}");
        }
    }
}
