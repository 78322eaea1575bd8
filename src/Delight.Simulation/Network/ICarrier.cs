using Delight.Simulation.Nodes;
using Delight.Simulation.Observing;

namespace Delight.Simulation.Network;

/// <summary>What carries messages from their link to their receiver: a simulation, or a live system.</summary>
internal interface ICarrier
{
    /// <summary>The root of all that is random.</summary>
    ulong Seed { get; }

    /// <summary>True where several threads send at once.</summary>
    bool IsShared { get; }

    /// <summary>Time since the start, in ticks.</summary>
    long Now { get; }

    /// <summary>The node of a name.</summary>
    /// <exception cref="ArgumentException">There is none.</exception>
    Node Find(string name);

    /// <summary>A message arrives at that time.</summary>
    /// <param name="at">At least <see cref="Now"/>.</param>
    /// <param name="message">Which.</param>
    /// <param name="link">That it has passed.</param>
    void Arrive(long at, in Parked message, Link link);

    /// <summary>A message gets lost.</summary>
    void Lost(in Parked message, DropReason reason);

    /// <summary>A link delivers a message twice.</summary>
    void Duplicated(in Parked message);
}
