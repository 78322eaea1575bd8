using System.Buffers;

namespace Delight.Actors.Port;

/// <summary>The rule for names of actors: what is safe in a path on every runtime.</summary>
internal static class ActorName
{
    private static readonly SearchValues<char> Allowed =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.");

    /// <summary>The last part of an actor's path.</summary>
    public static string Of(ActorRef actor) => actor.Path[(actor.Path.LastIndexOf('/') + 1)..];

    /// <summary>Requires letters, digits, '-', '_' and '.', at least one of them, and that nobody has the name
    /// already.</summary>
    /// <exception cref="ArgumentException">The name breaks a rule.</exception>
    public static void Require(string name, bool isTaken, string parent)
    {
        if (isTaken || name.Length == 0 || name.AsSpan().ContainsAnyExcept(Allowed))
        {
            throw new ArgumentException(
                $"'{name}' cannot be a child of {parent}; names are letters, digits, '-', '_' and '.', and unique "
                + "among the children.", nameof(name));
        }
    }
}
