using Akka.Actor;
using Delight.Simulation.Nodes;

namespace Delight.Simulation.Network;

/// <summary>A message that is about to leave its node.</summary>
/// <param name="From">Who sends: the cell that ran, else the sender's reference.</param>
/// <param name="FromNode">Its node.</param>
/// <param name="To">Who is to receive it: a cell, or the future of an Ask.</param>
/// <param name="ToNode">The receiver's node.</param>
/// <param name="Envelope">The message and its sender.</param>
internal readonly record struct Parked(object From, Node FromNode, object To, Node ToNode, Envelope Envelope)
{
    /// <summary>The receiver's reference.</summary>
    public IActorRef Receiver => ReferenceOf(To);

    /// <summary>The reference of a receiver: a cell's own, or the future of an Ask.</summary>
    public static IActorRef ReferenceOf(object receiver) =>
        receiver is ActorCell cell ? cell.Self : receiver as IActorRef ?? ActorRefs.Nobody;
}
