using Delight.Simulation.Nodes;

namespace Delight.Simulation.Dispatch;

/// <summary>What follows from an actor's path when it is made.</summary>
internal readonly record struct CellOrigin(SimulatedNode? Node, ulong PathHash, int Index, bool IsDigested);
