using Delight.Simulation.Nodes;
using Delight.Simulation.Observing;

namespace Delight.Simulation.Network;

/// <summary>The end of a connection between two systems. Its frames take links as messages do.</summary>
internal interface IFrameReceiver
{
    /// <summary>Where it is; while that is paused, frames wait there.</summary>
    SimulatedNode? Node { get; }

    /// <summary>A frame arrives.</summary>
    void Arrive(object frame);

    /// <summary>A frame to this end gets lost on its link.</summary>
    void Lost(object frame, DropReason reason);
}
