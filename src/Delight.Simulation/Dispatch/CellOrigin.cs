using Delight.Simulation.Nodes;

namespace Delight.Simulation.Dispatch;

/// <summary>What follows from an actor's path when it is made.</summary>
/// <param name="Node">Its node; null where it has none.</param>
/// <param name="PathHash">Hash of its path, without address and uid; of a system that is a node, with the node.</param>
/// <param name="Index">How many actors were made before it.</param>
/// <param name="IsDigested">True where what it receives enters the digest.</param>
/// <param name="OrdersSends">True where what it sends in one turn leaves at the end of it, in an order that hashes of
/// the process do not decide.</param>
internal readonly record struct CellOrigin(
    SimulatedNode? Node, ulong PathHash, int Index, bool IsDigested, bool OrdersSends = false);
