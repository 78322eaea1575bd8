using Akka.Actor;

namespace Delight.Actors.Coordination;

/// <summary>Nodes as top-level actors, without frictions.</summary>
/// <param name="system">Where.</param>
public sealed class PlainLauncher(ActorSystem system) : INodeLauncher
{
    /// <inheritdoc/>
    public IReadOnlyList<IActorRef> Start(IReadOnlyList<NodeProgram> nodes) =>
        [.. nodes.Select(node => system.ActorOf(node.Guardian, node.Name))];

    /// <inheritdoc/>
    public void Launched(TimeSpan elapsed)
    {
        // Nothing goes wrong by plan.
    }
}
