using Akka.Actor;

namespace Delight.Simulation;

/// <summary>Nodes, links and faults of an Akka.NET application: in virtual time (<see cref="Simulation"/>), or on a
/// really running system (<see cref="Live.LiveFrictions"/>).</summary>
/// <remarks>A scenario that knows only this runs on both.</remarks>
public interface IFrictions : INodeFrictions
{
    /// <summary>The application's actor system.</summary>
    ActorSystem System { get; }

    /// <summary>Adds a node and starts its program.</summary>
    /// <param name="name">Name of the node and of its program, <c>/user/NAME</c>.</param>
    /// <param name="program">The program; made again from the same props when the node restarts.</param>
    /// <param name="isReliable">True for a node beside the experiment: it never crashes, and its links lose
    /// nothing.</param>
    /// <returns>The program's reference in its present life. To reach it in any life use
    /// <c>System.ActorSelection("/user/NAME")</c>.</returns>
    /// <exception cref="ArgumentException">There is such a node, or the name is none for an actor.</exception>
    IActorRef AddNode(string name, Props program, bool isReliable = false);
}
