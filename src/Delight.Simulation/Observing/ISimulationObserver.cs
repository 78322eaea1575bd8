using Akka.Actor;
using Delight.Simulation.Faults;

namespace Delight.Simulation.Observing;

/// <summary>Hears what happens in a simulation, or on a live system with frictions. Watching changes nothing: an
/// observer sends no messages.</summary>
/// <remarks>
/// <para>Times count from the start. Of actors only those under <c>/user</c> and test probes are heard. What an actor
/// takes out of a mailbox of the application's own type is not heard; a <c>BoundedMailbox</c> is.</para>
/// <para>In virtual time all calls come on the simulation's thread, in the order of events.</para>
/// <para>On a live system calls come on many threads at once. <see cref="Delivered"/>, <see cref="Began"/>,
/// <see cref="Handled"/> and <see cref="Ended"/> of one actor never come at the same time, and those of one message
/// come in this order. An observer must be quick, since the actors wait for it.</para>
/// </remarks>
public interface ISimulationObserver
{
    /// <summary>False where nobody wants <see cref="Sent"/>, <see cref="Delivered"/>, <see cref="Began"/>,
    /// <see cref="Handled"/> and <see cref="Ended"/>. Then messages cost what they cost without an observer.</summary>
    /// <value>Default true. Read once, at the start.</value>
    bool HearsMessages => true;

    /// <summary>An actor, a timer or the outside sent a user message to an actor. In virtual time a message that is
    /// sent during work leaves at the end of that work; the time is that of leaving.</summary>
    void Sent(TimeSpan time, IActorRef receiver, object message, IActorRef sender)
    {
    }

    /// <summary>A link delivers a user message twice.</summary>
    void Duplicated(TimeSpan time, IActorRef receiver, object message)
    {
    }

    /// <summary>A user message reached a mailbox.</summary>
    void Delivered(TimeSpan time, IActorRef receiver, object message, IActorRef sender)
    {
    }

    /// <summary>An actor takes a user message out of its mailbox and begins with it.</summary>
    void Began(TimeSpan time, IActorRef actor, object message)
    {
    }

    /// <summary>An actor has dealt with the message that it began with last, or has failed at it. What it awaits or
    /// stashes counts as dealt with.</summary>
    /// <remarks>In virtual time this is called at the end of the turn. Its time is the end of the work: the time of
    /// <see cref="Began"/> and all of <c>Context.Work</c>. So the time may be later than that of the next
    /// calls.</remarks>
    void Handled(TimeSpan time, IActorRef actor, object message)
    {
    }

    /// <summary>An actor has stopped for ever: by itself, by a crash of its node, or with the whole system. A restart
    /// of the actor does not end it.</summary>
    void Ended(TimeSpan time, IActorRef actor)
    {
    }

    /// <summary>A user message got lost.</summary>
    void Lost(TimeSpan time, IActorRef receiver, object message, DropReason reason)
    {
    }

    /// <summary>A top-level actor failed, and the guardian decided.</summary>
    /// <remarks>Strategies of the application decide on all other failures, and nobody hears of them. On a live system
    /// the same holds for a guardian with a strategy that is no <see cref="OneForOneStrategy"/>. There the call may
    /// come before <see cref="Handled"/> of the message that failed.</remarks>
    void Failed(TimeSpan time, IActorRef actor, Exception cause, Directive decision)
    {
    }

    /// <summary>A message was sent to nobody.</summary>
    void Undelivered(TimeSpan time, IActorRef receiver, object message, IActorRef sender)
    {
    }

    /// <summary>A node crashed.</summary>
    void Crashed(TimeSpan time, string node)
    {
    }

    /// <summary>A node began a new life.</summary>
    void Restarted(TimeSpan time, string node)
    {
    }

    /// <summary>A fault of a schedule begins. Called just before it takes effect.</summary>
    void FaultBegan(TimeSpan time, FaultOccurrence occurrence)
    {
    }

    /// <summary>A fault of a schedule has ended. Never called for a <see cref="FaultKind.CrashActor"/>, which does not
    /// last.</summary>
    void FaultEnded(TimeSpan time, FaultOccurrence occurrence)
    {
    }
}
