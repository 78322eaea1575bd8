using Delight.Actors.Coordination;
using Delight.Actors.Recording;
using Delight.Actors.Running;

namespace Delight.Actors.Cluster;

/// <summary>What surrounds the agent of a node in its process.</summary>
/// <param name="Clock">Clock of the node.</param>
/// <param name="Events">Its events.</param>
/// <param name="Launcher">Starts what runs here; null: without frictions.</param>
/// <param name="End">Completed with the end of the node; faulted where it is not let in.</param>
internal sealed record NodeSurroundings(
    RunClock Clock, SystemEvents Events, INodeLauncher? Launcher, TaskCompletionSource End);
