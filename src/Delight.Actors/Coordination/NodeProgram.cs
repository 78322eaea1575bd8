using Akka.Actor;
using Delight.Actors.Running;

namespace Delight.Actors.Coordination;

/// <summary>What one node of a training runs.</summary>
/// <param name="Name">Name of the node and of its guardian, <c>/user/NAME</c>.</param>
/// <param name="Roles">In the order in which they start.</param>
/// <param name="Peers">Shared by all nodes of the training.</param>
/// <remarks>A node that comes back after a crash starts the same program.</remarks>
public sealed record NodeProgram(string Name, IReadOnlyList<RoleProgram> Roles, NodePeers Peers)
{
    /// <summary>Props of the guardian.</summary>
    public Props Guardian => RoleProps.Of(() => new NodeGuardian(this));
}
