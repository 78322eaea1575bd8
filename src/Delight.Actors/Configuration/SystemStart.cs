using System.Net.Sockets;
using Akka.Actor;

namespace Delight.Actors.Configuration;

/// <summary>Starts actor systems by the layers of configuration.</summary>
public static class SystemStart
{
    /// <summary>Starts a system named <c>delight</c>.</summary>
    /// <param name="command">What the command line says, in HOCON; may be empty.</param>
    /// <param name="file">The text of a configuration file; may be empty.</param>
    /// <exception cref="IOException">Akka.NET cannot start.</exception>
    public static ActorSystem Start(string command, string file) =>
        Of(() => ActorSystem.Create("delight", HoconLayers.Compose(command, file)));

    /// <summary>Turns what Akka.NET throws at a start into one sentence for people.</summary>
    /// <param name="start">Starts a system.</param>
    /// <exception cref="IOException">Its address is taken, or its configuration is wrong.</exception>
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
    internal static IOException Refused(Exception error)
    {
        string reason = error.GetBaseException().Message.ReplaceLineEndings(" ");
        return new IOException($"Akka.NET cannot start: {reason} Look at --listen or --host, and at --hocon.", error);
    }
}
