using Akka.Actor;
using Delight.Simulation.Faults;
using Delight.Simulation.Network;

namespace Delight.Simulation;

/// <summary>Nodes, links and faults, whatever a node is: a top-level actor (<see cref="IFrictions"/>), or a whole actor
/// system.</summary>
public interface INodeFrictions
{
    /// <summary>The links between nodes.</summary>
    SimulatedNetwork Network { get; }

    /// <summary>Time since the start.</summary>
    TimeSpan Elapsed { get; }

    /// <summary>Names of the nodes, in the order in which they were added.</summary>
    IReadOnlyList<string> Nodes { get; }

    /// <summary>True where a node is down.</summary>
    /// <exception cref="ArgumentException">There is no such node.</exception>
    bool IsDown(string node);

    /// <summary>True while a node is paused.</summary>
    /// <exception cref="ArgumentException">There is no such node.</exception>
    bool IsPaused(string node);

    /// <summary>Crashes a node: all of its actors lose instance, mailbox, stash, timers and unfinished work.</summary>
    /// <remarks>Neither <c>PostStop</c> nor <c>Dispose</c> of an actor runs, as in a real crash. What is under way to
    /// others arrives. Those who watch an actor of the node hear of its death after the detection time.</remarks>
    /// <exception cref="ArgumentException">There is no such node, or it is reliable.</exception>
    /// <exception cref="InvalidOperationException">The node is down already.</exception>
    void Crash(string node);

    /// <summary>Starts the program of a crashed node again, with a fresh instance under the same path.</summary>
    /// <exception cref="ArgumentException">There is no such node.</exception>
    /// <exception cref="InvalidOperationException">The node is up.</exception>
    void Restart(string node);

    /// <summary>Nothing happens on a node until it is resumed, and nobody notices.</summary>
    /// <exception cref="ArgumentException">There is no such node.</exception>
    /// <exception cref="InvalidOperationException">The node is down or paused.</exception>
    void Pause(string node);

    /// <summary>Ends the pause of a node.</summary>
    /// <exception cref="ArgumentException">There is no such node.</exception>
    /// <exception cref="InvalidOperationException">The node is not paused.</exception>
    void Resume(string node);

    /// <summary>Work of a node takes longer from now on.</summary>
    /// <param name="node">Which.</param>
    /// <param name="factor">Above 0; 1 is the normal speed.</param>
    /// <exception cref="ArgumentException">There is no such node.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The factor is not above 0.</exception>
    void Slow(string node, double factor);

    /// <summary>True while an actor itself is paused.</summary>
    /// <exception cref="ArgumentException">The actor has stopped, or belongs to another system.</exception>
    bool IsPaused(IActorRef actor);

    /// <summary>One actor fails between two messages, and its supervisor decides. An actor without an instance stays as
    /// it is.</summary>
    /// <param name="actor">A local actor.</param>
    /// <param name="cause">Default: an <see cref="Failures.InjectedCrashException"/>.</param>
    /// <exception cref="ArgumentException">The actor has stopped, or belongs to another system.</exception>
    void Crash(IActorRef actor, Exception? cause = null);

    /// <summary>Nothing happens in one actor until it is resumed.</summary>
    /// <exception cref="ArgumentException">The actor has stopped, or belongs to another system.</exception>
    /// <exception cref="InvalidOperationException">The actor is paused already.</exception>
    void Pause(IActorRef actor);

    /// <summary>Ends the pause of one actor.</summary>
    /// <exception cref="ArgumentException">The actor has stopped, or belongs to another system.</exception>
    /// <exception cref="InvalidOperationException">The actor is not paused.</exception>
    void Resume(IActorRef actor);

    /// <summary>The same as for a node, for one actor; both factors multiply.</summary>
    /// <param name="actor">Which.</param>
    /// <param name="factor">Above 0; 1 is the normal speed.</param>
    /// <exception cref="ArgumentException">The actor has stopped, or belongs to another system.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The factor is not above 0.</exception>
    void Slow(IActorRef actor, double factor);

    /// <summary>The running actor of a path.</summary>
    /// <param name="path">Such as <c>/user/shop/desk</c>.</param>
    /// <returns>Null where there is none.</returns>
    IActorRef? FindActor(string path);

    /// <summary>Does something at a later time, between two messages.</summary>
    /// <param name="delay">From now; at least 0.</param>
    /// <param name="act">May crash, cut and send; must be quick.</param>
    void At(TimeSpan delay, Action act);

    /// <summary>Lets the faults of a schedule happen, counted from now.</summary>
    void Play(FaultSchedule schedule);
}
