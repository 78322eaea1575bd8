using Akka.Actor;
using Delight.Actors.Recording;

namespace Delight.Actors.Coordination;

/// <summary>How the nodes of a training start on the actor system of a process.</summary>
public interface INodeLauncher
{
    /// <summary>Starts the guardians of nodes; they start no role yet.</summary>
    /// <param name="nodes">What the nodes run.</param>
    /// <param name="events">Events and counts of this process.</param>
    /// <returns>The guardians, in the order of the nodes.</returns>
    IReadOnlyList<IActorRef> Start(IReadOnlyList<NodeProgram> nodes, SystemEvents events);

    /// <summary>The roles run.</summary>
    /// <param name="elapsed">Time of the run's clock.</param>
    void Launched(TimeSpan elapsed);
}
