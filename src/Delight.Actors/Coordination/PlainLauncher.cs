using Akka.Actor;
using Delight.Actors.Recording;

namespace Delight.Actors.Coordination;

/// <summary>Nodes as top-level actors, without frictions.</summary>
/// <param name="system">Where.</param>
internal sealed class PlainLauncher(ActorSystem system) : INodeLauncher
{
    /// <inheritdoc/>
    public IReadOnlyList<IActorRef> Start(IReadOnlyList<NodeProgram> nodes, SystemEvents events) =>
        [.. nodes.Select(node => system.ActorOf(node.Guardian, node.Name))];

    /// <inheritdoc/>
    public void Launched(TimeSpan elapsed)
    {
        // Nothing goes wrong by plan.
    }
}
