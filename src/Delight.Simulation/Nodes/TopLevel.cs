using Akka.Actor;

namespace Delight.Simulation.Nodes;

/// <summary>What a path says of the top-level actor that it begins with.</summary>
internal static class TopLevel
{
    /// <summary>The name of the top-level user actor that a path begins with; null where it has none.</summary>
    public static string? NameIn(ActorPath path)
    {
        ActorPath at = path;
        while (at.Depth > 2)
        {
            at = at.Parent;
        }

        return at.Depth == 2 && at.Parent.Name == "user" ? at.Name : null;
    }
}
