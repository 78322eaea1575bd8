using Akka.Actor;

namespace Delight.Actors.Cluster;

/// <summary>The way of nodes to a role of the head. It hands messages on as they are, with their sender.</summary>
/// <param name="role">Found anew for each message, so that it is there again after a crash of its node.</param>
/// <remarks>
/// <para>In, out: any message. State, time: none. Order: kept.</para>
/// <para>Its path has the number of its incarnation. What a node sends to the gate of one head never reaches the role
/// of a later head at the same address.</para>
/// </remarks>
internal sealed class RoleGate(ActorSelection role) : UntypedActor
{
    /// <summary>Props of a gate.</summary>
    public static Props Props(ActorSelection role) => Akka.Actor.Props.Create(() => new RoleGate(role));

    protected override void OnReceive(object message) => role.Tell(message, Sender);
}
