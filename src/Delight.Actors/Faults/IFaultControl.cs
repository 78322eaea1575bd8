using Delight.Actors.Network;
using Delight.Actors.Port;

namespace Delight.Actors.Faults;

/// <summary>What can be made to go wrong in a running system; a runtime that can, offers it.</summary>
/// <remarks>
/// <para>Every call is safe at any time from inside an actor; it takes effect at the current time, after what the actor
/// at hand is doing. What is so already stays so: a node that is down does not crash again, and one call of the
/// opposite ends it. Who lets faults overlap counts them.</para>
/// <para>Nodes and links that nobody has heard of yet are remembered for when they come.</para>
/// </remarks>
public interface IFaultControl
{
    /// <summary>Every actor on the node loses instance, mailbox, stash, timers, watches and work in progress at once:
    /// what it would have sent at the end of its work is lost. <see cref="IActor.PostStop"/> is called so that memory
    /// goes back to its pool; what it sends is lost. Arrivals are counted and dropped.</summary>
    /// <remarks>Those who watch an actor of the node get one <see cref="Terminated"/> with <see
    /// cref="Terminated.HasNodeDied"/>. Children of a dead parent are gone for good, on this node and, stopped, on
    /// others.</remarks>
    void CrashNode(string node);

    /// <summary>Starts fresh instances at the same addresses, parents before children; their own children they spawn
    /// themselves.</summary>
    void RestartNode(string node);

    /// <summary>Nothing on the node goes on, but it is not noticed: messages and fired timers wait in the mailboxes,
    /// and work ends later by the length of the pause.</summary>
    void PauseNode(string node);

    /// <summary>Ends the pause of a node. An actor that is paused itself waits on.</summary>
    void ResumeNode(string node);

    /// <summary>Work that begins from now on takes longer on the node: <see cref="IActorContext.Occupy"/> counts that
    /// many times. Deliveries are not affected.</summary>
    /// <param name="node">Which.</param>
    /// <param name="factor">Above 0; 1 is the normal speed.</param>
    void SlowNode(string node, double factor);

    /// <summary>The actor throws an <see cref="InjectedCrashException"/> at once, in the midst of its work where it is
    /// at any; without an instance (stopped, restarting, node down) nothing happens.</summary>
    void CrashActor(ActorRef actor);

    /// <summary>The same as for a node, for one actor.</summary>
    void PauseActor(ActorRef actor);

    /// <summary>Ends the pause of an actor. It waits on while its node is paused.</summary>
    void ResumeActor(ActorRef actor);

    /// <summary>The same as for a node, for one actor; both factors multiply.</summary>
    /// <param name="actor">Which.</param>
    /// <param name="factor">Above 0; 1 is the normal speed.</param>
    void SlowActor(ActorRef actor, double factor);

    /// <summary>Cuts a link in one direction.</summary>
    void CutLink(string from, string to);

    /// <summary>Lets messages pass a link again in one direction.</summary>
    void HealLink(string from, string to);

    /// <summary>Changes a link in one direction for what leaves from now on.</summary>
    /// <param name="from">The sending node.</param>
    /// <param name="to">The receiving node.</param>
    /// <param name="quality">Its new qualities; null: those at the start.</param>
    void SetLink(string from, string to, LinkQuality? quality);

    /// <summary>The qualities that a link has now.</summary>
    LinkQuality LinkQuality(string from, string to);
}
