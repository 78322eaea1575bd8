using Akka.Actor;

namespace Delight.Simulation.Nodes;

/// <summary>What a path says of the top-level actor that it begins with.</summary>
internal static class TopLevel
{
    /// <summary>The name of the top-level actor that a path begins with; null where it has none.</summary>
    /// <param name="path">Of any actor.</param>
    /// <param name="guardian">Whose children count.</param>
    public static string? NameIn(ActorPath path, string guardian = "user")
    {
        ActorPath at = path;
        while (at.Depth > 2)
        {
            at = at.Parent;
        }

        return at.Depth == 2 && at.Parent.Name == guardian ? at.Name : null;
    }
}
