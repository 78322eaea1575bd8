using Akka.Actor;
using Delight.Simulation.Nodes;

namespace Delight.Simulation.Network;

/// <summary>A message that is about to leave its node.</summary>
/// <param name="From">Who sends: the cell that ran, else the sender's reference.</param>
/// <param name="FromNode">Its node.</param>
/// <param name="To">Who is to receive it: a cell, or the future of an Ask.</param>
/// <param name="ToNode">The receiver's node.</param>
/// <param name="Envelope">The message and its sender.</param>
internal readonly record struct Parked(
    object From, SimulatedNode FromNode, object To, SimulatedNode ToNode, Envelope Envelope);
